extension Book {
  /// Decides a settlement: once its total was paid, what is left of the debt is taken off.
  /// - Parameter acceptBy: the last day on which the debtor may accept it; nil if they have.
  public func decideSettlement(
    _ wish: PlanWish, total: Money, acceptBy: Day?, account: UInt32, on made: Day
  ) throws(Refusal) -> Fact {
    let owed = try owed(on: account, wish.items, on: made)
    if total >= owed.open {
      throw .settlementNotLess(owed.open, currency: accounts[account].currency)
    }
    if owed.items.count > Self.applicationsMax { throw .planTooLong }
    let terms = try terms(wish, total: total, on: made)
    if let acceptBy, acceptBy < made || acceptBy > terms.parts[0].due {
      throw .acceptByOutside(from: made, to: terms.parts[0].due)
    }
    let replaces = try planToReplace(wish, account: account, owed.items, on: made)
    return Fact(
      PlanMade(
        account: accounts[account].opened, terms: terms, open: owed.open, isSettlement: true,
        stopsInterest: wish.stopsInterest, namesItems: !wish.items.isEmpty, acceptBy: acceptBy,
        authorization: wish.authorization, replaces: replaces, items: owed.items))
  }

  /// Decides to accept an offer.
  public func decideAcceptance(
    of number: EntryNumber, account: UInt32, on day: Day
  ) throws(Refusal) -> Fact {
    let offer = try plan(named: number, of: account)
    let row = plans[offer]
    guard let acceptBy = row.acceptBy else { throw .entryNotOffer }
    try demandEndable(row, on: day)
    if row.acceptedWord != 0 { throw .offerAccepted(by: EntryNumber(row.acceptedWord)) }
    if let paid = standing(ofPlan: offer, asOf: max(day, latestEffective)).acceptedOn {
      throw .offerPaid(on: paid)
    }
    if day > acceptBy { throw .offerLapsed(acceptBy) }
    return Fact(OfferAccepted(offer: number))
  }

  // A settlement is complete when all of it was paid in time. The write that completes it takes off
  // in the same group what is left of what was settled; the write that undoes this brings it back.

  /// Decides what follows for the settlements of some accounts from facts that are about to be
  /// recorded: what the completed ones take off, and the end of what one took off that is no longer
  /// paid.
  /// - Parameter reason: why what completed it is undone.
  public func decideSettled(
    behind facts: [Fact], on day: Day, reason: ReversalReason = .error
  ) throws(Refusal) -> [Fact] {
    var trial = trial()
    trial.apply(
      facts.enumerated().map {
        Entry(effective: day, actor: "", isContinuation: $0.offset > 0, fact: $0.element)
      })
    var following: [Fact] = []
    for account in trial.accounts(touchedFrom: sequence + 1) where has(.plans, account) {
      for plan in settlements(of: account) {
        let (was, now) = (
          standing(ofPlan: plan, asOf: .last).state, trial.standing(ofPlan: plan, asOf: .last).state
        )
        if was != .paid, now == .paid, let fact = trial.decideTakenOff(by: plan) {
          following.append(fact)
        } else if was == .paid, now != .paid, let taken = takenOff(by: plan) {
          following.append(Fact(Reversed(original: taken, reason: reason)))
        }
      }
    }
    return following
  }

  /// The day from which what follows can count: that of the request, or that of what it reverses.
  public func firstDay(ofSettled facts: [Fact], on day: Day) -> Day {
    facts.reduce(day) { first, fact in
      guard let original = fact.body(as: Reversed.self)?.original else { return first }
      return max(first, entries[Int(original) - 1].effective)
    }
  }

  private func settlements(of account: UInt32) -> [UInt32] {
    var found: [UInt32] = []
    forEach(plans, of: account) { if plans[$0].isSettlement { found.append($0) } }
    return found.reversed()
  }

  private func accounts(touchedFrom first: EntryNumber) -> [UInt32] {
    var touched: [UInt32] = []
    for number in first...max(sequence, first) where number <= sequence {
      let entry = entries[Int(number) - 1]
      let other = secondLeg(of: number).map { legs[$0].account }
      for account in [entry.hasAccount ? entry.account : nil, other].compactMap(\.self)
      where !touched.contains(account) && account < accounts.count {
        touched.append(account)
      }
    }
    return touched
  }

  /// What a settlement takes off: what is open of its items, and no more than was agreed on. Nil if
  /// nothing is.
  private func decideTakenOff(by plan: UInt32) -> Fact? {
    let row = plans[plan]
    var left = row.discount
    var parts: [Application] = []
    for part in items(ofPlan: plan) where left > .zero {
      let amount = min(left, part.amount, itemRemaining[part.item])
      if amount == .zero { continue }
      parts.append(Application(invoice: items[part.item].entry, amount: amount))
      left -= amount
    }
    if parts.isEmpty { return nil }
    return Fact(
      Settled(
        plan: row.entry,
        credit: CreditTaken(
          account: accounts[row.account].opened, kind: .adjustment, amount: row.discount - left,
          reason: .settlement, applications: parts)))
  }

  /// The entry that took off what a settlement settled, if it stands.
  private func takenOff(by plan: UInt32) -> EntryNumber? {
    var found: EntryNumber?
    forEach(settled, of: plans[plan].account) {
      let row = settled[$0]
      if row.plan == plan, entries[Int(row.entry) - 1].reversedBy == 0 { found = row.entry }
    }
    return found
  }

  mutating func apply(_ fact: Settled, _ number: EntryNumber, _ row: inout EntryRow) {
    apply(fact.credit, number, &row)
    guard let plan = plan(madeBy: fact.plan) else {
      preconditionFailure("entry \(fact.plan) made no settlement")
    }
    settled.append(
      SettledRow(
        entryWord: UInt32(number), plan: plan,
        previousOfAccount: beginChain(.settled, of: row.account, with: settled.count)))
  }

  /// The settlement that an entry took off what is left of; nil for most entries.
  func settlement(takenOffBy number: EntryNumber) -> EntryNumber? {
    let row = settled.firstRow { $0.entry >= number }
    guard row < settled.count, settled[row].entry == number else { return nil }
    return plans[settled[row].plan].entry
  }
}
