import Testing

@testable import PiperollLedger

/// desk.md 6, F1 to F3 and "Counts"; 12 CFR 1006.14(b) and its comments. Days are of 2026.
@Suite struct CallsTests {
  /// The day on which a call may be placed again, when it is asked on the evening of a day.
  private static func next(_ situation: Situation, after day: String) -> String {
    let answer = situation.answer("2026-\(day) 20:59")
    guard answer.verdict == .block, let until = answer.until else { return "\(answer.verdict)" }
    let clock = situation.zone.clock(at: until)
    #expect(clock.minuteOfDay == 480, "it is asked again at 08:00")
    return String(clock.day.text.dropFirst(5))
  }

  @Test func `comment 14(b)(2)(i)-1-i: seven calls from 1 to 7 April, the next on the 8th`() {
    var situation = Situation()
    for day in 1...7 {
      #expect(situation.answer("2026-04-0\(day) 10:00").verdict == .allow)
      situation.call("2026-04-0\(day) 10:00")
    }
    let answer = situation.answer("2026-04-07 12:00")
    #expect(answer.rule == .f1 && answer.reasons[0].section == "1006.14(b)(2)(i)(A)")
    #expect(Self.next(situation, after: "04-07") == "04-08")
    #expect(situation.answer("2026-04-08 08:00").verdict == .allow)
  }

  @Test func `comment 14(b)(2)(ii)-1-i: the eighth call in seven days is too much`() {
    var situation = Situation()
    situation.call("2026-04-01 10:00")
    for day in ["02", "03", "06"] {
      situation.call("2026-04-\(day) 10:00")
      #expect(situation.answer("2026-04-\(day) 15:00").verdict == .allow)
      situation.call("2026-04-\(day) 15:00")
    }
    #expect(situation.answer("2026-04-07 12:00").rule == .f1)
    #expect(Self.next(situation, after: "04-07") == "04-08")
  }

  @Test func `comment 14(b)(2)(i)-1-ii: a talk of 13 August that they began, then the 20th`() {
    var situation = Situation()
    situation.talk("2026-08-13 10:00") { $0.isInbound = true }
    #expect(situation.answer("2026-08-13 12:00").rule == .f2)
    #expect(Self.next(situation, after: "08-13") == "08-20")
    #expect(Self.next(situation, after: "08-19") == "08-20")
    #expect(situation.answer("2026-08-20 08:00").verdict == .allow)
  }

  @Test func `comment 14(b)(2)(ii)-1-ii: a talk of 14 August, then the 21st`() {
    var situation = Situation()
    situation.call("2026-08-11 10:00")
    situation.talk("2026-08-14 10:00")
    let answer = situation.answer("2026-08-14 12:00")
    #expect(answer.rule == .f2 && answer.reasons[0].section == "1006.14(b)(2)(i)(B)")
    #expect(Self.next(situation, after: "08-14") == "08-21")
  }

  @Test func `comment 14(b)(3)(i)-3-i: "call back on Monday" is that Monday alone`() {
    var situation = Situation()
    situation.talk("2026-04-03 10:00") { $0.callback = .onDay(Day(iso: "2026-04-06".utf8)!) }
    #expect(Self.next(situation, after: "04-03") == "04-06")
    #expect(situation.answer("2026-04-06 10:00").verdict == .allow)
    #expect(Self.next(situation, after: "04-07") == "04-10")
    situation.talk("2026-04-06 10:00")
    #expect(Self.next(situation, after: "04-06") == "04-13")
  }

  @Test func `comment 14(b)(3)(i)-3-ii: no day said, and the next talk ends the consent`() {
    var situation = Situation()
    situation.talk("2026-04-03 10:00") { $0.callback = .onAnyDay }
    #expect(situation.answer("2026-04-03 11:00").verdict == .allow)
    #expect(situation.answer("2026-04-06 10:00").verdict == .allow)
    situation.talk("2026-04-06 10:00")
    #expect(situation.answer("2026-04-08 10:00").rule == .f2)
    #expect(Self.next(situation, after: "04-06") == "04-13")
  }

  @Test func `comment 14(b)(3)(i)-3-iii: eight calls within a week of a consent do not count`() {
    var situation = Situation()
    for day in 1...3 { situation.call("2026-06-0\(day) 10:00") }
    situation.prefer("2026-06-04 09:00", .allow, .call)
    for time in ["08 09", "08 12", "08 15", "09 09", "09 12", "09 15", "10 09", "10 12"] {
      #expect(situation.answer("2026-06-\(time):00").verdict == .allow)
      situation.call("2026-06-\(time):00")
    }
    #expect(situation.answer("2026-06-10 15:00").verdict == .allow)
    // From the 11th on they count, and none has counted before.
    for hour in 9...15 {
      #expect(situation.answer("2026-06-11 \(hour):00").verdict < .block)
      situation.call("2026-06-11 \(hour):00")
    }
    #expect(situation.answer("2026-06-11 16:00").rule == .f1)
  }

