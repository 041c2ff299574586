import Testing

@testable import PiperollLedger

/// desk.md 6, T7 to T13 and "reply", "T11 consumers", "T13 basis"; 12 CFR 1006.6(a), (b)(2), (c),
/// (d), (e), 1006.10(c), 1006.14(h) and their comments.
@Suite struct WordsTests {
  // MARK: T7, T8

  @Test func `T7: with an attorney known, nobody but the attorney`() {
    var situation = Situation()
    situation.hold(.attorney, from: "2026-11-20")
    let answer = situation.answer("2026-11-24 12:00")
    #expect(Situation.brief(answer) == "BLOCK T7" && answer.must == [.attorney])
    #expect(answer.reasons[0].section == "1006.6(b)(2)" && answer.reasons[0].entry == 1)
    #expect(situation.answer("2026-11-19 12:00").verdict == .allow)
    // Not by a letter, not their spouse, and nobody is asked where they are: 1006.10(b)(5).
    situation.facts.party = .other
    #expect(situation.answer("2026-11-24 12:00") { $0.purpose = .location }.rule == .t7)
    situation.facts.party = .attorney
    let attorney = situation.answer("2026-11-24 12:00")
    #expect(attorney.verdict == .allow && attorney.must == [])
    // The desk's own debts have the same rule, by the hold.
    situation.facts.party = .owes
    situation.facts.isThirdParty = false
    #expect(situation.answer("2026-11-24 12:00").rule == .t7)
    // Their own consent does not lift it.
    situation.prefer("2026-11-23 10:00", .allow, when: "mon-sun")
    situation.prefer("2026-11-23 10:00", .allow)
    #expect(situation.answer("2026-11-24 12:00").rule == .t7)
  }

  @Test func `T7: the attorney's yes lifts it, for what they allowed`() {
    var situation = Situation()
    // What was said before they came binds none.
    situation.prefer("2026-11-19 10:00", .allow) { $0.source = .attorney }
    situation.hold(.attorney, from: "2026-11-20")
    #expect(situation.answer("2026-11-24 12:00").rule == .t7)
    situation.prefer("2026-11-23 10:00", .allow, .letter) { $0.source = .attorney }
    #expect(situation.answer("2026-11-24 12:00").rule == .t7)
    situation.prefer("2026-11-23 10:00", .allow, .call) {
      $0.source = .attorney
      $0.until = Day(iso: "2026-11-25".utf8)!
    }
    #expect(situation.answer("2026-11-22 12:00").rule == .t7)
    let answer = situation.answer("2026-11-24 12:00")
    #expect(answer.verdict == .allow && !answer.must.contains(.attorney))
    #expect(situation.answer("2026-11-26 12:00").rule == .t7)
    // Another attorney has said nothing yet.
    situation.hold(.attorney, from: "2026-11-24")
    #expect(situation.answer("2026-11-24 12:00").rule == .t7)
  }

  @Test func `T7: the attorney's silence lifts it until they are heard of`() {
    var situation = Situation()
    situation.hold(.attorney, from: "2026-10-20")
    situation.prefer("2026-11-23 10:00", .allow) { ($0.source, $0.isOfSilence) = (.attorney, true) }
    situation.facts.attorneyHeard = Said(at: situation.time("2026-11-01 12:00"), by: 2)
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.facts.attorneyHeard = Said(at: situation.time("2026-11-23 11:00"), by: 9)
    #expect(situation.answer("2026-11-24 12:00").rule == .t7)
    // Whoever said yes may be heard of.
    situation.prefer("2026-11-23 10:00", .allow) { $0.source = .attorney }
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
  }

  @Test func `comment 6(b)(2)-1: what they write may be answered, to the end of the next day`() {
    var situation = Situation()
    situation.useEmail()
    situation.hold(.attorney, from: "2026-11-20")
    situation.write("2026-11-24 10:00", .email)
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    #expect(situation.answer("2026-11-25 20:59").verdict == .allow)
    #expect(situation.answer("2026-11-26 08:00").rule == .t7)
    situation.write("2026-11-24 13:00", .email, inbound: false)
    #expect(situation.answer("2026-11-24 14:00").rule == .t7)
  }

  @Test func `comment 6(c)(1)-1-i: a cease counts from its receipt`() {
    var situation = Situation()
    situation.useEmail()
    situation.hold(.cease, from: "2026-08-06")
    #expect(situation.answer("2026-08-04 12:00").verdict == .allow)
    let answer = situation.answer("2026-08-06 12:00")
    #expect(Situation.brief(answer) == "BLOCK T8" && answer.reasons[0].section == "1006.6(c)(1)")
  }

