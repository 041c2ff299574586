extension Book {
  /// Decides to charge the interest of an account up to a day: all that has accrued by then, less
  /// all that was charged and not reversed. So each day is charged once, however often this runs,
  /// and entries that were dated back since then are made up for in either direction.
  /// - Parameter through: the last day to charge; not after the entry's effective date.
  /// - Returns: nil if there is nothing to charge, or if a later day has been charged already.
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
    // A charge that was too high lowers interest first, whatever the account's order.
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

  /// The sum of the interest charges that were made and not reversed by the end of a day, and the
  /// last day that they charged; nil if there are none.
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

  /// What of an account's interest has accrued by a day and was not charged; below zero if too much
  /// was charged.
  /// - Parameter day: the day by whose end charges count.
  func unchargedInterest(of account: UInt32, through last: Day, asOf day: Day) -> Money {
    InterestTimeline(self, account).sum(through: last).rounded
      - chargedInterest(of: account, asOf: day).amount
  }

  /// The interest given back that was set against nothing yet. Less is owed by it, but it is no
  /// money: what of the charge was paid has been counted as paid.
  func unappliedInterest(of account: UInt32, asOf day: Day) -> Money {
    var sum = Money.zero
    forEach(interestCharges, of: account) {
      let credit = interestCharges[$0].credit
      if credit != none { sum += unapplied(ofCredit: credit, asOf: day) }
    }
    return sum
  }

  /// The last day for which an entry charged interest; only for an entry of that kind.
  public func interest(chargedBy number: EntryNumber) -> Day {
    interestCharges[entries[Int(number) - 1].subject].through
  }

  /// The amount of an interest charge at the end of a day, below zero if interest was given back;
  /// nil if the charge does not count then.
  private func effect(of row: InterestRow, asOf day: Day) -> Money? {
    if row.item != none {
      let item = items[row.item]
      return item.date <= day && day < end(of: item) ? item.amount : nil
    }
    let credit = credits[row.credit]
    return credit.date <= day && day < end(of: credit) ? -credit.amount : nil
  }
}
