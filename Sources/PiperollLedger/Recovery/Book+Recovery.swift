extension Book {
  /// What of an account's write-offs is left to recover from a day on: the least, of that day and
  /// of all days after it, of what was written off by then and not recovered.
  func leftToRecover(of account: UInt32, from day: Day) -> Money {
    if !accounts[account].isWrittenOff { return .zero }
    var (left, changes) = (Money.zero, [Day: Money]())
    func change(by amount: Money, on date: Day) {
      if date <= day { left += amount } else { changes[date, default: .zero] += amount }
    }
    forEachCredit(of: account) {
      let row = credits[$0]
      guard row.kind == .writeOff || row.kind == .recovery else { return }
      let amount = row.kind == .writeOff ? row.amount : -row.amount
      change(by: amount, on: row.date)
      if row.voided != never { change(by: -amount, on: row.voided) }
    }
    var least = left
    for date in changes.keys.sorted() {
      left += changes[date]!
      least = min(least, left)
    }
    return least
  }
}