  @Test func `6(c)(2): after a cease the desk may say that it ends, or which remedy it takes`() {
    var situation = Situation()
    situation.useMail()
    situation.hold(.cease, from: "2026-08-06", end: "2026-09-01")
    for purpose in ContactPurpose.allCases {
      let isAllowed = purpose == .ending || purpose == .remedy
      let answer = situation.answer("2026-08-10 12:00") { $0.purpose = purpose }
      #expect(answer.verdict == (isAllowed ? .allow : .block), "\(purpose)")
    }
    // Until its release.
    #expect(situation.ask("2026-08-10 12:00") == "BLOCK T8 2026-09-01T04:00:00Z")
    // With the desk's own debts it is the desk's own rule.
    situation.facts.isThirdParty = false
    #expect(situation.answer("2026-08-10 12:00").rule == .k2)
  }

  // MARK: T9

  @Test(arguments: [PreferenceChannel.all, .call, .text, .email, .letter])
  func `comment 14(h)(1)-3-i: a stop is for its medium`(stopped: PreferenceChannel) {
    for channel in ContactChannel.allCases {
      var situation = Situation()
      switch channel {
      case .call, .voicemail: break
      case .text: situation.point.lastWritten = Day(iso: "2026-11-20".utf8)
      case .email: situation.useEmail()
      case .letter: situation.useMail()
      }
      situation.facts.isThirdParty = false
      situation.prefer("2026-11-23 10:00", .stop, stopped)
      let answer = situation.answer("2026-11-24 12:00", channel)
      #expect(answer.verdict == (stopped.covers(channel) ? .block : .allow), "\(channel)")
      #expect(answer.rule == (stopped.covers(channel) ? .t9 : nil))
    }
  }

