// What a user may not do alone. How much of it a fact is, the fact says itself (`limited`).

extension Book {
  /// How much a fact does of what a limit is about; nil for most.
  /// - Parameter day: its effective date.
  func limited(_ fact: Fact, on day: Day) -> Limited? { fact.limited(in: self, on: day) }

  /// The currency of an account, by the entry that opened it.
  func currency(ofAccountOpenedBy number: EntryNumber) -> Currency {
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
    var needs: ApprovalNeeds = []
    if let limited = limited(fact, on: effective),
      let limit = limit(of: limited.policy, role, on: today, in: limited.currency),
      limited.amount > limit, let need = ApprovalNeed(limited.policy)
    {
      needs.insert(ApprovalNeeds(need))
    }
    guard let closedThrough else { return needs }
    if let closing = fact.body(as: PeriodClosed.self), closing.through < closedThrough {
      needs.insert(ApprovalNeeds(.reopening))
    }
    if fact.firstDay(effective: effective) <= closedThrough, fact.kind.isHeldByClosing {
      needs.insert(ApprovalNeeds(.closedPeriod))
    }
    return needs
  }

  /// Refuses what a role may not do even with an approval: to set a limit of its own or of a higher
  /// role, or one above its own on the day from which it holds.
  public func demandRole(
    _ role: Role, for fact: Fact, effective: Day, on today: Day
  ) throws(Refusal) {
    guard role < .admin, let set = fact.body(as: PolicySet.self),
      case .role(let limited) = set.scope, let currency = set.currency
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
