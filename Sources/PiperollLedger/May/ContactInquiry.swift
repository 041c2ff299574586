/// What is known, what is asked, and what the clocks show when it is asked.
struct ContactInquiry {
  let facts: ContactFacts
  let question: ContactQuestion
  /// When it is asked, or asked again.
  let at: Int64
  /// The clocks of all zones where the person may be.
  let locals: [LocalTime]
  let deskDay: Day
  /// What passed between the desk and the person, in the order of time; and what of it was about
  /// the debt.
  let events: [ContactEvent]
  let debtEvents: [ContactEvent]
  /// Whether a notice that is not there yet counts: what the desk still has time to do is not asked
  /// ahead.
  private(set) var asksForNotice = true

  init(_ facts: ContactFacts, _ question: ContactQuestion, at: Int64) {
    let events = facts.events.sorted { ($0.at, $0.entry) < ($1.at, $1.entry) }
    self.init(
      facts, question, at: at, events, events.filter { $0.debts.contains(facts.debt) })
  }

  private init(
    _ facts: ContactFacts, _ question: ContactQuestion, at: Int64, _ events: [ContactEvent],
    _ debtEvents: [ContactEvent]
  ) {
    (self.facts, self.question, self.at) = (facts, question, at)
    (self.events, self.debtEvents) = (events, debtEvents)
    locals = facts.zones.zones.map { LocalTime($0, at: at) }
    deskDay = facts.deskZone.day(at: at)
  }

  /// The same inquiry at a later time.
  func asked(at time: Int64, withNotice asksForNotice: Bool) -> ContactInquiry {
    var later = ContactInquiry(facts, question, at: time, events, debtEvents)
    later.asksForNotice = asksForNotice
    return later
  }

  /// Every reason, by the table of rules.
  func reasons() -> [ContactReason] {
    var reasons: [ContactReason] = []
    for row in ContactRuleRow.table { row.add(to: &reasons, self) }
    return reasons
  }

  func must(_ verdict: ContactVerdict) -> [ContactMust] {
    var must: [ContactMust] = []
    let isToConsumer = facts.isThirdParty && ContactParty.consumers.contains(facts.party)
    if verdict != .block, isToConsumer {
      if question.channel == .voicemail {
        must.append(.limited)
      } else {
        must.append(facts.firstCommunication == nil ? .first : .later)
      }
    }
    if facts.party != .attorney, hold(.attorney) != nil, !isAllowedByAttorney {
      must.append(.attorney)
    }
    if verdict == .block { return must }
    if isToConsumer, isBarred { must.append(.noThreat) }
    if facts.isThirdParty, question.hasOptOut == nil, ContactParty.persons.contains(facts.party),
      question.channel == .text || question.channel == .email
    {
      must.append(.optOut)
    }
    if facts.mustIdentify { must.append(.identify) }
    return must
  }

  // MARK: What several rules ask

  /// Whether the time for suing is over.
  var isBarred: Bool { facts.barredFrom.map { $0 <= deskDay } ?? false }

  /// The hold of a kind that is in force and ends last.
  func hold(_ kind: HoldKind) -> KnownHold? {
    facts.holds.filter { $0.kind == kind && $0.isInForce(on: deskDay) }.max {
      ($0.end ?? .last) < ($1.end ?? .last)
    }
  }

  /// The reason that a hold is; none where there is no such hold.
  func reason(_ rule: ContactRule, ifHeld kinds: [HoldKind]) -> [ContactFinding] {
    kinds.compactMap { kind in
      hold(kind).map { hold in
        ContactFinding(
          rule, until: hold.end.map { facts.deskZone.time(of: $0, minute: 0) }, entry: hold.entry)
      }
    }
  }

  /// The preferences in force that are about the question's channel and point.
  /// - Parameter isRestricting: whether they restrict, so that a day on which they are in force in
  ///   one zone is enough; else they have to be in force in all.
  func preferences(
    _ verb: PreferenceVerb, isRestricting: Bool
  ) -> [KnownPreference] {
    facts.preferences.filter { preference in
      preference.verb == verb && preference.channel.covers(question.channel)
        && isOfPoint(preference) && isInForce(preference, isRestricting: isRestricting)
    }
  }

  /// Whether a preference is about the question's number or address, or about no one alone.
  func isOfPoint(_ preference: KnownPreference) -> Bool {
    preference.point.map { $0.isSame(question.point.point) } ?? true
  }

  func isInForce(_ preference: KnownPreference, isRestricting: Bool) -> Bool {
    guard preference.at <= at else { return false }
    guard let until = preference.until else { return true }
    return isRestricting
      ? locals.contains { $0.clock.day <= until } : locals.allSatisfy { $0.clock.day <= until }
  }

  /// When a preference is over everywhere; nil if it has no last day.
  func end(of preference: KnownPreference) -> Int64? {
    preference.until.map { start(of: $0.advanced(days: 1)) }
  }

  /// When a day has begun everywhere.
  func start(of day: Day) -> Int64 {
    locals.map { $0.zone.time(of: day, minute: 0) }.max()!
  }
}

/// The clock of a zone at a time.
struct LocalTime {
  let zone: Zone
  let clock: ClockReading

  init(_ zone: Zone, at time: Int64) {
    self.zone = zone
    clock = zone.clock(at: time)
  }
}

/// What a rule found, before it is asked what lifts it.
struct ContactFinding {
  /// Which replies it lets through.
  enum Replies {
    /// To what came in since then: while the window lasts.
    case since(Int64)
    /// To what came in on this day or the one before.
    case toNextDay
    /// To what of that came in after somebody had said so: what says stop asks for no answer.
    case after(Said)
  }

  let rule: ContactRule
  var verdict = ContactVerdict.block
  var until: Int64?
  var entry: EntryNumber?
  /// When somebody said so; nil where no word is behind it.
  var said: Said?
  var replies = Replies.toNextDay

  init(
    _ rule: ContactRule, _ verdict: ContactVerdict = .block, until: Int64? = nil,
    entry: EntryNumber? = nil, replies: Replies = .toNextDay
  ) {
    (self.rule, self.verdict, self.until, self.entry) = (rule, verdict, until, entry)
    self.replies = replies
  }

  /// What a preference says.
  init(
    _ rule: ContactRule, _ preference: KnownPreference, until: Int64?,
    replies: Replies = .toNextDay
  ) {
    self.init(rule, until: until, entry: preference.entry, replies: replies)
    said = preference.said
  }
}
