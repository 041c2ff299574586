import Foundation
import TestSupport
import Testing

@testable import PiperollCommands
@testable import PiperollLedger
@testable import PiperollServer

/// A desk with a telephone and two operators, and the account of somebody who calls.
private struct TelephoneDesk {
  /// A Monday, 17:00 UTC.
  static let start: Int64 = 1_826_902_800_000

  let desk: Desk
  let clock = Ticking(start)
  let phone: Wire
  let ann: Wire

  init() async throws {
    desk = try Desk()
    let clock = clock
    try await desk.start { $0.clock = clock.read }
    for (name, role) in [("phone", "phone"), ("ann", "operator"), ("bob", "operator")] {
      try await desk.make(name, role)
      try desk.issue(name)
    }
    (phone, ann) = (try await desk.connect("phone"), try await desk.connect("ann"))
    for (account, number) in [("A-0", "2125550147"), ("A-1", "2125550148")] {
      _ = try await ann.ask(
        "POST ACCOUNT \(account) kind=consumer name=Jo terms=0 date=2026-01-01",
        "POST CONTACT \(account) role=debtor name=Jo mobile=\(number) born=1980-02-03 ssn4=6789",
        "POST INVOICE \(account) I-\(account) 76543.21 date=2026-10-01",
        "POST ASSIGN \(account) role=third-party")
    }
  }

  /// Says what has become of a call to ann.
  @discardableResult
  func say(_ state: String, _ number: String, _ rest: String = "") async throws -> String {
    try await phone.ask("CALL \(number) to=ann state=\(state) \(rest)")[0].status
  }

  /// Whether ann sees what is owed on an account.
  func isOpen(_ account: String) async throws -> Bool {
    try await !ann.ask("LOOKUP ACCOUNT \(account)")[0].status.contains("must=identify")
  }

  /// Which account `.` stands for.
  func dot() async throws -> String? {
    let status = try await ann.ask("LOOKUP MAYCALL .")[0].status
    return status.firstMatch(of: /account=(\S+)/).map { String($0.1) }
  }
}

@Suite struct TelephoneTests {
  @Test func `only the consoles of who is called are told, and no pipe`() async throws {
    let place = try await TelephoneDesk()
    let bob = try await place.desk.connect("bob")
    let second = try await place.desk.connect("ann")
    let pipe = try await place.desk.connect("ann")
    for console in [place.ann, second, bob] { _ = try await console.ask("WATCH phone") }
    #expect(try await place.say("ringing", "2125550147").hasSuffix("to=ann told=2"))
    for console in [place.ann, second] {
      #expect(try await console.line().hasPrefix("* CALL seq=1 state=ringing call=+12125550147"))
    }
    for other in [bob, pipe] {
      #expect(try await other.ask("PING")[0].status == "200 OK")
    }
    _ = try await second.ask("WATCH off")
    #expect(try await place.say("answered", "2125550147").hasSuffix("told=1"))
    try await place.desk.stop()
  }

  @Test func `what a caller calls themselves is told and kept nowhere`() async throws {
    let place = try await TelephoneDesk()
    _ = try await place.ann.ask("WATCH phone")
    try await place.say("ringing", "2125550147", "id=call-4711 name=\"Zanzibar\u{200B}  Q\"")
    #expect(try await place.ann.line().contains(" name=\"Zanzibar Q\" accounts=1"))
    let admin = try await place.desk.connect()
    let trail = try await admin.ask("REPORT AUDIT")[0].block.joined(separator: "\n")
    #expect(trail.contains("to=ann state=ringing id=\"call-4711\""))
    #expect(!trail.contains("Zanzibar"))
    try await place.desk.stop()
    for path in try FileManager.default.subpathsOfDirectory(atPath: place.desk.path) {
      let bytes = FileManager.default.contents(atPath: "\(place.desk.path)/\(path)") ?? Data()
      #expect(bytes.firstRange(of: Data("Zanzibar".utf8)) == nil, "\(path)")
    }
    #expect(!place.desk.log.text.contains("Zanzibar"))
  }

