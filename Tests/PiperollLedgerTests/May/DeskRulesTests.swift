import Testing

@testable import PiperollLedger

/// desk.md 6, N1 to N10, B1, C1, K1 to K4 and "must"; 12 CFR 1006.18(e), 1006.34, 1006.38.
@Suite struct DeskRulesTests {
  private static func day(_ text: String) -> Day { Day(iso: text.utf8)! }

  // MARK: Notices

  @Test func `N1: the fifth day after the first talk is still in time for the notice`() {
    var situation = Situation()
    situation.facts.owesNoNotice = false
    #expect(situation.answer("2026-11-29 12:00").verdict == .allow)
    situation.facts.firstCommunication = Self.day("2026-11-23")
    #expect(situation.answer("2026-11-28 12:00").verdict == .allow)
    let answer = situation.answer("2026-11-29 12:00")
    #expect(Situation.brief(answer) == "BLOCK N1" && answer.reasons[0].section == "1006.34(a)(1)")
    // The notice itself goes out.
    #expect(situation.answer("2026-11-29 12:00") { $0.purpose = .law }.verdict == .allow)
    // 1006.42: a text is none.
    situation.point.lastWritten = Self.day("2026-11-20")
    let text = situation.answer("2026-11-29 12:00", .text) { $0.purpose = .validation }
    #expect(text.rule == .n1)
    let letter = situation.answer("2026-11-29 12:00", .letter) { $0.purpose = .validation }
    #expect(letter.verdict == .allow)
    situation.facts.owesNoNotice = true
    #expect(situation.answer("2026-11-29 12:00").verdict == .allow)
    situation.facts.owesNoNotice = false
    situation.facts.isThirdParty = false
    #expect(situation.answer("2026-11-29 12:00").verdict == .allow)
  }

  @Test func `what the desk has still time to do is not asked ahead`() {
    var situation = Situation()
    situation.facts.owesNoNotice = false
    situation.facts.firstCommunication = Self.day("2026-11-23")
    situation.talk("2026-11-23 10:00")
    // It is called again on 30 November, when the notice will be late unless it goes out.
    #expect(situation.ask("2026-11-23 12:00") == "BLOCK F2 2026-11-30T13:00:00Z")
    // Where it is late already, nothing but the notice ends it.
    #expect(situation.ask("2026-11-29 12:00") == "BLOCK F2")
  }

  @Test func `N5: a dispute of all blocks until it is answered, one of part is warned of`() {
    var situation = Situation()
    situation.facts.dispute = .all
    let answer = situation.answer("2026-11-24 12:00")
    #expect(Situation.brief(answer) == "BLOCK N5" && answer.reasons[0].section == "1006.38(c)")
    #expect(situation.answer("2026-11-24 12:00") { $0.purpose = .answer }.verdict == .allow)
    situation.facts.dispute = .part
    #expect(situation.answer("2026-11-24 12:00").verdict == .warn)
    situation.facts.isThirdParty = false
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
  }

  @Test func `N6, N10: the validation period and a barred debt are warned of`() {
    var situation = Situation()
    situation.useMail()
    situation.facts.validationEnd = Self.day("2026-12-31")
    #expect(situation.ask("2026-12-01 12:00") == "WARN N6 2027-01-01T05:00:00Z")
    #expect(situation.answer("2026-12-31 23:00").rule == .n6)
    #expect(situation.answer("2027-01-01 00:00").verdict == .allow)
    situation.facts.barredFrom = Self.day("2026-12-01")
    #expect(situation.answer("2026-11-30 12:00").must == [.first])
    let answer = situation.answer("2027-01-02 12:00")
    #expect(Situation.brief(answer) == "WARN N10" && answer.must == [.first, .noThreat])
    #expect(answer.reasons[0].section == "1006.26(b)")
  }

  // MARK: B1, C1

  @Test(arguments: ContactParty.allCases)
  func `B1: in a bankruptcy nobody is asked to pay, the attorney and the trustee are spoken to`(
    party: ContactParty
  ) {
    var situation = Situation()
    situation.facts.isThirdParty = false
    situation.facts.party = party
    situation.hold(.bankruptcy, from: "2026-11-20")
    let mayBe: Set<ContactParty> = [.attorney, .trustee, .creditor, .agency]
    #expect(situation.answer("2026-11-24 12:00").rule == (mayBe.contains(party) ? nil : .b1))
  }

  @Test(arguments: [DialMode.auto, .recorded])
  func `C1: a machine calls no mobile without their express consent`(dial: DialMode) {
    var situation = Situation()
    situation.facts.isThirdParty = false
    func ask(_ channel: ContactChannel = .call) -> ContactVerdict {
      situation.answer("2026-11-24 12:00", channel) { $0.dial = dial }.verdict
    }
    #expect(ask() == .block && ask(.voicemail) == .block && ask(.text) == .block)
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.point.kind = .unspecified
    #expect(ask() == .block)
    situation.point.kind = .landline
    #expect(ask() == .allow)
    situation.point.kind = .mobile
    situation.prefer("2026-11-23 10:00", .allow)
    situation.prefer("2026-11-23 10:00", .allow, .auto) { $0.source = .creditor }
    #expect(ask() == .block)
    situation.prefer("2026-11-23 10:00", .allow, .auto)
    #expect(ask() == .allow)
    // Taken back by any word against machines, which leaves people the call.
    situation.prefer("2026-11-23 11:00", .stop, .auto)
    #expect(ask() == .block)
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
  }