  @Test func `a consent ends at its own last day, and with a stop`() {
    var situation = Situation()
    situation.talk("2026-06-01 10:00")
    situation.prefer("2026-06-02 09:00", .allow, .call) { $0.until = Day(iso: "2026-06-03".utf8) }
    #expect(situation.answer("2026-06-03 10:00").verdict == .allow)
    #expect(Self.next(situation, after: "06-04") == "06-08")
    situation.prefer("2026-06-03 09:00", .stop, .call)
    #expect(situation.answer("2026-06-03 10:00").reasons.map(\.rule) == [.t9, .f2])
  }

  @Test func `T10: consent to calls that was given to others lifts nothing`() {
    var situation = Situation()
    situation.talk("2026-06-01 10:00")
    situation.prefer("2026-06-02 09:00", .allow, .call) { $0.source = .creditor }
    #expect(situation.answer("2026-06-03 10:00").rule == .f2)
  }

  @Test func `a consent to calls lifts nothing but the counts`() {
    var situation = Situation()
    situation.prefer("2026-06-02 09:00", .allow, .call)
    situation.prefer("2026-06-02 09:00", .never, when: "wed")
    #expect(situation.answer("2026-06-02 22:00").rule == .t1)
    #expect(situation.answer("2026-06-03 12:00").rule == .t3)
  }

  @Test func `comment 14(b)(2)(i)-3: calls to a number that is not theirs were none to them`() {
    var situation = Situation()
    let other = ContactPoint.phone(Situation.landline)
    for day in ["02", "04"] {
      for hour in 9...12 { situation.call("2026-11-\(day) \(hour):00") { $0.point = other } }
    }
    #expect(situation.answer("2026-11-04 13:00").rule == .f1)
    // On Thursday it turns out to be somebody else's.
    situation.facts.notTheirs = [other]
    #expect(situation.answer("2026-11-05 09:00").verdict == .allow)
    for day in 5...8 {
      situation.call("2026-11-0\(day) 10:00")
      #expect(situation.answer("2026-11-0\(day) 11:00").verdict == .allow)
    }
  }

  @Test func `comment 14(b)(3)(ii)-1: what did not connect does not count`() {
    var situation = Situation()
    for day in 2...6 {
      situation.call("2026-11-0\(day) 10:00") { $0.isCounted = false }
      situation.call("2026-11-0\(day) 14:00") { $0.isCounted = false }
    }
    #expect(!situation.answer("2026-11-06 15:00").reasons.map(\.rule).contains(.f1))
    // A voicemail connects, and counts.
    for hour in 9...15 { situation.call("2026-11-06 \(hour):00") { $0.channel = .voicemail } }
    #expect(situation.answer("2026-11-06 16:00").rule == .f1)
    #expect(situation.answer("2026-11-06 16:00", .voicemail).rule == .f1)
    #expect(!situation.answer("2026-11-06 16:00", .text).reasons.map(\.rule).contains(.f1))
  }

  @Test func `comment 14(b)(4)-1-i: 21 unanswered calls may be seven for each of three debts`() {
    var situation = Situation()
    for day in 9...15 {
      for debt in 1...3 as ClosedRange<UInt32> {
        situation.facts.debt = debt
        let time = "2026-11-\(day < 10 ? "0" : "")\(day) \(8 + debt * 2):00"
        #expect(situation.answer(time).verdict == .allow)
        situation.call(time)
      }
    }
    for debt in 1...3 as ClosedRange<UInt32> {
      situation.facts.debt = debt
      #expect(situation.answer("2026-11-15 20:00").rule == .f1)
    }
  }

  @Test func `comment 14(b)(4)-1-iii, iv: a talk counts for each debt that it was about`() {
    var one = Situation()
    one.talk("2026-11-09 10:00") { $0.debts = [1] }
    var two = Situation()
    two.talk("2026-11-09 10:00") { $0.debts = [1, 2] }
    for debt in 1...2 as ClosedRange<UInt32> {
      one.facts.debt = debt
      two.facts.debt = debt
      #expect(one.answer("2026-11-10 10:00").verdict == (debt == 1 ? .block : .allow))
      #expect(two.answer("2026-11-10 10:00").rule == .f2)
    }
  }

  @Test func `comment 14(b)(4)-1-ii: a limited message counts for one of two debts`() {
    for debt in 1...2 as ClosedRange<UInt32> {
      var situation = Situation()
      for hour in 9...15 {
        situation.call("2026-11-09 \(hour):00") {
          $0.channel = .voicemail
          $0.debts = [1]
        }
      }
      situation.facts.debt = debt
      #expect((situation.answer("2026-11-09 16:00").rule == .f1) == (debt == 1))
    }
  }