  @Test func `a ring that nobody answers is over after three minutes`() async throws {
    let place = try await TelephoneDesk()
    try await place.say("ringing", "2125550147")
    #expect(try await place.isOpen("A-0") == false)
    place.clock.pass(minutes: 2)
    #expect(try await place.isOpen("A-0") == false)
    place.clock.pass(minutes: 1)
    #expect(try await place.isOpen("A-0"))
    try await place.desk.stop()
  }

  @Test func `who is known stays so while another call waits, and is not known on that`()
    async throws
  {
    let place = try await TelephoneDesk()
    try await place.say("answered", "2125550147", "id=1")
    _ = try await place.ann.ask("NOTE IDENTIFIED A-0 born=1980-02-03 ssn4=6789")
    try await place.say("ringing", "2125550148", "id=2")
    #expect(try await [place.isOpen("A-0"), place.isOpen("A-1")] == [true, false])
    try await place.say("ended", "2125550147", "id=1")
    // What still rings may be answered: nothing is on the screen then.
    #expect(try await [place.isOpen("A-0"), place.isOpen("A-1")] == [false, false])
    try await place.say("answered", "2125550148", "id=2")
    #expect(try await [place.isOpen("A-0"), place.isOpen("A-1")] == [false, false])
    try await place.say("ended", "2125550148", "id=2")
    #expect(try await [place.isOpen("A-0"), place.isOpen("A-1")] == [true, true])
    try await place.desk.stop()
  }

  @Test func `a dot never leaves the account that is worked because a telephone rings`()
    async throws
  {
    let place = try await TelephoneDesk()
    #expect(try await place.dot() == nil)
    try await place.say("ringing", "2125550147", "id=1")
    #expect(try await place.dot() == "A-0")
    _ = try await place.ann.ask("LOOKUP NEXT account=A-0")
    try await place.say("answered", "2125550148", "id=2")
    #expect(try await place.dot() == "A-0")
    // What was leased is done: whoever was answered is meant.
    _ = try await place.ann.ask("NOTE CALL A-0 2125550147 rp direction=in")
    #expect(try await place.dot() == "A-1")
    try await place.say("ended", "2125550148", "id=2")
    _ = try await place.ann.ask("NOTE CALL . . rp")
    #expect(try await place.dot() == "A-1")
    try await place.say("ringing", "2125550147", "id=3")
    #expect(try await place.dot() == "A-1")
    try await place.desk.stop()
  }

  @Test func `a number that is said by hand is that of the call on the line`() async throws {
    let place = try await TelephoneDesk()
    _ = try await place.ann.ask("WATCH phone")
    try await place.say("answered", "unknown", "id=1")
    #expect(try await place.ann.line().contains("state=answered call=unknown accounts=0"))
    _ = try await place.ann.ask("CALL 2125550147")
    place.clock.pass(minutes: 3)
    #expect(try await place.say("answered", "unknown", "id=1").hasSuffix("told=0"))
    try await place.say("ended", "unknown", "id=1")
    let told = "* CALL seq=2 state=ended call=+12125550147 accounts=1 account=A-0 minutes="
    #expect(try await place.ann.line().hasPrefix(told))
    try await place.desk.stop()
  }

