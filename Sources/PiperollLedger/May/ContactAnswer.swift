/// Why a contact is not simply allowed.
public struct ContactReason: Equatable, Sendable {
  public var rule: ContactRule
  public var verdict: ContactVerdict
  /// When it ends by itself; nil where only somebody's word ends it.
  public var until: Int64?
  /// The entry that says so; nil where no entry does.
  public var entry: EntryNumber?
  /// The section of the law.
  public var section: String
}

/// What has to be seen to if the contact takes place.
public enum ContactMust: UInt8, CaseIterable, Sendable {
  /// Say that this is an attempt to collect a debt: 12 CFR 1006.18(e)(1). Later, that it is from a
  /// debt collector: (e)(2).
  case first, later
  /// Leave a limited-content message alone: 12 CFR 1006.2(j).
  case limited
  /// Speak with the attorney instead.
  case attorney
  /// Do not threaten a suit.
  case noThreat
  /// Say how to opt out.
  case optOut
  /// Ask them first who they are.
  case identify
}

/// Whether a contact may be.
public struct ContactAnswer: Equatable, Sendable {
  public var verdict: ContactVerdict
  /// How long the verdict stands. Of a block, until when it cannot be; nil if nothing ends it but a
  /// word. Of what is allowed, until when it can be today; nil if nothing ends it today.
  public var until: Int64?
  public var must: [ContactMust]
  /// Every reason, in the order of the rules.
  public var reasons: [ContactReason]

  /// The first of the rules with the worst verdict.
  public var rule: ContactRule? { reasons.first { $0.verdict == verdict }?.rule }
}

extension ContactFacts {
  /// Whether the person may be contacted so. All rules are asked, and the worst verdict counts.
  public func answer(_ question: ContactQuestion) -> ContactAnswer {
    let inquiry = ContactInquiry(self, question, at: question.at)
    let reasons = inquiry.reasons()
    let verdict = reasons.map(\.verdict).max() ?? .allow
    let until: Int64? =
      switch verdict {
      case .allow: inquiry.firstWorse(than: .allow)
      case .warn:
        [inquiry.firstWorse(than: .warn), inquiry.firstBetter(than: .warn, after: reasons)]
          .compactMap(\.self).min()
      case .block: inquiry.firstBetter(than: .block, after: reasons)
      }
    return ContactAnswer(
      verdict: verdict, until: until, must: inquiry.must(verdict), reasons: reasons)
  }
}

extension ContactInquiry {
  /// How often it is asked again when what blocks has ended.
  static var turnsMax: Int { 32 }

  /// When the verdict becomes better: it is asked again at the times that they have allowed, at the
  /// end of all that makes it, and there again; nil if something has no end.
  fileprivate func firstBetter(
    than verdict: ContactVerdict, after reasons: [ContactReason]
  ) -> Int64? {
    var (time, reasons) = (at, reasons)
    let isWithoutNotice = reasons.contains { $0.rule == .n1 }
    for _ in 0..<Self.turnsMax {
      let ends = reasons.filter { $0.verdict >= verdict }.map(\.until)
      let end = ends.contains(nil) ? nil : ends.compactMap(\.self).max()
      for edge in allowedEdges(after: time, before: end) {
        let told = asked(at: edge, withNotice: isWithoutNotice).reasons()
        if told.allSatisfy({ $0.verdict < verdict }) { return edge }
      }
      guard let end, end > time else { return nil }
      time = end
      reasons = asked(at: time, withNotice: isWithoutNotice).reasons()
      if reasons.allSatisfy({ $0.verdict < verdict }) { return time }
    }
    return nil
  }

  /// The times at which what somebody has allowed may begin, rising, of as many days as a week has
  /// and one more: behind that they are the same.
  private func allowedEdges(after time: Int64, before end: Int64?) -> [Int64] {
    let allowed = facts.preferences.filter { $0.verb == .allow }
    let edges = Set(allowed.flatMap { $0.windows?.edges ?? [] }).sorted()
    if edges.isEmpty { return [] }
    let last = min(end ?? .max, time + LocalWalk.days * Zone.dayMilliseconds)
    var times: Set<Int64> = []
    for local in locals {
      let walk = LocalWalk(local.zone, edges: edges)
      var next = walk.edge(after: time)
      while next < last {
        times.insert(next)
        next = walk.edge(after: next)
      }
    }
    return times.sorted()
  }

  /// Until when the verdict is not worse, today; nil if it does not become worse today.
  fileprivate func firstWorse(than verdict: ContactVerdict) -> Int64? {
    let isWithoutNotice = false
    var last: Int64?
    for (time, told) in changesToday() where time != last {
      last = time
      let reasons = asked(at: time, withNotice: isWithoutNotice).reasons()
      if reasons.contains(where: { $0.verdict > verdict }) { return told }
    }
    return nil
  }

  /// The times of the rest of the day at which a verdict may change, rising, with the last at which
  /// it has not.
  private func changesToday() -> [(time: Int64, told: Int64)] {
    var changes: [(time: Int64, told: Int64)] = []
    var end = at
    let edges = Set(facts.preferences.flatMap { $0.windows?.edges ?? [] })
    for local in locals {
      let (zone, next) = (local.zone, local.clock.day.advanced(days: 1))
      end = max(end, zone.time(of: next, minute: 0))
      for day in [local.clock.day, next] {
        let closing = zone.time(of: day, minute: UsualHours.end)
        changes.append((closing + 1000, max(closing, at)))
        for minute in edges.union([0]) {
          let time = zone.time(of: day, minute: minute)
          changes.append((time, time))
        }
      }
    }
    let midnight = facts.deskZone.time(of: deskDay.advanced(days: 1), minute: 0)
    changes.append((midnight, midnight))
    return changes.filter { $0.time > at && $0.time < end }.sorted { $0 < $1 }
  }
}
