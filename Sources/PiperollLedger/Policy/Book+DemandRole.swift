extension Book {
  /// Refuses what a role may not do even with an approval: to set the limit of its own or of a
  /// higher role, or a limit that is above its own on the day from which it applies.
  public func demandRole(
    _ role: Role, for fact: Fact, effective: Day, on today: Day
  ) throws(Refusal) {
    guard role < .admin, let set = fact.body(as: PolicySet.self),
      case .role(let limited) = set.scope
    else { return }
    if limited >= role { throw .ownLimit }
    let day = max(effective, today)
    guard let currency = set.currency else {
      return try demandTerm(set, of: limited, notAboveThatOf: role, on: day)
    }
    let limit = limit(after: set, of: limited, on: day, in: currency)
    try demand(limit, of: set.policy, notAboveThatOf: role, on: day, in: currency)
    // Where nobody has set the limit of a day, that of one act sets it too.
    guard let concession = Concession.allCases.first(where: { $0.limit == set.policy }),
      amount(of: concession.dayLimit, on: day, for: set.scope, in: currency) == nil
    else { return }
    try demand(
      limit.map(Policy.dayLimit), of: concession.dayLimit, notAboveThatOf: role, on: day,
      in: currency)
  }

  /// Refuses a limit that is no amount, and is above one's own.
  private func demandTerm(
    _ set: PolicySet, of limited: Role, notAboveThatOf role: Role, on day: Day
  ) throws(Refusal) {
    guard let own = policy(set.policy, on: day, for: .role(role)), own != set.policy.unlimited
    else {
      return
    }
    guard let limit = set.value ?? set.policy.defaultValue(for: set.scope),
      limit.number <= own.number
    else { throw .limitAboveOwn(own.text) }
  }

  /// The limit of a role once it is set; nil if there is none then.
  private func limit(
    after set: PolicySet, of role: Role, on day: Day, in currency: Currency
  ) -> Money? {
    if case .money(let limit) = set.value ?? set.policy.defaultValue(for: set.scope) {
      return limit == .largest ? nil : limit
    }
    guard case .dayLimit(let concession) = set.policy else { return nil }
    return limit(of: concession.limit, role, on: day, in: currency).map(Policy.dayLimit)
  }

  /// - Parameter limit: nil for none.
  private func demand(
    _ limit: Money?, of policy: Policy, notAboveThatOf role: Role, on day: Day,
    in currency: Currency
  ) throws(Refusal) {
    guard let own = self.limit(of: policy, role, on: day, in: currency) else { return }
    guard let limit, limit <= own else { throw .limitAboveOwn(own, currency: currency) }
  }
}