  // MARK: The desk's own

  @Test(arguments: ContactParty.allCases)
  func `K1: of the deceased those are left who act for the estate`(party: ContactParty) {
    var situation = Situation()
    situation.facts.party = party
    situation.facts.mayBeTold = true
    situation.hold(.deceased, from: "2026-11-20")
    let barred: Set<ContactParty> = [.owes, .guardian, .other]
    #expect(situation.answer("2026-11-24 12:00").rule == (barred.contains(party) ? .k1 : nil))
    // Comment 10(a)-1: others may be asked who acts for the estate.
    let location = situation.answer("2026-11-24 12:00") { $0.purpose = .location }
    #expect(location.verdict == (party == .owes || party == .guardian ? .block : .allow))
  }

  @Test(arguments: HoldKind.allCases)
  func `every hold that blocks contact blocks it, and no other`(kind: HoldKind) {
    for isThirdParty in [false, true] {
      var situation = Situation()
      situation.facts.isThirdParty = isThirdParty
      situation.hold(kind, from: "2026-11-20", end: "2026-11-26")
      let answer = situation.answer("2026-11-24 12:00")
      #expect(answer.verdict == (kind.blocks(.contact) ? .block : .allow), "\(kind)")
      // It ends with the desk's day.
      if kind.blocks(.contact) {
        // With the desk's own debts the night is only warned of.
        let hour = isThirdParty ? "13" : "05"
        #expect(Situation.utc(answer.until!) == "2026-11-26T\(hour):00:00Z")
        #expect(answer.reasons[0].until == situation.time("2026-11-26 00:00"))
      }
    }
  }

  @Test func `a hold that begins tomorrow ends nothing today`() {
    var situation = Situation()
    situation.hold(.supervisor, from: "2026-11-25")
    #expect(situation.ask("2026-11-24 12:00") == "ALLOW 2026-11-25T02:00:00Z")
    // The desk's day may begin in the middle of theirs.
    situation.facts.deskZone = Zone(name: "Asia/Tokyo")!
    #expect(situation.ask("2026-11-24 08:00") == "ALLOW 2026-11-24T15:00:00Z")
    #expect(situation.ask("2026-11-24 10:00") == "BLOCK K2")
  }

  @Test func `who has the debt is spoken to about it`() {
    var situation = Situation()
    situation.hold(.legal, from: "2026-11-20")
    situation.facts.party = .attorney
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.facts.party = .agency
    #expect(situation.answer("2026-11-24 12:00").rule == .k2)
    situation.facts.holds = []
    situation.hold(.agency, from: "2026-11-20")
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.facts.holds = []
    situation.hold(.supervisor, from: "2026-11-20")
    #expect(situation.answer("2026-11-24 12:00").rule == .k2)
  }

  @Test func `K3, K4: a bad number blocks, somebody else's lease is warned of`() {
    var situation = Situation()
    for (state, isGood) in [
      (PointState.bad, false), (.notTheirs, false), (.good, true), (.unsaid, true),
    ] {
      situation.point.state = state
      #expect(situation.ask("2026-11-24 12:00").hasPrefix(isGood ? "ALLOW" : "BLOCK K3"))
    }
    situation.point.state = .good
    situation.facts.leasedUntil = situation.time("2026-11-24 12:10")
    let answer = situation.answer("2026-11-24 12:00")
    #expect(Situation.brief(answer) == "WARN K4 2026-11-24T17:10:00Z")
    #expect(answer.reasons[0].section == "desk")
    #expect(situation.answer("2026-11-24 12:10").verdict == .allow)
  }

  // MARK: What has to be seen to

  @Test func `must says what has to be said`() {
    var situation = Situation()
    func must(_ channel: ContactChannel = .call) -> [ContactMust] {
      situation.answer("2026-11-24 12:00", channel).must
    }
    #expect(must() == [.first] && must(.voicemail) == [.limited])
    situation.facts.firstCommunication = Self.day("2026-11-20")
    #expect(must() == [.later])
    situation.facts.mustIdentify = true
    #expect(must() == [.later, .identify])
    situation.point.lastWritten = Self.day("2026-11-20")
    #expect(must(.text) == [.later, .optOut, .identify])
    situation.facts.isThirdParty = false
    #expect(must() == [.identify] && must(.text) == [.identify])
  }

  @Test func `every reason is told, and the first of the worst is the rule`() {
    var situation = Situation()
    situation.facts.dispute = .part
    situation.hold(.cease, from: "2026-11-20")
    situation.prefer("2026-11-20 10:00", .stop, .call)
    situation.talk("2026-11-23 10:00")
    let answer = situation.answer("2026-11-23 22:00")
    #expect(answer.reasons.map(\.rule) == [.t1, .t8, .t9, .f2, .n5])
    #expect(answer.rule == .t1 && answer.verdict == .block && answer.until == nil)
  }
}
