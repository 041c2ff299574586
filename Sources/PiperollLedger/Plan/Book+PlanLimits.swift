// What a role may not agree on alone, besides how much a settlement takes off: too large a share,
// too long a plan, and another age.

extension Book {
  /// Why the terms of a plan wait for somebody else's approval, and a re-aging always; empty for
  /// all other facts.
  func needs(forTermsOf fact: Fact, on made: Day, of role: Role, on today: Day) -> ApprovalNeeds {
    if fact.kind == .reage { return ApprovalNeeds(.reage) }
    guard fact.kind == .plan, let plan = fact.body(as: PlanMade.self) else { return [] }
    var needs: ApprovalNeeds = []
    if sharePercent(above: plan, role, on: today) != nil {
      needs.insert(ApprovalNeeds(.settlementPercent))
    }
    if months(above: plan, made: made, role, on: today) != nil {
      needs.insert(ApprovalNeeds(.planMonths))
    }
    return needs
  }

  /// Refuses users whose own limits are below the terms that they are to approve.
  func demandTerms(of role: Role, for fact: Fact, on made: Day, today: Day) throws(Refusal) {
    guard fact.kind == .plan, let plan = fact.body(as: PlanMade.self) else { return }
    if let percent = sharePercent(above: plan, role, on: today) {
      throw .approverLimit("\(percent.text) %")
    }
    if let months = months(above: plan, made: made, role, on: today) {
      throw .approverLimit("\(months) months")
    }
  }

  /// The largest share that a role takes off, if a settlement takes off more.
  private func sharePercent(above plan: PlanMade, _ role: Role, on today: Day) -> Percent? {
    guard plan.isSettlement,
      let limit = percent(of: .settlementPercent, on: today, for: .role(role))
    else { return nil }
    let taken = Int128(plan.discount.minor) * 1_000_000
    return taken > Int128(plan.open.minor) * Int128(limit.partsPerMillion) ? limit : nil
  }

  /// The longest time that a role agrees on, in months, if a plan lasts longer.
  private func months(above plan: PlanMade, made: Day, _ role: Role, on today: Day) -> Int? {
    guard let limit = count(of: .planMonths, on: today, for: .role(role)),
      limit < PolicyValue.countMax
    else { return nil }
    return plan.terms.last > made.advanced(months: limit) ? limit : nil
  }
}
