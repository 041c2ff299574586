// Sums of the lines of entries. Reports are proved against them.

extension Book {
  /// Debits less credits of a ledger account in a period, for each currency in the order of
  /// `controls`. If the period is everything up to now, the account's stored total is returned;
  /// otherwise the lines are added up, as `REPORT TRIAL` does.
  func debits(of account: LedgerAccount, from first: Day = .first, to last: Day) -> [Money] {
    if first == .first, stands(at: last) {
      return (0..<controls.count).map { controls[$0][account] }
    }
    let places = controlOfAccount()
    var totals = [Money](repeating: .zero, count: controls.count)
    func add(_ line: LedgerLine) {
      guard first <= line.day, line.day <= last else { return }
      if line.debit == account { totals[Int(places[Int(line.account)])] += line.amount }
      if line.credit == account { totals[Int(places[Int(line.account)])] -= line.amount }
    }
    for number in 1..<(sequence + 1) {
      for line in documentLines(of: number) { add(line) }
    }
    if account.isPersonal {
      for row in 0..<UInt32(applications.count) { add(line(ofApplication: row)) }
    }
    return totals
  }

  /// How much the lines of a period's reversals changed the control account, for each currency in
  /// the order of `controls`.
  func reversed(from first: Day, to last: Day) -> [Money] {
    let places = controlOfAccount()
    var totals = [Money](repeating: .zero, count: controls.count)
    for number in 1..<(sequence + 1) where entries[Int(number) - 1].kind == .reverse {
      for line in documentLines(of: number) where first <= line.day && line.day <= last {
        let place = Int(places[Int(line.account)])
        if line.debit.isPersonal { totals[place] += line.amount }
        if line.credit.isPersonal { totals[place] -= line.amount }
      }
    }
    return totals
  }
}
