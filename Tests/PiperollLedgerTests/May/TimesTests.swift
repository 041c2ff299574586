import Testing

@testable import PiperollLedger

/// desk.md 6, T3 to T6, "consent", "reply", "until"; 12 CFR 1006.6(b)(1) and (b)(3), with comments.
@Suite struct TimesTests {
  /// Comment 6(b)(1)-1.ii: weekdays from 3 to 5, and no weekends.
  private static func busy() -> Situation {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .never, when: "mon-fri 15:00-17:00; sat-sun")
    return situation
  }

  @Test(arguments: [
    ("2026-11-25 14:59:59", "ALLOW 2026-11-25T20:00:00Z"),
    ("2026-11-25 15:00", "BLOCK T3 2026-11-25T22:00:00Z"),
    ("2026-11-25 15:30", "BLOCK T3 2026-11-25T22:00:00Z"),
    ("2026-11-25 17:00", "ALLOW 2026-11-26T02:00:00Z"),
    // Over a weekend the hours of the night follow each other.
    ("2026-11-27 21:05", "BLOCK T1 2026-11-30T13:00:00Z"),
    ("2026-11-28 12:00", "BLOCK T3 2026-11-30T13:00:00Z"),
  ])
  func `comment 6(b)(1)-1-ii: not on weekdays from 3 to 5, nor on weekends`(
    at: String, answer: String
  ) { #expect(Self.busy().ask(at) == answer) }

  @Test func `comment 6(b)(1)-2-i: an email on Wednesday at 15-30 may be answered once by email`() {
    var situation = Self.busy()
    situation.useEmail()
    #expect(situation.answer("2026-11-25 15:30").rule == .t3)
    situation.write("2026-11-25 15:30", .email)
    // Until the window is over, by email alone.
    #expect(situation.answer("2026-11-25 16:59").verdict == .allow)
    let point = situation.point
    situation.point = KnownPoint(.phone(Situation.mobile))
    situation.point.kind = .mobile
    #expect(situation.ask("2026-11-25 15:40") == "BLOCK T3 2026-11-25T22:00:00Z")
    situation.point = point
    situation.write("2026-11-25 15:45", .email, inbound: false)
    #expect(situation.ask("2026-11-25 15:50") == "BLOCK T3 2026-11-25T22:00:00Z")
    // They answer, and may be answered once more.
    situation.write("2026-11-25 16:00", .email)
    #expect(situation.answer("2026-11-25 16:10").verdict == .allow)
    situation.write("2026-11-25 16:11", .email, inbound: false)
    #expect(situation.answer("2026-11-25 16:12").rule == .t3)
  }

  @Test func `what they write before a window does not open it`() {
    var situation = Self.busy()
    situation.useEmail()
    situation.write("2026-11-25 14:30", .email)
    #expect(situation.answer("2026-11-25 15:30").rule == .t3)
    situation.write("2026-11-25 15:10", .email)
    // And that of this window does not open the next one.
    #expect(situation.answer("2026-11-26 15:30").rule == .t3)
  }

  @Test func `comment 6(b)(1)-2-iv: an email on a Friday evening may be answered on that Friday`() {
    var situation = Situation()
    situation.useEmail()
    situation.prefer("2026-11-23 10:00", .never, when: "fri")
    #expect(situation.answer("2026-11-27 20:00").rule == .t3)
    situation.write("2026-11-27 20:30", .email)
    #expect(situation.answer("2026-11-27 20:31").verdict == .allow)
    situation.write("2026-11-27 20:32", .email, inbound: false)
    #expect(situation.answer("2026-11-27 20:33").rule == .t3)
  }

  @Test func `a message at night may be answered that night`() {
    var situation = Situation()
    situation.useEmail()
    situation.write("2026-11-23 23:10", .email)
    #expect(situation.answer("2026-11-23 23:30").verdict == .allow)
    #expect(situation.answer("2026-11-24 02:00").verdict == .allow)
    #expect(situation.answer("2026-11-24 21:30").rule == .t1)
    var early = Situation()
    early.useEmail()
    early.write("2026-11-23 20:30", .email)
    #expect(early.answer("2026-11-23 21:30").rule == .t1)
  }

  @Test func `comment 6(b)(1)-1-i: no Tuesdays and Thursdays until the end of the year`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .never, when: "tue,thu") {
      $0.source = .creditor
      $0.until = Day(iso: "2026-12-31".utf8)
    }
    #expect(situation.ask("2026-11-24 12:00") == "BLOCK T3 2026-11-25T13:00:00Z")
    #expect(situation.answer("2026-11-25 12:00").verdict == .allow)
    // 31 December is a Thursday.
    #expect(situation.ask("2026-12-31 12:00") == "BLOCK T3 2027-01-01T13:00:00Z")
    #expect(situation.answer("2027-01-05 12:00").verdict == .allow)
  }

  @Test func `out of every only there is no contact`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .only, when: "mon-fri 09:00-12:00")
    situation.prefer("2026-11-23 10:01", .only, .call, when: "sat 10:00-11:00")
    #expect(situation.ask("2026-11-24 12:00") == "BLOCK T3 2026-11-25T14:00:00Z")
    #expect(situation.ask("2026-11-24 09:00") == "ALLOW 2026-11-24T17:00:00Z")
    #expect(situation.ask("2026-11-28 10:30") == "ALLOW 2026-11-28T16:00:00Z")
    // That of calls does not open Saturday for emails.
    situation.useEmail()
    #expect(situation.ask("2026-11-28 10:30") == "BLOCK T3 2026-11-30T14:00:00Z")
  }

  @Test func `a window counts in every zone where they may be`() {
    var situation = Self.busy()
    situation.facts.zones = situation.facts.zones.with(Zone(name: "America/Chicago")!)
    // 17:30 in New York, 16:30 in Chicago.
    #expect(situation.ask("2026-11-25 17:30") == "BLOCK T3 2026-11-25T23:00:00Z")
    #expect(situation.answer("2026-11-25 18:00").verdict == .allow)
  }

  @Test func `a window that never ends has no until`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .never, when: "mon-sun")
    #expect(situation.ask("2026-11-24 12:00") == "BLOCK T3")
  }

  // MARK: Consent

  @Test func `their own consent to a time lifts T1 and T3, at that time alone`() {
    var situation = Self.busy()
    situation.prefer("2026-11-23 11:00", .allow, when: "wed 15:00-16:00; mon-fri 21:00-23:00")
    #expect(situation.ask("2026-11-25 15:30") == "ALLOW 2026-11-25T21:00:00Z")
    #expect(situation.answer("2026-11-25 16:00").rule == .t3)
    #expect(situation.answer("2026-11-24 15:30").rule == .t3)
    #expect(situation.ask("2026-11-24 22:30") == "ALLOW 2026-11-25T04:00:00Z")
    #expect(situation.answer("2026-11-24 23:00").rule == .t1)
    // Said again later, the other word holds.
    situation.prefer("2026-11-24 10:00", .never, when: "wed 15:00-17:00")
    #expect(situation.answer("2026-11-25 15:30").rule == .t3)
  }

  @Test(arguments: [PreferenceSource.creditor, .collector])
  func `comment 6(b)(4)(i)-2, T10: consent given to others lifts nothing`(source: PreferenceSource)
  {
    var situation = Self.busy()
    situation.prefer("2026-11-23 11:00", .allow, when: "mon-sun") { $0.source = source }
    #expect(situation.answer("2026-11-25 15:30").rule == .t3)
    #expect(situation.answer("2026-11-25 22:00").rule == .t1)
  }

  @Test func `a court lifts times and places`() {
    var situation = Self.busy()
    situation.prefer("2026-11-23 11:00", .allow) { $0.source = .court }
    #expect(situation.answer("2026-11-25 15:30").verdict == .allow)
    #expect(situation.answer("2026-11-25 22:00").verdict == .allow)
  }

  // MARK: Places

  /// Comment 6(b)(1)-1.iii: not at home.
  private static func notAtHome() -> Situation {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .never) { $0.place = .home }
    return situation
  }

  @Test func `comment 6(b)(1)(ii)-1: home barred is mail and landline, not mobile or email`() {
    var situation = Self.notAtHome()
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.point.kind = .landline
    #expect(situation.ask("2026-11-24 12:00") == "BLOCK T5")
    // A line of no said kind may be either.
    situation.point.kind = .unspecified
    #expect(situation.ask("2026-11-24 12:00") == "BLOCK T5")
    situation.point.kind = .work
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.useMail()
    let mail = situation.answer("2026-11-24 12:00")
    #expect(mail.rule == .t5 && mail.reasons[0].section == "1006.6(b)(1)(ii)")
    situation.useEmail()
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
  }

  @Test func `comment 6(b)(1)-2-ii: a call from home is answered on that call, not by another`() {
    var situation = Self.notAtHome()
    situation.point.kind = .landline
    situation.write("2026-11-24 11:59", .call)
    #expect(situation.ask("2026-11-24 12:00") == "BLOCK T5")
  }

  @Test func `comment 6(b)(3)-1: at work no calls, letters or emails where these are barred`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .never) { $0.place = .work }
    situation.point.kind = .work
    let call = situation.answer("2026-11-24 12:00")
    #expect(Situation.brief(call) == "BLOCK T6" && call.reasons[0].section == "1006.6(b)(3)")
    situation.useMail()
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.point.isWork = true
    #expect(situation.answer("2026-11-24 12:00").rule == .t6)
    situation.useEmail()
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.point.isWork = true
    #expect(situation.answer("2026-11-24 12:00").rule == .t6)
    // Their own later consent to the place.
    situation.prefer("2026-11-24 10:00", .allow) { $0.place = .work }
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    // It says nothing of the time.
    #expect(situation.answer("2026-11-24 22:00").rule == .t1)
  }

  @Test func `only at work is not at home`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .only, when: "mon-fri 09:00-17:00") { $0.place = .work }
    situation.point.kind = .landline
    #expect(situation.answer("2026-11-24 12:00").rule == .t5)
    situation.point.kind = .work
    #expect(situation.ask("2026-11-24 12:00") == "ALLOW 2026-11-24T22:00:00Z")
    #expect(situation.answer("2026-11-24 18:00").rule == .t3)
  }

  @Test func `a block ends where an hour begins that they allow`() {
    var situation = Situation()
    situation.prefer("2026-11-10 10:00", .allow, when: "06:00-08:00")
    #expect(situation.ask("2026-11-16 05:00") == "BLOCK T1 2026-11-16T11:00:00Z")
    #expect(situation.answer("2026-11-16 06:00").verdict == .allow)
    // Behind the usual hours: the next morning.
    #expect(situation.ask("2026-11-16 22:00") == "BLOCK T1 2026-11-17T11:00:00Z")
    // What else blocks then is asked too.
    situation.hold(.supervisor, from: "2026-11-10", end: "2026-11-18")
    #expect(situation.ask("2026-11-16 05:00") == "BLOCK T1 2026-11-18T11:00:00Z")
    // What has no end by itself ends there as well.
    situation.facts.holds = []
    situation.prefer("2026-11-11 10:00", .stop, .call)
    situation.prefer("2026-11-12 10:00", .allow, .call, when: "sat 10:00-12:00")
    #expect(situation.ask("2026-11-16 12:00") == "BLOCK T9 2026-11-21T15:00:00Z")
  }
}
