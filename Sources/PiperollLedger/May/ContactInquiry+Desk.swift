// Notices, machines, and the desk's own rules: N1 to K3.
extension ContactInquiry {
  /// The validation notice goes out within five days of the first communication: 12 CFR 1006.34.
  private static var noticeDays: Int { 5 }

  /// The last day on which the notice is in time.
  static func lastDayOfNotice(_ first: Day) -> Day { first.advanced(days: noticeDays) }

  /// N1: the notice is late. It is a letter or an email itself.
  func withoutNotice() -> [ContactFinding] {
    if question.purpose == .validation, question.channel.carriesNotices { return [] }
    guard asksForNotice, !facts.owesNoNotice, let first = facts.firstCommunication,
      deskDay > Self.lastDayOfNotice(first)
    else { return [] }
    return [ContactFinding(.n1)]
  }

  /// What lifts T7: the attorney allowed it, or did not answer in a reasonable time and was not
  /// heard of since (12 CFR 1006.6(b)(2)). What an attorney said binds none who came later.
  var isAllowedByAttorney: Bool {
    let holds = facts.holds.filter { $0.kind == .attorney && $0.isInForce(on: deskDay) }
    let known = holds.map { SaidAt($0.from, $0.entry) } + [facts.attorneyNamed].compactMap(\.self)
    return preferences(.allow, isRestricting: false).contains { allow in
      allow.source == .attorney
        && known.allSatisfy { $0 < SaidAt(facts.deskZone.day(at: allow.at), allow.entry) }
        && !(allow.isOfSilence && facts.attorneyHeard.map { $0 > allow.said } ?? false)
    }
  }

  /// N5: what was disputed is not answered.
  func disputed() -> [ContactFinding] {
    switch facts.dispute {
    case .none: []
    case .part: [ContactFinding(.n5, .warn)]
    case .all: [ContactFinding(.n5)]
    }
  }

  /// N6: nothing may overshadow their rights while the period runs.
  func inValidation() -> [ContactFinding] {
    guard let end = facts.validationEnd, deskDay <= end else { return [] }
    let over = facts.deskZone.time(of: end.advanced(days: 1), minute: 0)
    return [ContactFinding(.n6, .warn, until: over)]
  }

  /// C1: a machine dials or speaks, to what may be a mobile, without their express consent.
  func machines() -> [ContactFinding] {
    guard question.dial.needsConsent, question.point.mayBeMobile else { return [] }
    let isAllowed = facts.preferences.contains { allow in
      allow.verb == .allow && allow.source == .own && allow.channel == .auto
        && isOfPoint(allow) && isInForce(allow, isRestricting: false)
    }
    return isAllowed ? [] : [ContactFinding(.c1)]
  }

  /// K2: a hold says that the debt is in court, at an agency, or to be left alone; a cease is the
  /// law's only on the debts of others. Those whom the hold is about remain.
  func leftAlone() -> [ContactFinding] {
    var kinds: [HoldKind] = [.supervisor]
    if facts.party != .attorney { kinds.append(.legal) }
    if facts.party != .agency { kinds.append(.agency) }
    if !facts.isThirdParty, ContactParty.persons.contains(facts.party) { kinds.append(.cease) }
    return reason(.k2, ifHeld: kinds)
  }

  /// K3: it reaches nobody, or somebody else.
  func noGood() -> [ContactFinding] {
    switch question.point.state {
    case .bad, .notTheirs, .dropped, .absent: [ContactFinding(.k3)]
    case .unsaid, .good: []
    }
  }

  /// K4: somebody else has the account just now.
  func leased() -> [ContactFinding] {
    guard let end = facts.leasedUntil, end > at else { return [] }
    return [ContactFinding(.k4, .warn, until: end)]
  }
}

extension ContactChannel {
  /// Whether a validation notice may come that way: by mail, or electronically in a form that they
  /// may keep (12 CFR 1006.34(a)(1), 1006.42).
  var carriesNotices: Bool { self == .letter || self == .email }
}