  @Test func `a console that begins to watch is told of the calls that go on`() async throws {
    let place = try await TelephoneDesk()
    for id in ["1", "2", "3"] { try await place.say("ringing", "2125550147", "id=\(id) name=Jo") }
    try await place.say("answered", "2125550147", "id=1")
    try await place.say("ended", "2125550147", "id=3")
    try await place.say("ringing", "2125550148")
    let late = try await place.desk.connect("ann")
    #expect(try await late.ask("WATCH phone,payments")[0].status == "200 OK watch=payments,phone")
    for (state, number, id) in [
      ("answered", "+12125550147", "1"), ("ringing", "+12125550147", "2"),
      ("ringing", "+12125550148", "1826902800000-1"),
    ] {
      let line = try await late.line()
      #expect(
        line.hasPrefix("* CALL ") && line.contains(" state=\(state) call=\(number) accounts="))
      #expect(line.hasSuffix(" id=\"\(id)\"") || line.hasSuffix(" id=\(id)"), "\(line)")
    }
    // Who watches already knows them.
    #expect(try await late.ask("WATCH phone")[0].status == "200 OK watch=phone")
    #expect(try await late.ask("PING")[0].status == "200 OK")
    let bob = try await place.desk.connect("bob")
    #expect(try await bob.ask("WATCH phone")[0].status == "200 OK watch=phone")
    #expect(try await bob.ask("PING")[0].status == "200 OK")
    try await place.desk.stop()
  }

  @Test func `the note of a call from a hidden number has its minutes if it says that it came in`()
    async throws
  {
    let place = try await TelephoneDesk()
    try await place.say("answered", "unknown", "id=1")
    place.clock.pass(minutes: 3)
    try await place.say("ended", "unknown", "id=1")
    // Without that word it may as well be a call of the desk's.
    _ = try await place.ann.ask("NOTE CALL A-1 2125550148 rp")
    _ = try await place.ann.ask("NOTE CALL A-0 2125550147 rp direction=in")
    _ = try await place.ann.ask("NOTE CALL A-0 2125550147 rp direction=in")
    let told = try await place.ann.ask("LOOKUP NOTES A-0")[0].block
    #expect(
      told.count { $0.contains("\tin +12125550147 right-party, 3 minutes\t") } == 1, "\(told)")
    let out = try await place.ann.ask("LOOKUP NOTES A-1")[0].block
    #expect(out.contains { $0.contains("\tout +12125550148") }, "\(out)")
    try await place.desk.stop()
  }

  @Test func `a restart forgets all calls`() async throws {
    let place = try await TelephoneDesk()
    try await place.say("answered", "2125550147", "id=1")
    #expect(try await place.isOpen("A-0") == false)
    try await place.desk.stop()
    try await place.desk.start()
    let ann = try await place.desk.connect("ann")
    #expect(try await !ann.ask("LOOKUP ACCOUNT A-0")[0].status.contains("must=identify"))
    try await place.desk.stop()
  }
}

/// What is known of calls, without a server.
@Suite struct LiveCallsTests {
  private static let book = Book()

  private func said(
    _ state: CallState, _ id: String, to: String = "ann", number: Int = 0
  ) -> CallSaid {
    CallSaid(
      number: PhoneNumber(digits: 12_125_550_000 + UInt64(number)), state: state, to: to, id: id,
      name: CallerName(""),
      isByTelephone: true)
  }

