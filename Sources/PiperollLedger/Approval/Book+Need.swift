// What a user may not do alone. `given` says how much of which limit a fact uses.

extension Book {
  /// The currency of an account, by the entry that opened it.
  func currency(ofAccountOpenedBy number: EntryNumber) -> Currency {
    accounts[account(openedBy: number)].currency
  }

  /// How much of something a role may do alone on a day; nil if there is no limit. The limit of a
  /// day that nobody has set is ten times that of one act.
  func limit(
    of policy: Policy, _ role: Role, on day: Day, in currency: Currency
  ) -> Money? {
    var limit = amount(of: policy, on: day, for: .role(role), in: currency)
    if limit == nil, case .dayLimit(let concession) = policy {
      limit = self.limit(of: concession.limit, role, on: day, in: currency).map(Policy.dayLimit)
    }
    return limit == .largest ? nil : limit
  }

  /// All reasons why the facts of a request wait for somebody else's approval.
  /// - Parameter later: the day from which the further facts count; nil if it is that of the first.
  /// - Parameter today: the day whose limits apply, even if the facts are dated back.
  public func needs(
    for first: Fact, and rest: [Fact] = [], effective: Day, later: Day? = nil, by user: String,
    _ role: Role, on today: Day
  ) -> ApprovalNeeds {
    var needs = closingNeeds(for: first, effective: effective)
    needs.formUnion(roleNeeds(for: first, by: user))
    needs.formUnion(self.needs(forTermsOf: first, on: effective, of: role, on: today))
    var given = given(by: first, effective: effective, on: today)
    for fact in rest {
      needs.formUnion(closingNeeds(for: fact, with: first, effective: later ?? effective))
      given += self.given(by: fact, effective: later ?? effective, on: today)
    }
    if given.isEmpty { return needs }
    for concession in Concession.allCases {
      let given = given.filter { $0.concession == concession }
      if given.isEmpty { continue }
      if exceeds(given, concession.limit, role, on: today) {
        needs.insert(ApprovalNeeds(ApprovalNeed(concession.limit)))
      } else if exceedsDay(given, concession, by: user, role, on: today) {
        needs.insert(ApprovalNeeds(ApprovalNeed(concession.dayLimit)))
      }
    }
    return needs
  }

  /// Whether one of these is above a role's limit.
  private func exceeds(_ given: [Given], _ policy: Policy, _ role: Role, on today: Day) -> Bool {
    given.contains { given in
      limit(of: policy, role, on: today, in: given.currency).map { given.amount > $0 } ?? false
    }
  }

  /// Whether these, with what the user has given today, are above the role's limit of a day.
  private func exceedsDay(
    _ given: [Given], _ concession: Concession, by user: String, _ role: Role, on today: Day
  ) -> Bool {
    sums(of: given).contains { currency, sum in
      guard
        let limit = limit(of: concession.dayLimit, role, on: today, in: currency), sum > .zero
      else { return false }
      return sum + givenToday(by: user, concession, in: currency, on: today) > limit
    }
  }

  private func sums(of given: [Given]) -> [Currency: Money] {
    given.reduce(into: [:]) { sums, given in
      sums[given.currency] = min((sums[given.currency] ?? .zero) + given.amount, .largest)
    }
  }

  /// Why a fact waits because a period is closed.
  /// - Parameter first: the fact of its request that it comes with; nil if it is that one.
  func closingNeeds(
    for fact: Fact, with first: Fact? = nil, effective: Day
  ) -> ApprovalNeeds {
    guard let closedThrough else { return [] }
    var needs: ApprovalNeeds = []
    if let closing = fact.body(as: PeriodClosed.self), closing.through < closedThrough {
      needs.insert(ApprovalNeeds(.reopening))
    }
    let isOfNote = first.map { $0.kind == .note || $0.kind == .call } ?? false
    if firstDay(of: fact, isOfNote: isOfNote, effective: effective) <= closedThrough,
      isHeldByClosing(fact, isOfNote: isOfNote)
    {
      needs.insert(ApprovalNeeds(.closedPeriod))
    }
    return needs
  }

  /// The first day on which a fact changes something that a closing fixes. The hold of a note is
  /// noted on the note's day, and changes nothing before its own first day.
  private func firstDay(of fact: Fact, isOfNote: Bool, effective: Day) -> Day {
    if isOfNote, let hold = fact.body(as: HoldPlaced.self) { return hold.from }
    return fact.firstDay(effective: effective)
  }

  /// Whether a fact waits if its first day is closed. What was told by people happened, and nobody
  /// is to be called meanwhile because of a date. A hold that moves no money changes no closed sum.
  private func isHeldByClosing(_ fact: Fact, isOfNote: Bool) -> Bool {
    if let hold = fact.body(as: HoldPlaced.self) { return hold.kind.movesMoney }
    if let release = fact.body(as: HoldReleased.self) {
      return holds[entries[Int(release.hold) - 1].subject].kind.movesMoney
    }
    return !isOfNote && fact.kind.isHeldByClosing
  }

  /// Refuses users whose own limits are below what they are to approve: each act of the request,
  /// and all of them together as a day's.
  public func demandLimits(
    of role: Role, for facts: [Fact], effective: Day, on today: Day
  ) throws(Refusal) {
    for fact in facts {
      try demandTerms(of: role, for: fact, on: effective, today: today)
    }
    let given = facts.flatMap { self.given(by: $0, effective: effective, on: today) }
    for given in given {
      try demand(given.amount, of: given.concession.limit, role, on: today, in: given.currency)
    }
    for concession in Concession.allCases {
      for (currency, sum) in sums(of: given.filter({ $0.concession == concession })) {
        try demand(sum, of: concession.dayLimit, role, on: today, in: currency)
      }
    }
  }

  private func demand(
    _ amount: Money, of policy: Policy, _ role: Role, on today: Day, in currency: Currency
  ) throws(Refusal) {
    guard let limit = limit(of: policy, role, on: today, in: currency), amount > limit else {
      return
    }
    throw .approverLimit(limit, currency: currency)
  }
}
