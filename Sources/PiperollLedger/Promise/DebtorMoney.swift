/// Money that came in on an account and was still there at the end of a day, without what of it was
/// paid out again or moved to other accounts.
struct DebtorMoney {
  /// The credit's row.
  let credit: UInt32
  let date: Day
  let entry: EntryNumber
  let method: PaymentMethod
  let amount: Money
}

extension Book {
  /// The money that came in on an account from a day on and was still there at the end of another,
  /// in the order of its dates.
  func money(of account: UInt32, from first: Day, asOf day: Day) -> [DebtorMoney] {
    var payments: [DebtorMoney] = []
    forEachCredit(of: account) { credit in
      let row = credits[credit]
      guard row.kind.isMoney, row.date >= first, row.date <= day, day < end(of: row) else { return }
      let use = use(ofCredit: credit, asOf: day)
      payments.append(
        DebtorMoney(
          credit: credit, date: row.date, entry: row.entry, method: row.method,
          amount: row.amount - use.refunded - use.transferred))
    }
    return payments.sorted { ($0.date, $0.entry) < ($1.date, $1.entry) }
  }

  /// How much of a credit was set against some items at the end of a day.
  func applied(ofCredit credit: UInt32, to items: Set<UInt32>, asOf day: Day) -> Money {
    var applied = Money.zero
    forEachApplication(ofCredit: credit) {
      let row = applications[$0]
      if items.contains(row.item), isInForce(row, asOf: day) { applied += row.amount }
    }
    return applied
  }

  // All money, added up in two ways: by the credits that stand, and by the entries that took it and
  // those that reversed it. Reports of what money was meant for prove themselves with it.

  /// Calls the body with each amount of money that was there at the end of a day.
  func forEachMoneyThere(asOf day: Day, _ body: (Currency, Money) -> Void) {
    for credit in 0..<UInt32(credits.count) {
      let row = credits[credit]
      guard row.kind.isMoney, row.date <= day, day < end(of: row) else { continue }
      body(accounts[row.account].currency, row.amount)
    }
  }

  /// Calls the body with what each entry took in by the end of a day, or took back, below zero.
  func forEachMoneyEntry(asOf day: Day, _ body: (Currency, Money) -> Void) {
    for number in 1..<EntryNumber(entries.count + 1) {
      let entry = entries[Int(number) - 1]
      let isReversal = entry.kind == .reverse
      let original = isReversal ? EntryNumber(entry.subject) : number
      let kind = entries[Int(original) - 1].kind
      guard entry.effective <= day, kind == .payment || kind == .recovery,
        let credit = documents(of: original).credit
      else { continue }
      let row = credits[credit]
      body(accounts[row.account].currency, isReversal ? -row.amount : row.amount)
    }
  }
}
