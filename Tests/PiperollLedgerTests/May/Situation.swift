import Testing

@testable import PiperollLedger

/// A person, an account and a clock, of which tests tell in lines and ask.
struct Situation {
  var facts = ContactFacts()
  var point: KnownPoint
  /// By whose clock times are given.
  var zone: Zone
  private var lastEntry: EntryNumber = 0

  static let mobile = PhoneNumber(stored: "+12125550147")!
  static let landline = PhoneNumber(stored: "+12125550148")!

  /// The debt of somebody else, a debtor with one mobile number, where no time is usual or unusual:
  /// the zone that is known.
  init(_ zone: String = "America/New_York") {
    self.zone = Zone(name: zone)!
    point = KnownPoint(.phone(Self.mobile))
    point.kind = .mobile
    facts.zones = ZoneSet([self.zone])!
    facts.deskZone = self.zone
    facts.isThirdParty = true
    facts.owesNoNotice = true
  }

  /// A time such as `2026-11-23 09:00` or `2026-11-23 21:00:01`.
  func time(_ text: String) -> Int64 { Self.time(text, in: zone) }

  static func time(_ text: String, in zone: Zone) -> Int64 {
    let parts = text.split { " :".contains($0) }
    let numbers = parts.dropFirst().map { Int($0)! }
    let minute = numbers[0] * 60 + numbers[1]
    let second = numbers.count > 2 ? numbers[2] : 0
    return zone.time(of: Day(iso: parts[0].utf8)!, minute: minute) + Int64(second) * 1000
  }

  /// `2026-11-23T14:00:00Z`.
  static func utc(_ time: Int64) -> String {
    let clock = Zone.utc.clock(at: time)
    let seconds = clock.secondOfDay % 60
    let minute = TimeOfDay.text(ofMinute: clock.minuteOfDay)
    return "\(clock.day.text)T\(minute):\(seconds < 10 ? "0" : "")\(seconds)Z"
  }

  /// `BLOCK T1 2026-11-24T13:00:00Z`: the verdict, its rule, how long it stands.
  static func brief(_ answer: ContactAnswer) -> String {
    let verdict = ["ALLOW", "WARN", "BLOCK"][Int(answer.verdict.rawValue)]
    let rule = answer.rule.map { " \($0)".uppercased() } ?? ""
    return verdict + rule + (answer.until.map { " " + utc($0) } ?? "")
  }

  mutating func nextEntry() -> EntryNumber {
    lastEntry += 1
    return lastEntry
  }

  // MARK: What is told

  mutating func prefer(
    _ at: String, _ verb: PreferenceVerb, _ channel: PreferenceChannel = .all,
    when windows: String? = nil, _ change: (inout KnownPreference) -> Void = { _ in }
  ) {
    var preference = KnownPreference(nextEntry(), at: time(at), verb, channel)
    preference.windows = windows.map { WeekWindows(parsing: $0)! }
    change(&preference)
    facts.preferences.append(preference)
  }

  mutating func hold(_ kind: HoldKind, from: String, end: String? = nil) {
    facts.holds.append(
      KnownHold(
        nextEntry(), kind, from: Day(iso: from.utf8)!, end: end.map { Day(iso: $0.utf8)! }))
  }

  /// The desk calls, and nobody answers.
  mutating func call(_ at: String, _ change: (inout ContactEvent) -> Void = { _ in }) {
    var event = ContactEvent(nextEntry(), at: time(at), .call, point.point, debts: [facts.debt])
    event.isCounted = true
    change(&event)
    facts.events.append(event)
  }

  mutating func talk(_ at: String, _ change: (inout ContactEvent) -> Void = { _ in }) {
    call(at) {
      $0.isTalk = true
      change(&$0)
    }
  }

  mutating func write(
    _ at: String, _ channel: ContactChannel, inbound: Bool = true,
    _ change: (inout ContactEvent) -> Void = { _ in }
  ) {
    var event = ContactEvent(nextEntry(), at: time(at), channel, debts: [facts.debt])
    event.isInbound = inbound
    change(&event)
    facts.events.append(event)
  }

  /// An email address that the person has used.
  mutating func useEmail(_ address: String = "jo@gmail.com", lastWritten: String? = "2020-01-01") {
    point = KnownPoint(.email(address))
    point.lastWritten = lastWritten.map { Day(iso: $0.utf8)! }
  }

  mutating func useMail() { point = KnownPoint(.mail) }

  // MARK: What is asked

  func answer(
    _ at: String, _ channel: ContactChannel? = nil,
    _ change: (inout ContactQuestion) -> Void = { _ in }
  ) -> ContactAnswer {
    let usual: ContactChannel =
      switch point.point {
      case .phone: .call
      case .email: .email
      case .mail: .letter
      }
    var question = ContactQuestion(channel ?? usual, point, at: time(at))
    change(&question)
    return facts.answer(question)
  }

  func ask(
    _ at: String, _ channel: ContactChannel? = nil,
    _ change: (inout ContactQuestion) -> Void = { _ in }
  ) -> String { Self.brief(answer(at, channel, change)) }
}
