extension Book {
  /// Decides to charge the interest of an account through a day: all that has accrued by then, less
  /// all that was charged and stands. So whatever runs how often, a day is charged once, and what
  /// has been dated back since is made up for, one way or the other.
  /// - Parameter through: not after the entry's date.
  /// - Returns: nil where there is nothing to charge, or a later day has been charged already.
  public func decideInterest(
    account: UInt32, through: Day, due: Day, date: Day
  ) throws(Refusal) -> Fact? {
    if due < date { throw .dueBeforeDate }
    let charged = chargedInterest(of: account)
    if let last = charged.through, through < last { return nil }
    let accrued = InterestTimeline(self, account).sum(through: through).rounded
    let more = accrued - charged.amount
    if more == .zero { return nil }
    let amount = more < .zero ? -more : more
    try checkAmount(amount, accounts[account].currency)
    // What was charged too much lowers interest first, whatever the account's order.
    let document: InterestCharged.Document =
      more < .zero
      ? .credit(allocate(amount, of: account, in: .interestFirst, on: date).applications)
      : .item(number: freeNumber("C", of: account), due: due)
    return Fact(
      InterestCharged(
        account: accounts[account].opened, through: through, amount: amount, document: document))
  }

  mutating func apply(_ fact: InterestCharged, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = account(openedBy: fact.account)
    var charge = InterestRow(
      through: fact.through,
      previousOfAccount: beginChain(
        .interestCharges, of: row.account, with: interestCharges.count))
    switch fact.document {
    case .item(let text, let due):
      charge.item = addItem(
        .interest, text, fact.amount, due: due, on: row.account, number, row.effective)
      row.effect = post(item: .interest, fact.amount, to: row.account)
      row.detailByte = EntryRow.debitBit
    case .credit(let applications):
      charge.credit = addCredit(.interest, fact.amount, on: row.account, number, row.effective)
      row.effect = post(credit: .interest, fact.amount, to: row.account)
      setAll(applications, of: charge.credit, number, row.effective)
    }
    row.subject = interestCharges.append(charge)
  }

  /// The interest that was charged on an account and stands at the end of a day, and through which
  /// day; nil: none does.
  func chargedInterest(of account: UInt32, asOf day: Day = .last) -> (amount: Money, through: Day?)
  {
    var (amount, through) = (Money.zero, Day?.none)
    forEach(interestCharges, of: account) {
      let row = interestCharges[$0]
      guard let effect = effect(of: row, asOf: day) else { return }
      amount += effect
      through = max(through ?? row.through, row.through)
    }
    return (amount, through)
  }

  /// The day through which an entry of the kind charged interest.
  public func interest(chargedBy number: EntryNumber) -> Day {
    interestCharges[entries[Int(number) - 1].subject].through
  }

  /// What a charge of interest comes to at the end of a day; nil if it does not stand then.
  private func effect(of row: InterestRow, asOf day: Day) -> Money? {
    if row.item != none {
      let item = items[row.item]
      return item.date <= day && day < end(of: item) ? item.amount : nil
    }
    let credit = credits[row.credit]
    return credit.date <= day && day < end(of: credit) ? -credit.amount : nil
  }
}
