// What a user may not do alone. Everything that a limit is about stands here.

extension Book {
  /// How much of something that has a limit.
  typealias Limited = (policy: Policy, amount: Money, currency: Currency)

  /// How much a fact does of what a limit is about; nil for most.
  /// - Parameter day: its effective date.
  func limited(_ fact: Fact, on day: Day) -> Limited? {
    switch fact {
    case .creditTaken(let credit):
      guard let policy = credit.kind.limit else { return nil }
      return (policy, credit.amount, currency(ofAccountOpenedBy: credit.account))
    case .refunded(let refund):
      return (.refundLimit, refund.amount, currency(ofAccountOpenedBy: refund.account))
    case .reversed(let reversal): return waived(by: reversal)
    case .limitSet(let limit): return raised(by: limit, on: day)
    case .accountOpened(let account):
      return account.creditLimit.map { (.creditRaiseLimit, $0, account.currency) }
    default: return nil
    }
  }

  /// A charge that is reversed is waived, whatever the reason; and who might credit or adjust so
  /// much may as well reverse what was billed or adjusted.
  private func waived(by reversal: Reversed) -> Limited? {
    guard let policy = entries[Int(reversal.original) - 1].kind.limitOfReversal,
      let item = documents(of: reversal.original).item
    else { return nil }
    return (policy, items[item].amount, accounts[itemAccount[item]].currency)
  }

  /// By how much a credit limit is raised. The first one counts whole, as that with which an
  /// account is opened does; one that is taken away altogether is raised without end.
  private func raised(by fact: LimitSet, on day: Day) -> Limited? {
    let account = account(openedBy: fact.account)
    let was = creditLimit(of: account, asOf: day)
    if was == nil, fact.limit == nil { return nil }
    let amount = fact.limit.map { $0 - (was ?? .zero) } ?? .largest
    return amount > .zero ? (.creditRaiseLimit, amount, accounts[account].currency) : nil
  }

  private func currency(ofAccountOpenedBy number: EntryNumber) -> Currency {
    accounts[account(openedBy: number)].currency
  }

  /// How much of something a role may do alone on a day; nil: as much as it likes.
  func limit(
    of policy: Policy, _ role: Role, on day: Day, in currency: Currency
  ) -> Money? {
    let limit = amount(of: policy, on: day, for: .role(role), in: currency)
    return limit == .largest ? nil : limit
  }

  /// All that makes a fact wait for somebody else's approval.
  /// - Parameter today: whose limits count: who may do what is no matter of the past.
  public func needs(
    for fact: Fact, effective: Day, by role: Role, on today: Day
  ) -> ApprovalNeeds {
    let kind = fact.kind
    var needs: ApprovalNeeds = []
    if kind.mayHaveLimit, let limited = limited(fact, on: effective),
      let limit = limit(of: limited.policy, role, on: today, in: limited.currency),
      limited.amount > limit, let need = ApprovalNeed(limited.policy)
    {
      needs.insert(ApprovalNeeds(need))
    }
    guard let closedThrough else { return needs }
    if case .periodClosed(let closing) = fact, closing.through < closedThrough {
      needs.insert(ApprovalNeeds(.reopening))
    }
    // A hold changes what is due from its first day on, whenever it is placed.
    var first = effective
    if case .holdPlaced(let hold) = fact { first = min(first, hold.from) }
    if first <= closedThrough, kind.isHeldByClosing { needs.insert(ApprovalNeeds(.closedPeriod)) }
    return needs
  }

  /// Refuses what a role may not do even with an approval: to set a limit of its own or of a higher
  /// role, or one above its own on the day from which it holds.
  public func demandRole(
    _ role: Role, for fact: Fact, effective: Day, on today: Day
  ) throws(Refusal) {
    guard role < .admin, case .policySet(let set) = fact, case .role(let limited) = set.scope,
      let currency = set.currency
    else { return }
    if limited >= role { throw .ownLimit }
    let day = max(effective, today)
    guard let own = limit(of: set.policy, role, on: day, in: currency) else { return }
    // Without a value of its own it falls back to the default.
    guard case .money(let limit) = set.value ?? set.policy.defaultValue(for: set.scope),
      limit <= own
    else { throw .limitAboveOwn(own, currency: currency) }
  }
}

extension CreditKind {
  /// The policy that limits how much of it one gives alone; nil of what is not given.
  fileprivate var limit: Policy? {
    switch self {
    case .writeOff: .writeoffLimit
    case .adjustment: .adjustLimit
    case .memo: .creditMemoLimit
    case .payment, .transfer, .recovery, .interest: nil
    }
  }
}

extension EntryKind {
  /// Whether a limit may be about entries of it; of payments, the most frequent, none is.
  fileprivate var mayHaveLimit: Bool {
    switch self {
    case .writeoff, .adjust, .credit, .refund, .reverse, .limit, .account: true
    default: false
    }
  }

  /// The limit of undoing what raised a balance; nil: anybody may.
  fileprivate var limitOfReversal: Policy? {
    switch self {
    case .charge, .interest: .waiverLimit
    case .invoice: .creditMemoLimit
    case .adjust: .adjustLimit
    default: nil
    }
  }

  /// Whether its entries wait for an approval where they are dated into a closed period. What
  /// happened is always recorded, and who may do what is no matter of a period.
  var isHeldByClosing: Bool {
    switch self {
    case .note, .call, .user, .approval, .reject, .close: false
    default: true
    }
  }
}