  @Test(arguments: UInt64(0)..<50)
  func `each state of a call is told once, and none behind a later one`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var calls = LiveCalls()
    var told: [String: [CallState]] = [:]
    for step in 0..<200 {
      let id = "\(random.below(6))"
      let state = CallState.allCases[random.below(3)]
      if try calls.take(said(state, id), after: 0, Self.book, at: Int64(step)) != nil {
        told[id, default: []].append(state)
      }
    }
    for (id, states) in told {
      #expect(states == Set(states).sorted(), "\(id): \(states)")
      #expect(states.first != .ended)
    }
  }

  @Test func `without an id the last call of a number is meant, and a new one begins a call`()
    throws
  {
    var calls = LiveCalls()
    let states: [CallState] = [.ringing, .ringing, .answered, .ended, .ended, .ringing, .ended]
    let told = try states.map { try calls.take(said($0, ""), after: 0, Self.book, at: 0) != nil }
    #expect(told == [true, false, true, true, false, true, true])
  }

  @Test func `a call that nobody answered is none to note`() throws {
    var calls = LiveCalls()
    for state in [CallState.ringing, .ended] {
      _ = try calls.take(said(state, "a"), after: 0, Self.book, at: 0)
    }
    #expect(calls.calls(of: "ann", Self.book, at: 1).isEmpty)
  }

  @Test func `of calls that have ended the last is noted first`() throws {
    var calls = LiveCalls()
    for (time, step) in [("a", CallState.answered), ("b", .answered), ("b", .ended), ("a", .ended)]
      .enumerated()
    {
      let number = step.0 == "a" ? 1 : 2
      let said = said(step.1, step.0, number: number)
      _ = try calls.take(said, after: 0, Self.book, at: Int64(time))
    }
    let numbers = calls.calls(of: "ann", Self.book, at: 9).map(\.number)
    #expect(numbers == [said(.ended, "", number: 1).number, said(.ended, "", number: 2).number])
  }

  @Test func `of a user the last calls are kept, and of all no more than there is room for`()
    throws
  {
    var calls = LiveCalls()
    for number in 0..<40 {
      _ = try calls.take(said(.ringing, "\(number)", number: number), after: 0, Self.book, at: 0)
    }
    var known = calls.calls(of: "ann", Self.book, at: 0)
    #expect(known.count == LiveCalls.ofUserMax)
    let last = said(.ringing, "", number: 39).number
    #expect(known.first?.number == last)
    for user in 0..<LiveCalls.allMax where user >= LiveCalls.ofUserMax {
      _ = try calls.take(said(.ringing, "x", to: "u\(user)"), after: 0, Self.book, at: 0)
    }
    #expect(throws: Failure.self) {
      try calls.take(said(.ringing, "x", to: "one more"), after: 0, Self.book, at: 0)
    }
    // Those that rang for too long make room.
    let later = LiveCalls.ringMilliseconds
    #expect(
      try calls.take(said(.ringing, "x", to: "one more"), after: 0, Self.book, at: later) != nil)
    known = calls.calls(of: "u100", Self.book, at: later)
    #expect(known.isEmpty)
  }

  @Test func `each entry is looked at once, and none while nobody calls`() throws {
    let fact = Fact(PolicySet(.deskZone, .zone(Zone(name: "America/New_York")!)))
    let entry = Entry(effective: Day(iso: "2026-11-23".utf8)!, actor: "ann", fact: fact)
    var book = Book()
    book.apply(Array(repeating: entry, count: 500))
    var calls = LiveCalls()
    #expect(calls.follow(book) == 0)
    for number in 0..<9 {
      _ = try calls.take(said(.answered, "\(number)", to: "u\(number)"), after: 0, book, at: 0)
    }
    book.apply(Array(repeating: entry, count: 300))
    #expect(calls.follow(book) == 300)
    #expect(calls.follow(book) == 0)
    #expect(calls.calls(of: "u1", book, at: 1).count == 1)
  }

  @Test func `minutes are counted from the answer, each that began`() throws {
    for (milliseconds, minutes) in [(0, 1), (1, 1), (60_000, 1), (60_001, 2), (119_999, 2)] {
      var call = LiveCall(nil, .ringing, by: "ann", after: 0, at: 0)
      call.answer(after: 0, at: 90_000)
      #expect(call.minutes == nil)
      call.end(at: 90_000 + Int64(milliseconds))
      #expect(call.minutes == minutes)
    }
    var missed = LiveCall(nil, .ringing, by: "ann", after: 0, at: 0)
    missed.end(at: 90_000)
    #expect(missed.minutes == nil)
  }

  @Test(arguments: [
    ("Jane  Q.\tDebtor ", "Jane Q. Debtor"), ("\u{202E}evil\u{7}\u{1B}[2J", "evil [2J"),
    ("\u{200B}\u{FEFF}", ""), ("José \"Q\"", "José \"Q\""),
    (String(repeating: "x", count: 99), String(repeating: "x", count: 40)),
  ])
  func `a name is shown without what is not seen, and cut`(said: String, shown: String) {
    #expect(CallerName(said).text == shown)
  }
}
