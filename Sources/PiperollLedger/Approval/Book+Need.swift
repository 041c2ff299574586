// What a user may not do alone. Everything that a limit is about stands here.

extension Book {
  /// How much a fact does of what a limit is about; nil for most.
  /// - Parameter day: its effective date.
  func limited(
    _ fact: Fact, on day: Day
  ) -> (policy: Policy, amount: Money, currency: Currency)? {
    switch fact {
    case .creditTaken(let credit) where credit.kind == .writeOff:
      return (.writeoffLimit, credit.amount, currency(ofAccountOpenedBy: credit.account))
    case .creditTaken(let credit) where credit.kind == .adjustment:
      return (.adjustLimit, credit.amount, currency(ofAccountOpenedBy: credit.account))
    case .refunded(let refund):
      return (.refundLimit, refund.amount, currency(ofAccountOpenedBy: refund.account))
    case .reversed(let reversal): return waived(by: reversal)
    case .limitSet(let limit): return raised(by: limit, on: day)
    default: return nil
    }
  }

  /// A charge that is reversed is waived, whatever the reason.
  private func waived(
    by reversal: Reversed
  ) -> (policy: Policy, amount: Money, currency: Currency)? {
    guard entries[Int(reversal.original) - 1].kind == .charge else { return nil }
    let item = item(of: reversal.original)
    return (.waiverLimit, items[item].amount, accounts[itemAccount[item]].currency)
  }

  /// By how much a credit limit is raised; one that is taken away altogether is raised without end.
  private func raised(
    by fact: LimitSet, on day: Day
  ) -> (policy: Policy, amount: Money, currency: Currency)? {
    let account = account(openedBy: fact.account)
    guard let was = creditLimit(of: account, asOf: day) else { return nil }
    let amount = fact.limit.map { $0 - was } ?? .largest
    return amount > .zero ? (.creditRaiseLimit, amount, accounts[account].currency) : nil
  }

  private func currency(ofAccountOpenedBy number: EntryNumber) -> Currency {
    accounts[account(openedBy: number)].currency
  }

  /// Why a fact waits for somebody else's approval; nil: it does not.
  /// - Parameter today: whose limits count: who may do what is no matter of the past.
  public func need(
    for fact: Fact, effective: Day, by role: Role, on today: Day
  ) -> ApprovalNeed? {
    if let limited = limited(fact, on: effective),
      let limit = amount(of: limited.policy, on: today, for: .role(role), in: limited.currency),
      limited.amount > limit
    {
      return ApprovalNeed(limited.policy)
    }
    if case .periodClosed(let closing) = fact {
      return closing.through < closedThrough ?? .first ? .reopening : nil
    }
    // A hold changes what is due from its first day on, whenever it is placed.
    var first = effective
    if case .holdPlaced(let hold) = fact { first = min(first, hold.from) }
    if let closedThrough, first <= closedThrough, fact.kind.isHeldByClosing {
      return .closedPeriod
    }
    return nil
  }

  /// Refuses what a role may not do even with an approval.
  public func demandRole(_ role: Role, for fact: Fact) throws(Refusal) {
    if case .policySet(let set) = fact, case .role(let limited) = set.scope, role < .admin,
      limited >= role
    {
      throw .ownLimit
    }
  }

  /// Decides to ask for an approval of facts that the next entries would be.
  /// - Parameter today: from which its days count.
  public func decideAsking(
    for facts: [Fact], request: String, need: ApprovalNeed, effective: Day, today: Day
  ) -> Fact {
    var trial = trial()
    let number = sequence + 1
    trial.apply(
      Entry(effective: effective, actor: "", fact: facts[0]),
      Stamp(number: number, recorded: lastRecorded))
    let entry = trial.entries[Int(number) - 1]
    let limits = facts.compactMap { limited($0, on: effective) }
    // An account that it opens itself is not there to be named, and of several none is.
    let isOfOne = entry.hasAccount && entry.account < accounts.count && limits.count < 2
    let account = isOfOne ? entry.account : nil
    let currency = limits.first?.currency ?? account.map { accounts[$0].currency }
    let effect = entry.effect < .zero ? -entry.effect : entry.effect
    let amount = limits.reduce(Money.zero) { $1.currency == currency ? $0 + $1.amount : $0 }
    return .approvalAsked(
      ApprovalAsked(
        request: request, hash: FactHash(facts, from: number), need: need, kind: entry.kind,
        account: account.map { accounts[$0].opened } ?? 0, amount: limits.isEmpty ? effect : amount,
        currency: currency, effective: effective,
        expires: today.advanced(days: days(of: .approvalDays, on: today))))
  }
}

extension EntryKind {
  /// Whether its entries wait for an approval where they are dated into a closed period. What
  /// happened is always recorded, and who may do what is no matter of a period.
  var isHeldByClosing: Bool {
    switch self {
    case .note, .call, .user, .approval, .reject, .close: false
    default: true
    }
  }
}
