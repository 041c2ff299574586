// What a user may not do alone. Each fact says itself how much of a limit it uses (`limited`).

extension Book {
  /// How much of which limit a fact uses; nil for most facts.
  /// - Parameter day: its effective date.
  func limited(_ fact: Fact, on day: Day) -> Limited? { fact.limited(in: self, on: day) }

  /// The currency of an account, by the entry that opened it.
  func currency(ofAccountOpenedBy number: EntryNumber) -> Currency {
    accounts[account(openedBy: number)].currency
  }

  /// How much of something a role may do alone on a day; nil if there is no limit.
  func limit(
    of policy: Policy, _ role: Role, on day: Day, in currency: Currency
  ) -> Money? {
    let limit = amount(of: policy, on: day, for: .role(role), in: currency)
    return limit == .largest ? nil : limit
  }

  /// All reasons why a fact waits for somebody else's approval.
  /// - Parameter today: the day whose limits apply, even if the fact is dated back.
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

  /// Refuses what a role may not do even with an approval: to set the limit of its own or of a
  /// higher role, or a limit that is above its own on the day from which it applies.
  public func demandRole(
    _ role: Role, for fact: Fact, effective: Day, on today: Day
  ) throws(Refusal) {
    guard role < .admin, let set = fact.body(as: PolicySet.self),
      case .role(let limited) = set.scope, let currency = set.currency
    else { return }
    if limited >= role { throw .ownLimit }
    let day = max(effective, today)
    guard let own = limit(of: set.policy, role, on: day, in: currency) else { return }
    // A limit without a value of its own falls back to the default.
    guard case .money(let limit) = set.value ?? set.policy.defaultValue(for: set.scope),
      limit <= own
    else { throw .limitAboveOwn(own, currency: currency) }
  }
}
