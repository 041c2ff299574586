// How much an entry gives up or lends, and of what. What is measured stands in the one table of
// kinds (`EntryTraits.gives`, `waives` and `undo`). Before a fact is recorded it says the amount
// itself (`limited`); of a recorded entry the amount is read from the rows that it made.

extension EntryKind {
  /// Whether its entries may give something up or lend something.
  var mayGive: Bool { isMeasured || waives }
}

extension EntryTraits.Measure {
  /// What it measures; nil if nothing, or if that depends on the entry that is reversed.
  fileprivate var concession: Concession? {
    switch self {
    case .credit(let concession), .item(let concession), .service(let concession): concession
    case .raise: .creditRaise
    case .interest: .waiver
    case .discount: .settlement
    case .nothing, .undoing: nil
    }
  }
}

extension Book {
  /// What a fact would give up or lend if it were recorded next; empty for most facts.
  /// - Parameter today: the day on which it would be recorded.
  func given(by fact: Fact, effective: Day, on today: Day) -> [Given] {
    let kind = fact.kind
    // Without rates there is no interest to waive, and most writes give up nothing else.
    let mayWaive = kind.waives && rates.count > 0
    guard kind.isMeasured || mayWaive else { return [] }
    var given: [Given] = []
    var measure = kind.gives
    if case .undoing = measure, let original = fact.body(as: Reversed.self)?.original {
      measure = entries[Int(original) - 1].kind.givesUndone
    }
    if let concession = measure.concession, let limited = fact.limited(in: self, on: effective) {
      given.append(
        Given(concession: concession, amount: limited.amount, currency: limited.currency))
    }
    let undone = fact.body(as: Reversed.self).map { entries[Int($0.original) - 1].effective }
    let first = undone ?? fact.firstDay(effective: effective)
    if mayWaive, first < today, mayBearInterest(fact) {
      var before = trial()
      if let interest = interestAhead(of: fact, on: effective) {
        before.apply([Entry(effective: effective, actor: "", fact: interest)])
      }
      var after = before.trial()
      after.apply([Entry(effective: effective, actor: "", fact: fact)])
      let accounts = after.accounts(touchedBy: after.sequence)
      given += waived(on: accounts, from: before, to: after, on: today)
    }
    return given
  }

  /// What an entry gave up or lent when it was recorded.
  /// - Parameter today: the day on which it was recorded.
  func given(by number: EntryNumber, on today: Day) -> [Given] {
    let entry = entries[Int(number) - 1]
    guard entry.kind.mayGive else { return [] }
    var given: [Given] = []
    switch entry.kind.gives {
    case .nothing: break
    case .credit, .item, .service:
      if let document = document(entry.kind.gives, of: number) { given.append(document) }
    case .raise: if let raise = raise(by: number) { given.append(raise) }
    case .interest:
      let over = view(known: number - 1).overchargedInterest(of: entry.account)
      given.append(
        Given(
          concession: .waiver, amount: over, currency: accounts[entry.account].currency))
    case .discount:
      let plan = plans[entry.subject]
      if !entry.isAcceptance, plan.isSettlement {
        given.append(
          Given(
            concession: .settlement, amount: plan.discount,
            currency: accounts[entry.account].currency))
      }
    case .undoing:
      let original = EntryNumber(entry.subject)
      if let undone = givenByUndoing(original, entry.reversalReason) { given.append(undone) }
    }
    let first = firstDayOfInterest(changedBy: entry)
    guard entry.kind.waives, first < today else { return given }
    let touched = accounts(touchedBy: number)
    guard touched.contains(where: { has(.rates, $0) }) else { return given }
    return given
      + waived(on: touched, from: view(known: number - 1), to: view(known: number), on: today)
  }