  @Test func `comment 14(h)(1)-2: one of two numbers may be stopped`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .stop) { $0.point = .phone(Situation.mobile) }
    let answer = situation.answer("2026-11-24 12:00")
    #expect(Situation.brief(answer) == "BLOCK T9" && answer.reasons[0].section == "1006.14(h)(1)")
    situation.point.point = .phone(Situation.landline)
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
  }

  @Test func `a stop is ended by their own allow alone`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .stop, .call)
    situation.prefer("2026-11-23 11:00", .allow, .call) { $0.source = .creditor }
    #expect(situation.answer("2026-11-24 12:00").rule == .t9)
    // That of one number is for that number.
    situation.prefer("2026-11-23 12:00", .allow, .call) { $0.point = .phone(Situation.landline) }
    #expect(situation.answer("2026-11-24 12:00").rule == .t9)
    situation.prefer("2026-11-23 13:00", .allow, .call)
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    // What is stopped by its number is not allowed by the medium alone.
    situation.prefer("2026-11-23 14:00", .stop) { $0.point = .phone(Situation.mobile) }
    situation.prefer("2026-11-23 15:00", .allow, .call)
    #expect(situation.answer("2026-11-24 12:00").rule == .t9)
  }

  @Test func `14(h)(2): a stop is confirmed once, answered, and yields to the law`() {
    var situation = Situation()
    situation.useEmail()
    situation.prefer("2026-11-23 10:00", .stop, .email)
    func ask(_ purpose: ContactPurpose) -> ContactVerdict {
      situation.answer("2026-11-24 12:00") { $0.purpose = purpose }.verdict
    }
    #expect(ask(.confirmStop) == .allow && ask(.law) == .allow && ask(.collect) == .block)
    situation.facts.preferences[0].isConfirmed = true
    #expect(ask(.confirmStop) == .block)
    situation.write("2026-11-24 11:00", .email)
    #expect(ask(.collect) == .allow)
    situation.write("2026-11-24 11:30", .email, inbound: false)
    #expect(ask(.collect) == .block)
    // A stop of letters is not confirmed by another letter.
    situation.useMail()
    situation.prefer("2026-11-23 10:00", .stop, .letter)
    #expect(ask(.confirmStop) == .block && ask(.law) == .allow)
  }

  @Test(arguments: ["2026-11-23 10:00", "2026-11-23 12:00", "2026-11-23 15:00"])
  func `14(h)(2): what says stop is confirmed and not answered, what comes behind it is`(
    said: String
  ) {
    var situation = Situation()
    situation.useEmail()
    // Of the stop perhaps the day alone is known: then it counts from noon.
    situation.write(said, .email)
    situation.prefer(said.hasSuffix("15:00") ? "2026-11-23 12:00" : said, .stop, .email)
    func ask(_ at: String, _ purpose: ContactPurpose) -> ContactRule? {
      situation.answer(at) { $0.purpose = purpose }.rule
    }
    #expect(ask("2026-11-23 16:00", .collect) == .t9)
    #expect(ask("2026-11-23 16:00", .answer) == .t9)
    #expect(ask("2026-11-23 16:00", .confirmStop) == nil)
    situation.write("2026-11-23 17:00", .email)
    #expect(ask("2026-11-23 18:00", .answer) == nil)
    #expect(ask("2026-11-24 18:00", .answer) == nil && ask("2026-11-25 18:00", .answer) == .t9)
    // One reply, though the stop was never confirmed.
    situation.write("2026-11-23 18:30", .email, inbound: false)
    #expect(ask("2026-11-23 19:00", .answer) == .t9)
    // They said it again.
    situation.write("2026-11-23 19:10", .email)
    situation.prefer("2026-11-23 19:10", .stop, .email)
    #expect(ask("2026-11-23 19:20", .answer) == .t9)
  }

  @Test(arguments: [PreferenceVerb.only, .never])
  func `what says only letters, or never by email, is not answered by email`(
    verb: PreferenceVerb
  ) {
    var situation = Situation()
    situation.useEmail()
    situation.write("2026-11-23 10:00", .email)
    situation.prefer("2026-11-23 10:00", verb, verb == .only ? .letter : .email)
    #expect(situation.answer("2026-11-23 11:00").rule == .t9)
    situation.write("2026-11-23 12:00", .email)
    #expect(situation.answer("2026-11-23 13:00").verdict == .allow)
  }

  @Test(arguments: [PreferenceChannel.call, .all, .text])
  func `who lets a machine call takes no other stop back`(stopped: PreferenceChannel) {
    var situation = Situation()
    situation.point.lastWritten = Day(iso: "2026-11-20".utf8)
    situation.prefer("2026-11-23 10:00", .stop, stopped)
    situation.prefer("2026-11-23 11:00", .allow, .auto)
    for channel: ContactChannel in [.call, .voicemail, .text] {
      for dial in DialMode.allCases {
        let answer = situation.answer("2026-11-24 12:00", channel) { $0.dial = dial }
        #expect(answer.rule == (stopped.covers(channel) ? .t9 : nil), "\(channel) \(dial)")
      }
    }
  }

  @Test func `a stop of machines is taken back by an allow of machines alone`() {
    var situation = Situation()
    situation.point.kind = .landline
    situation.prefer("2026-11-23 10:00", .stop, .auto)
    situation.prefer("2026-11-23 11:00", .allow)
    #expect(situation.answer("2026-11-24 12:00") { $0.dial = .auto }.rule == .t9)
    situation.prefer("2026-11-23 12:00", .allow, .auto)
    #expect(situation.answer("2026-11-24 12:00") { $0.dial = .auto }.verdict == .allow)
  }

  @Test func `only letters is a stop of all else`() {
    var situation = Situation()
    situation.prefer("2026-11-23 10:00", .only, .letter)
    #expect(situation.answer("2026-11-24 12:00").rule == .t9)
    situation.useMail()
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
  }

  // MARK: T11

  @Test(arguments: ContactParty.allCases)
  func `6(a), 6(d)(1): who is no consumer may not be told`(party: ContactParty) {
    var situation = Situation()
    situation.facts.party = party
    let answer = situation.answer("2026-11-24 12:00")
    #expect(Situation.brief(answer) == (party == .other ? "BLOCK T11" : Situation.brief(answer)))
    #expect(answer.verdict == (party == .other ? .block : .allow))
    situation.facts.mayBeTold = true
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.facts.mayBeTold = false
    situation.prefer("2026-11-23 10:00", .allow, .share) { $0.source = .court }
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.facts.preferences = []
    situation.facts.isThirdParty = false
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
  }

  @Test func `10(c): a third party is asked once where the debtor is`() {
    var situation = Situation()
    situation.facts.party = .other
    #expect(situation.answer("2026-11-24 12:00") { $0.purpose = .location }.verdict == .allow)
    #expect(situation.answer("2026-11-24 12:00") { $0.purpose = .location }.must == [])
    situation.facts.located = Said(
      at: situation.time("2026-11-23 12:00"), by: situation.nextEntry())
    let answer = situation.answer("2026-11-24 12:00") { $0.purpose = .location }
    #expect(Situation.brief(answer) == "BLOCK T11" && answer.reasons[0].section == "1006.10(c)")
    // They asked for it, or their answer was wrong.
    situation.prefer("2026-11-24 10:00", .allow)
    #expect(situation.answer("2026-11-24 12:00") { $0.purpose = .location }.verdict == .allow)
    #expect(situation.answer("2026-11-24 12:00").rule == .t11)
  }

  @Test func `every role is a party`() {
    let consumers = ContactRole.allCases.filter { ContactParty.consumers.contains($0.party) }
    #expect(Set(consumers).isSuperset(of: [.debtor, .guarantor, .patient, .spouse, .trustee]))
    for role: ContactRole in [.insurer, .employer, .thirdParty, .source] {
      #expect(role.party == .other)
    }
  }

  // MARK: T12, T13

  @Test func `6(e): what is sent electronically says how to opt out`() {
    var situation = Situation()
    situation.useEmail()
    let without = situation.answer("2026-11-24 12:00") { $0.hasOptOut = false }
    #expect(Situation.brief(without) == "BLOCK T12" && without.reasons[0].section == "1006.6(e)")
    #expect(situation.answer("2026-11-24 12:00") { $0.hasOptOut = true }.must == [.first])
    #expect(situation.answer("2026-11-24 12:00").must == [.first, .optOut])
    situation.facts.isThirdParty = false
    #expect(situation.answer("2026-11-24 12:00") { $0.hasOptOut = false }.verdict == .allow)
  }

  @Test func `6(d)(4): an email has a basis`() {
    var situation = Situation()
    situation.useEmail(lastWritten: nil)
    let answer = situation.answer("2026-11-24 12:00")
    #expect(Situation.brief(answer) == "BLOCK T13" && answer.reasons[0].section == "1006.6(d)(4)")
    // (i)(A): they wrote from it, whenever.
    situation.point.lastWritten = Day(iso: "2020-02-29".utf8)
    #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    situation.point.lastWritten = nil
    // (i)(B): their consent; (iii): the collector before used it; also at work, 22(f)(3).
    for source: PreferenceSource in [.own, .collector] {
      situation.facts.preferences = []
      situation.prefer("2026-11-01 12:00", .allow, .email) { $0.source = source }
      situation.point.isWork = true
      #expect(situation.answer("2026-11-24 12:00").verdict == .allow)
    }
    situation.facts.preferences = []
    situation.prefer("2026-11-01 12:00", .allow, .text)
    #expect(situation.answer("2026-11-24 12:00").rule == .t13)
  }

  @Test func `6(d)(4)(ii): a creditor's notice counts from its 36th day on`() {
    var situation = Situation()
    situation.useEmail(lastWritten: nil)
    situation.point.isOfPublicDomain = true
    situation.prefer("2026-10-01 12:00", .allow, .email) { $0.source = .creditor }
    #expect(situation.answer("2026-11-05 12:00").rule == .t13)
    #expect(situation.answer("2026-11-06 12:00").verdict == .allow)
    situation.point.isWork = true
    #expect(situation.answer("2026-11-06 12:00").rule == .t13)
    situation.point.isWork = false
    situation.point.isOfPublicDomain = false
    #expect(situation.answer("2026-11-06 12:00").rule == .t13)
  }

  @Test func `6(d)(5): a text has a basis, and something of the last 60 days`() {
    var situation = Situation()
    func ask() -> ContactRule? { situation.answer("2026-11-24 12:00", .text).rule }
    #expect(ask() == .t13)
    // They texted from it.
    situation.point.lastWritten = Day(iso: "2026-09-25".utf8)
    #expect(ask() == nil)
    situation.point.lastWritten = Day(iso: "2026-09-24".utf8)
    #expect(ask() == .t13)
    #expect(situation.answer("2026-11-24 12:00", .text).reasons[0].section == "1006.6(d)(5)")
    // A check of the number.
    situation.prefer("2026-09-25 12:00", .allow, .text) { $0.isOfDatabase = true }
    #expect(ask() == nil)
    // A check alone does not say that it is theirs; a call from it neither.
    situation.point.lastWritten = nil
    #expect(ask() == .t13)
    situation.write("2026-11-20 10:00", .call)
    #expect(ask() == .t13)
    // Their consent, fresh or with a check.
    situation.prefer("2026-01-01 12:00", .allow, .text)
    #expect(ask() == nil)
    situation.facts.preferences.removeFirst()
    #expect(ask() == .t13)
    situation.prefer("2026-11-01 12:00", .allow, .text) { $0.source = .creditor }
    #expect(ask() == .t13)
    situation.prefer("2026-11-01 12:00", .allow, .text)
    #expect(ask() == nil)
  }
}
