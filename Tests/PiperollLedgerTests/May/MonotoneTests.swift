import TestSupport
import Testing

@testable import PiperollLedger

/// desk.md 3, "Properties to test", and 6: what is known besides never relaxes a verdict.
@Suite struct MonotoneTests {
  private static let zones = [
    "America/New_York", "America/Chicago", "America/Phoenix", "America/Los_Angeles",
    "Pacific/Honolulu", "Pacific/Guam", "America/St_Johns",
  ].map { Zone(name: $0)! }
  private static let windows = [
    "mon-fri 15:00-17:00; sat-sun", "mon-sun 21:00-23:00", "sat 22:00-06:00", "wed", "09:00-12:00",
  ].map { WeekWindows(parsing: $0)! }
  /// A week in which clocks are moved.
  private static let start: Int64 = 1_793_059_200_000

  private static func time(_ random: inout SplitMix64) -> Int64 {
    start + Int64(random.below(9 * 24 * 60)) * 60_000
  }

  private static func preference(
    _ random: inout SplitMix64, _ entry: EntryNumber, _ verb: PreferenceVerb? = nil
  ) -> KnownPreference {
    let verb = verb ?? PreferenceVerb.allCases[random.below(4)]
    let channels = PreferenceChannel.allCases
    var preference = KnownPreference(
      entry, at: time(&random), verb, channels[random.below(channels.count)])
    preference.source = PreferenceSource.allCases[random.below(4)]
    if verb != .stop, random.oneIn(2) { preference.windows = windows[random.below(windows.count)] }
    if verb != .stop, random.oneIn(4) { preference.place = random.oneIn(2) ? .home : .work }
    if random.oneIn(3) { preference.point = point(&random).point }
    if random.oneIn(4) { preference.until = Day(milliseconds: time(&random)) }
    return preference
  }

  private static func point(_ random: inout SplitMix64) -> KnownPoint {
    var point: KnownPoint
    switch random.below(4) {
    case 0: point = KnownPoint(.mail)
    case 1: point = KnownPoint(.email("jo@gmail.com"))
    default:
      point = KnownPoint(.phone(random.oneIn(2) ? Situation.mobile : Situation.landline))
      point.kind = PhoneKind.allCases[random.below(4)]
    }
    point.isOfPublicDomain = true
    if random.oneIn(2) { point.lastWritten = Day(milliseconds: start) }
    return point
  }

  private static func event(_ random: inout SplitMix64, _ entry: EntryNumber) -> ContactEvent {
    let channel = ContactChannel.allCases[random.below(5)]
    var event = ContactEvent(entry, at: time(&random), channel, debts: [UInt32(random.below(2))])
    event.isInbound = random.oneIn(3)
    if channel.isSpoken {
      event.point = .phone(random.oneIn(2) ? Situation.mobile : Situation.landline)
      event.isCounted = !event.isInbound
      event.isTalk = random.oneIn(5)
      if event.isTalk, random.oneIn(3) {
        event.callback = random.oneIn(2) ? .onAnyDay : .onDay(Day(milliseconds: time(&random)))
      }
    }
    return event
  }

  private static func facts(_ random: inout SplitMix64) -> ContactFacts {
    var facts = ContactFacts()
    facts.isThirdParty = !random.oneIn(4)
    facts.strengths = RuleStrengths(RuleStrength.allCases[random.below(3)])
    facts.party = random.oneIn(2) ? .owes : ContactParty.allCases[random.below(11)]
    facts.zones = ZoneSet((0...random.below(2)).map { _ in zones[random.below(zones.count)] })!
    facts.deskZone = zones[random.below(zones.count)]
    for entry in 1...EntryNumber(1 + random.below(6)) {
      facts.preferences.append(preference(&random, entry))
    }
    for entry in 0..<EntryNumber(random.below(20)) {
      facts.events.append(event(&random, 10 + entry))
    }
    if random.oneIn(4) {
      let kind = HoldKind.allCases[random.below(HoldKind.allCases.count)]
      facts.holds = [KnownHold(40, kind, from: Day(milliseconds: time(&random)))]
    }
    facts.owesNoNotice = random.oneIn(2)
    if random.oneIn(3) { facts.firstCommunication = Day(milliseconds: start) }
    return facts
  }