  /// The first day whose interest an entry may have changed. What is reversed never was, so a
  /// reversal goes back to the day of its original, whatever its own date is.
  private func firstDayOfInterest(changedBy entry: EntryRow) -> Day {
    switch entry.kind {
    case .hold: return holds[entry.subject].from
    case .reverse: return entries[Int(entry.subject) - 1].effective
    case .account, .contact, .invoice, .payment, .credit, .apply, .note, .call, .user, .charge,
      .adjust, .writeoff, .recovery, .refund, .unapply, .transfer, .policy, .approval, .reject,
      .close, .service, .verify, .draft, .releaseHold, .limit, .loan, .rate, .interest, .amend,
      .assign, .promise, .end, .link, .prefer, .plan, .dispute, .resolve, .reage,
      .task, .identify, .notice, .template:
      return entry.effective
    }
  }

  /// What the reversal of an entry gives up. Money that the bank took back was never there; whoever
  /// takes a payment out of the book for any other reason says so alone, and cash does not bounce.
  func givenByUndoing(_ number: EntryNumber, _ reason: ReversalReason) -> Given? {
    let kind = entries[Int(number) - 1].kind
    if let credit = documents(of: number).credit, credits[credit].kind.isMoney,
      reason.isOfBank, credits[credit].method != .cash
    {
      return nil
    }
    return document(kind.givesUndone, of: number)
  }

  /// The amount of the document that an entry made; nil if it made none that the measure is about.
  private func document(_ measure: EntryTraits.Measure, of number: EntryNumber) -> Given? {
    let entry = entries[Int(number) - 1]
    let amount: Money?
    switch measure {
    // What a settlement takes off was given up when it was made.
    case .credit where settlement(takenOffBy: number) != nil: amount = nil
    case .credit: amount = documents(of: number).credit.map { credits[$0].amount }
    case .item: amount = documents(of: number).item.map { items[$0].amount }
    case .service: amount = services[entry.subject].amount
    case .nothing, .raise, .interest, .discount, .undoing: amount = nil
    }
    guard let amount, let concession = measure.concession else { return nil }
    return Given(
      concession: concession, amount: amount, currency: accounts[entry.account].currency)
  }

  /// By how much an entry raised a credit limit.
  private func raise(by number: EntryNumber) -> Given? {
    let entry = entries[Int(number) - 1]
    let account = entry.account
    let raise: Money? =
      if entry.kind == .limit {
        Self.raise(
          from: creditLimit(of: account, on: entry.effective, after: number - 1),
          to: limits[entry.subject].limit)
      } else {
        creditLimit(of: account, on: entry.effective, after: number)
      }
    guard let raise else { return nil }
    return Given(
      concession: .creditRaise, amount: raise, currency: accounts[account].currency)
  }

  /// The accrued interest that an entry took away on accounts, because it was dated back.
  private func waived(
    on accounts: [UInt32], from before: borrowing Book, to after: borrowing Book, on today: Day
  ) -> [Given] {
    accounts.compactMap { account in
      guard account < before.accounts.count, before.has(.rates, account) else { return nil }
      let was = before.chargeableInterest(of: account, through: today)
      let waived = was - after.chargeableInterest(of: account, through: today)
      guard waived > .zero else { return nil }
      return Given(
        concession: .waiver, amount: waived, currency: after.accounts[account].currency)
    }
  }

  /// The accounts that an entry is about.
  public func accounts(touchedBy number: EntryNumber) -> [UInt32] {
    let entry = entries[Int(number) - 1]
    guard entry.hasAccount else { return [] }
    return [entry.account] + (secondLeg(of: number).map { [legs[$0].account] } ?? [])
  }

  /// Whether interest may accrue on an account that a fact is about. For frequent facts the answer
  /// is exact, so that trying them out is left to those that need it.
  private func mayBearInterest(_ fact: Fact) -> Bool {
    switch fact {
    case .creditTaken(let fact): has(.rates, account(openedBy: fact.account))
    case .creditApplied(let fact): has(.rates, credits[credit(of: fact.credit)].account)
    case .invoiceBilled, .noted: false
    case .other:
      if let original = fact.body(as: Reversed.self)?.original {
        accounts(touchedBy: original).contains { has(.rates, $0) }
      } else {
        rates.count > 0
      }
    }
  }
}

extension ReversalReason {
  /// Whether a bank took the money back.
  var isOfBank: Bool {
    switch self {
    case .nsf, .chargeback: true
    case .void, .error: false
    }
  }
}