  @Test func `a talk that ends a consent is a call with consent itself`() {
    var situation = Situation()
    for day in 1...3 {
      for hour in 10...11 { situation.call("2026-06-0\(day) \(hour):00") }
    }
    situation.prefer("2026-06-04 09:00", .allow, .call)
    situation.talk("2026-06-05 10:00")
    #expect(situation.answer("2026-06-06 10:00").reasons.map(\.rule) == [.f2])
  }

  @Test func `comment 14(b)(2)(i)-1-iii: a third party may be called seven times, unanswered`() {
    var situation = Situation()
    situation.facts.party = .other
    for day in 6...12 {
      let time = "2026-10-\(day < 10 ? "0" : "")\(day) 10:00"
      #expect(situation.answer(time) { $0.purpose = .location }.verdict == .allow)
      situation.call(time)
    }
    #expect(situation.answer("2026-10-12 12:00") { $0.purpose = .location }.rule == .f1)
  }

  @Test(arguments: [ContactParty.attorney, .creditor, .agency])
  func `14(b)(3)(iii): calls to attorneys, creditors and bureaus do not count`(party: ContactParty)
  {
    var situation = Situation()
    situation.facts.party = party
    situation.talk("2026-10-06 09:00")
    for hour in 10...18 { situation.call("2026-10-06 \(hour):00") }
    #expect(situation.answer("2026-10-06 19:00").verdict == .allow)
  }

  @Test func `F1 and F2 are for the debts of others`() {
    var situation = Situation()
    situation.facts.isThirdParty = false
    situation.talk("2026-10-06 09:00")
    for day in 6...12 { situation.call("2026-10-\(day < 10 ? "0" : "")\(day) 10:00") }
    #expect(situation.answer("2026-10-12 12:00").verdict == .allow)
  }

  @Test func `days are those where the person is, in whichever zone there are most calls`() {
    // A talk at 20:30 of the 13th in Los Angeles is of the 13th there, of the 14th in New York.
    var situation = Situation("America/Los_Angeles")
    situation.talk("2026-08-13 21:30")
    #expect(situation.ask("2026-08-19 12:00") == "BLOCK F2 2026-08-20T15:00:00Z")
    situation.facts.zones = situation.facts.zones.with(Zone(name: "America/New_York")!)
    #expect(situation.answer("2026-08-20 12:00").rule == .f2)
    #expect(situation.ask("2026-08-20 12:00") == "BLOCK F2 2026-08-21T15:00:00Z")
  }

  // MARK: F3

  @Test func `a second unanswered call within five minutes is warned of`() {
    var situation = Situation()
    situation.call("2026-11-24 10:00")
    #expect(situation.ask("2026-11-24 10:04:59") == "WARN F3 2026-11-24T15:05:00Z")
    #expect(situation.answer("2026-11-24 10:05").verdict == .allow)
    #expect(situation.answer("2026-11-24 10:01", .text) { $0.hasOptOut = true }.rule == .t13)
    // To another number it is the first.
    situation.point = KnownPoint(.phone(Situation.landline))
    #expect(situation.answer("2026-11-24 10:01").verdict == .allow)
  }

  @Test func `comment 14(b)(2)(i)-2-i: the seventh call to a number in a day is warned of`() {
    var situation = Situation()
    for hour in 9...13 { situation.call("2026-11-24 \(hour):00") }
    #expect(situation.answer("2026-11-24 14:00").verdict == .allow)
    situation.call("2026-11-24 14:00")
    // Until the end of the hours, which come before the end of the day.
    #expect(situation.ask("2026-11-24 15:00") == "WARN F3 2026-11-25T02:00:00Z")
    #expect(situation.answer("2026-11-24 15:00").reasons[0].section == "1006.14(a)")
    #expect(situation.answer("2026-11-25 15:00").verdict == .allow)
  }

  @Test func `comment 14(a)-2: the tenth contact in seven days, by all means, is warned of`() {
    var situation = Situation()
    for day in 18...23 { situation.call("2026-11-\(day) 10:00") }
    situation.write("2026-11-19 12:00", .email, inbound: false)
    situation.write("2026-11-20 12:00", .letter, inbound: false)
    #expect(situation.answer("2026-11-24 10:00").verdict == .allow)
    situation.write("2026-11-21 12:00", .text, inbound: false)
    let answer = situation.answer("2026-11-24 10:00")
    #expect(answer.rule == .f3 && answer.verdict == .warn)
    // What they write is no contact of ours.
    #expect(situation.answer("2026-11-25 10:00").verdict == .allow)
    situation.facts.isThirdParty = false
    situation.facts.strengths[.f3] = .off
    #expect(situation.answer("2026-11-24 10:00").verdict == .allow)
  }
}