  private static func question(_ random: inout SplitMix64) -> ContactQuestion {
    let point = point(&random)
    let channel: ContactChannel =
      switch point.point {
      case .mail: .letter
      case .email: .email
      case .phone: [.call, .voicemail, .text][random.below(3)]
      }
    var question = ContactQuestion(channel, point, at: time(&random))
    if random.oneIn(4) { question.purpose = ContactPurpose.allCases[random.below(7)] }
    if random.oneIn(4) { question.dial = DialMode.allCases[random.below(3)] }
    return question
  }

  @Test func `a zone, a stop or a call more never relaxes a verdict`() {
    var random = SplitMix64(seed: 31)
    var changed = [0, 0, 0]
    for _ in 0..<1_500 {
      let (facts, question) = (Self.facts(&random), Self.question(&random))
      let before = facts.answer(question).verdict
      var more = [facts, facts, facts]
      more[0].zones = facts.zones.with(Self.zones[random.below(Self.zones.count)])
      more[1].preferences.append(Self.preference(&random, 50, .stop))
      var call = Self.event(&random, 51)
      (call.channel, call.isCounted, call.callback) = (.call, !call.isInbound, nil)
      (call.isTalk, call.debts) = (random.oneIn(2), [0])
      more[2].events.append(call)
      for (place, facts) in more.enumerated() {
        let after = facts.answer(question).verdict
        if after != before { changed[place] += 1 }
        #expect(after >= before, "\(place): \(question) \(facts)")
      }
    }
    #expect(changed.allSatisfy { $0 > 10 }, "each makes a difference: \(changed)")
  }

  @Test func `every block names a rule, its section and, where it ends, a time when it does`() {
    var random = SplitMix64(seed: 32)
    var seen: Set<ContactRule> = []
    var ended = 0
    for _ in 0..<1_500 {
      let (facts, question) = (Self.facts(&random), Self.question(&random))
      let answer = facts.answer(question)
      seen.formUnion(answer.reasons.map(\.rule))
      #expect((answer.verdict == .allow) == (answer.rule == nil))
      #expect(answer.reasons.allSatisfy { $0.verdict != .allow && !$0.section.isEmpty })
      guard let until = answer.until else { continue }
      #expect(until >= question.at)
      var later = question
      later.at = until
      switch answer.verdict {
      case .block:
        ended += 1
        // What the desk has still time to do is not asked ahead.
        let reasons = facts.answer(later).reasons.filter { $0.rule != .n1 }
        #expect(reasons.allSatisfy { $0.verdict < .block }, "\(question) \(facts)")
      case .allow:
        later.at = until + 1000
        #expect(facts.answer(later).verdict > .allow)
      case .warn: break
      }
    }
    #expect(ended > 100 && seen.count > 12, "\(seen)")
  }

  @Test func `nothing is allowed before a block ends`() {
    var random = SplitMix64(seed: 34)
    var (asked, lifted) = (0, 0)
    for _ in 0..<6_000 {
      let facts = Self.facts(&random)
      var question = Self.question(&random)
      // Behind all that is said and noted: what comes later is not known ahead.
      question.at += 9 * Zone.dayMilliseconds
      let answer = facts.answer(question)
      guard answer.verdict == .block, let until = answer.until else { continue }
      asked += 1
      if facts.preferences.contains(where: { $0.verb == .allow && $0.windows != nil }) {
        lifted += 1
      }
      var later = question
      while later.at + 1_800_000 < until {
        later.at += 1_800_000
        #expect(facts.answer(later).verdict == .block, "\(later) \(facts)")
      }
    }
    #expect(asked > 100 && lifted > 30, "\(asked) \(lifted)")
  }

  @Test func `an allowed contact stays allowed until it is told that it ends`() {
    var random = SplitMix64(seed: 33)
    for _ in 0..<300 {
      let (facts, question) = (Self.facts(&random), Self.question(&random))
      let answer = facts.answer(question)
      guard answer.verdict == .allow else { continue }
      var later = question
      // What is noted between changes it; nothing is, if all is older.
      later.at = question.at + 60_000
      let events = facts.events.contains { $0.at > question.at }
      let words = facts.preferences.contains { $0.at > question.at }
      guard !events, !words, answer.until.map({ later.at <= $0 }) ?? true else { continue }
      #expect(facts.answer(later).verdict == .allow)
    }
  }
}
