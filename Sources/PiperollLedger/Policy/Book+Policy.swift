extension Book {
  /// Decides to set a policy. `demandRole` checks who may.
  public func decide(_ fact: PolicySet) -> Fact { Fact(fact) }

  mutating func apply(_ fact: PolicySet, _ number: EntryNumber, _ row: inout EntryRow) {
    let set = policies.append(
      PolicyRow(
        number: fact.value?.number ?? 0, text: arena.append(fact.value?.rowText ?? ""),
        entryWord: UInt32(number), effective: row.effective, policyByte: fact.policy.code,
        scopeByte: fact.scope.code, currencyByte: fact.currency?.index ?? 0,
        isSetByte: fact.value == nil ? 0 : 1))
    policyRows[Int(fact.policy.code)].append(set)
    row.subject = set
  }

  /// The value that a row set; nil if the row removed the value.
  public func value(ofPolicy row: UInt32) -> PolicyValue? {
    let set = policies[row]
    guard set.isSetByte != 0 else { return nil }
    return PolicyValue(set.policy.type, number: set.number, text: text(set.text))
  }

  /// All settings of a policy, in the order of recording.
  public func rows(of policy: Policy) -> ArraySlice<UInt32> {
    // A view of the past skips the later rows.
    policyRows[Int(policy.code)].prefix { $0 < policies.count }
  }

  /// The setting of a policy that applies on a day, for exactly that scope and currency; nil if
  /// there is none.
  public func row(
    of policy: Policy, on day: Day, for scope: PolicyScope = .all, in currency: Currency? = nil
  ) -> UInt32? {
    rows(of: policy).last { place in
      let row = policies[place]
      return row.scopeByte == scope.code && row.currencyByte == currency?.index ?? 0
        && row.effective <= day
    }
  }

  /// The value of a policy on a day: the value for the scope, else the value for all, else the
  /// default; nil if the policy has no default.
  public func policy(
    _ policy: Policy, on day: Day, for scope: PolicyScope = .all, in currency: Currency? = nil
  ) -> PolicyValue? {
    // Most books have set few policies, and most policies are never set.
    if policies.count == 0 || policyRows[Int(policy.code)].isEmpty {
      return policy.defaultValue(for: scope)
    }
    let asked = scope
    for scope in scope == .all ? [.all] : [scope, .all] {
      let row = row(of: policy, on: day, for: scope, in: currency)
      if let row, let value = value(ofPolicy: row) { return value }
    }
    return policy.defaultValue(for: asked)
  }

  // MARK: By their types

  /// The amount that a policy sets on a day; nil if it sets none.
  public func amount(
    of policy: Policy, on day: Day, for scope: PolicyScope = .all, in currency: Currency
  ) -> Money? {
    guard case .money(let amount) = self.policy(policy, on: day, for: scope, in: currency) else {
      return nil
    }
    return amount
  }

  /// The number of days that a policy sets on a day.
  public func days(of policy: Policy, on day: Day, for scope: PolicyScope = .all) -> Int {
    guard case .days(let days) = self.policy(policy, on: day, for: scope) else { return 0 }
    return days
  }

  /// The number of years that a policy sets on a day.
  func years(of policy: Policy, on day: Day) -> Int {
    guard case .years(let years) = self.policy(policy, on: day) else { return 0 }
    return years
  }

  /// The percentage that a policy sets on a day; nil if it sets none.
  public func percent(
    of policy: Policy, on day: Day, for scope: PolicyScope = .all
  ) -> Percent? {
    guard case .percent(let percent) = self.policy(policy, on: day, for: scope) else { return nil }
    return percent
  }

  /// The days of grace that a policy sets on a day.
  func grace(of policy: Policy, on day: Day) -> Grace {
    guard case .grace(let grace) = self.policy(policy, on: day) else {
      return Grace(0, isOfWorkDays: false)!
    }
    return grace
  }

  /// The number that a policy sets on a day; nil if it sets none.
  func count(of policy: Policy, on day: Day, for scope: PolicyScope = .all) -> Int? {
    guard case .count(let count) = self.policy(policy, on: day, for: scope) else { return nil }
    return count
  }

  /// The methods that a policy names on a day.
  func methods(of policy: Policy, on day: Day) -> MethodSet {
    guard case .methods(let set) = self.policy(policy, on: day) else { return MethodSet([]) }
    return set
  }

  /// How strict the desk is with a rule of contact on an account of its own.
  func strength(of rule: ContactRule, for kind: AccountKind, on day: Day) -> RuleStrength {
    guard case .strength(let strength) = policy(.strength(rule), on: day, for: .kind(kind)) else {
      return .warn
    }
    return strength
  }

  /// The domains at which anybody may have an email address.
  func publicDomains(on day: Day) -> DomainSet {
    guard case .domains(let domains) = policy(.publicDomains, on: day) else { return .standard }
    return domains
  }

  /// What each thing counts on a day that makes an account the next one.
  func workWeights(on day: Day) -> WorkWeights {
    guard case .weights(let weights) = policy(.queueWeights, on: day) else { return .standard }
    return weights
  }

  /// How many minutes behind the last request of its session a lease stands on a day.
  public func leaseMinutes(on day: Day) -> Int {
    guard case .minutes(let minutes) = policy(.leaseMinutes, on: day) else { return 0 }
    return minutes
  }

  /// The buckets of agings and statements on a day.
  public func agingBuckets(on day: Day) -> AgingBuckets {
    guard case .buckets(let buckets) = policy(.agingBuckets, on: day) else { return .standard }
    return buckets
  }

  /// The name on a day of a general-ledger account in the firm's own chart of accounts.
  public func name(of account: LedgerAccount, on day: Day) -> String {
    guard case .text(let name) = policy(.ledgerName(account), on: day) else { return "" }
    return name
  }

  /// What a policy of a text says on a day; empty if nothing was set.
  public func words(of policy: Policy, on day: Day) -> String {
    guard case .text(let words) = self.policy(policy, on: day) else { return "" }
    return words
  }

  /// The order in which money pays the open items of an account.
  func allocationOrder(of account: UInt32, on day: Day) -> AllocationOrder {
    let row = accounts[account]
    return allocationOrder(
      of: row.kind, isWrittenOff: row.isWrittenOff && writtenOff(of: account, asOf: day) > .zero,
      on: day)
  }

  /// The order for an account of a kind of which something was written off, or nothing.
  func allocationOrder(of kind: AccountKind, isWrittenOff: Bool, on day: Day) -> AllocationOrder {
    if case .order(let order) = policy(.allocation, on: day, for: .kind(kind)) { return order }
    return AllocationOrder(kind, isWrittenOff: isWrittenOff)
  }
}
