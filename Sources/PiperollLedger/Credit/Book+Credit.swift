extension Book {
  mutating func apply(_ fact: CreditTaken, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = subject(of: fact.account, .account)
    let credit = credits.append(
      CreditRow(
        amount: fact.amount, unapplied: .zero, entry: number, account: account,
        date: row.effective, previousOfAccount: accounts[account].lastCredit,
        kindByte: fact.kind.rawValue, methodByte: fact.method.rawValue,
        reasonByte: fact.reason.rawValue))
    accounts[account].lastCredit = credit
    row.subject = credit
    let applied = apply(fact.applications, of: credit, number, row.effective)
    setUnapplied(fact.amount - applied, of: credit)
    let posting =
      fact.kind == .payment
      ? Posting(receivables: -applied, cash: fact.amount, unapplied: fact.amount - applied)
      : Posting(receivables: -applied, memos: fact.amount, unapplied: fact.amount - applied)
    post(posting, to: account, &row)
  }

  mutating func apply(_ fact: CreditApplied, _ number: EntryNumber, _ row: inout EntryRow) {
    let credit = subject(of: fact.credit, .payment, or: .credit)
    row.subject = credit
    let applied = apply(fact.applications, of: credit, number, row.effective)
    setUnapplied(credits[credit].unapplied - applied, of: credit)
    post(Posting(receivables: -applied, unapplied: -applied), to: credits[credit].account, &row)
  }

  /// Sets a credit against items and returns how much in all, which is the credit's no longer.
  private mutating func apply(
    _ applications: [Application], of credit: UInt32, _ number: EntryNumber, _ effective: Day
  ) -> Money {
    var total = Money.zero
    let start = max(effective, credits[credit].date, lastUndoing(ofCredit: credit))
    let account = credits[credit].account
    for application in applications {
      let item = subject(of: application.invoice, .invoice)
      precondition(application.amount > .zero, "an application is of something")
      precondition(itemAccount[item] == account, "credit stays on its account")
      let day = max(start, items[item].date, lastUndoing(toItem: item))
      move(application.amount, credit: credit, item: item, number, day, undone: false)
      total += application.amount
    }
    return total
  }

  // Money that a reversal gave back is there from that day on, and is applied again no earlier:
  // else a back-dated application would leave less than nothing on the days before.

  private func lastUndoing(ofCredit credit: UInt32) -> Day {
    var last = Day.first
    if credits[credit].undoingByte == 0 { return last }
    forEachApplication(ofCredit: credit) {
      if applications[$0].amount < .zero { last = max(last, applications[$0].effective) }
    }
    return last
  }

  private func lastUndoing(toItem item: UInt32) -> Day {
    var last = Day.first
    if !items[item].hasUndoing { return last }
    forEachApplication(toItem: item) {
      if applications[$0].amount < .zero { last = max(last, applications[$0].effective) }
    }
    return last
  }

  /// Moves an amount from a credit to an item (negative: back), and the item into its open list or
  /// out of it. What is left of the credit is set by the caller, once for all that it moves.
  mutating func move(
    _ amount: Money, credit: UInt32, item: UInt32, _ number: EntryNumber, _ day: Day, undone: Bool
  ) {
    let row = applications.append(
      ApplicationRow(
        amount: amount, entry: number, credit: credit, item: item, effective: day,
        undone: undone ? 1 : 0, previousOfCredit: credits[credit].lastApplication,
        previousOfItem: items[item].lastApplication))
    credits[credit].lastApplication = row
    items[item].lastApplication = row
    if undone {
      credits[credit].undoingByte = 1
      items[item].hasUndoing = true
    }
    setRemaining(itemRemaining[item] - amount, of: item)
  }

  /// Sets what is left of an item; it is in its account's open list exactly while that is not zero.
  mutating func setRemaining(_ amount: Money, of item: UInt32) {
    precondition(amount >= .zero && amount <= items[item].amount, "0 <= remaining <= amount")
    let wasOpen = itemRemaining[item] > .zero
    itemRemaining[item] = amount
    if wasOpen, amount == .zero { closeItem(item) }
    if !wasOpen, amount > .zero { openItem(item) }
  }

  /// Sets what is left of a credit; it is in its account's open list exactly while that is not
  /// zero.
  mutating func setUnapplied(_ amount: Money, of credit: UInt32) {
    precondition(amount >= .zero && amount <= credits[credit].amount, "0 <= unapplied <= amount")
    let wasOpen = credits[credit].unapplied > .zero
    credits[credit].unapplied = amount
    if wasOpen, amount == .zero { closeCredit(credit) }
    if !wasOpen, amount > .zero { openCredit(credit) }
  }
}
