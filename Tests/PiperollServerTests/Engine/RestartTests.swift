import Glibc
import PiperollServer
import Synchronization
import Testing

/// What was acknowledged is there again after a stop, from the journal and from snapshots.
@Suite(.onOneLoopAndThree) struct RestartTests {
  private static let postings = [
    "POST ACCOUNT A-1 kind=consumer name=\"Jane Q. Debtor\" ref=acct-1",
    "POST CONTACT A-1 role=debtor name=\"Jane Q. Debtor\" mobile=\"(212) 555-0147\"",
    "POST INVOICE A-1 I-1 100.00 date=2026-01-02 due=2026-02-01 ref=inv-1",
    "POST PAYMENT A-1 30.00 date=2026-02-01 apply=I-1:30.00 ref=pay-1",
    "POST CREDIT A-1 5.00 date=2026-02-02 reason=goodwill",
    "NOTE GENERAL A-1 -- pays the rest on Friday",
    "POST INVOICE A-1 I-2 7.00 date=2026-03-01 ref=inv-2",
    "POST REVERSE 8 reason=error",
  ]

  private static let questions = [
    "LOOKUP ACCOUNT A-1", "LOOKUP HISTORY A-1", "LOOKUP PHONE 212-555-0147", "LOOKUP REF pay-1",
    "LOOKUP INVOICE I-1", "REPORT AGING as-of=2026-06-30 by=account", "REPORT CONTROL",
    "REPORT STATEMENT A-1", "REPORT VERIFY",
  ]

  private func answers(_ desk: Desk) async throws -> [WireReply] {
    let replies = try await desk.connect().ask(Self.questions)
    for (question, reply) in zip(Self.questions, replies) {
      #expect([200, 210].contains(reply.code), "\(question): \(reply.status)")
    }
    return replies
  }

  @Test func `everything is there again from the journal`() async throws {
    let desk = try Desk()
    try await desk.start()
    for reply in try await desk.connect().ask(Self.postings) { #expect(reply.code == 201) }
    let before = try await answers(desk)
    try await desk.stop()
    try await desk.start()
    #expect(try await answers(desk) == before)
    #expect(try await desk.connect().ask(Self.postings[2])[0].code == 208)
    try await desk.stop()
  }

  @Test func `everything is there again from a snapshot and the journal after it`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    for reply in try await wire.ask(Array(Self.postings[..<4])) { #expect(reply.code == 201) }
    let written = try await wire.ask("ADMIN SNAPSHOT")[0]
    #expect(written.code == 200)
    #expect(written["sequence"] == "5")
    for reply in try await wire.ask(Array(Self.postings[4...])) { #expect(reply.code == 201) }
    let before = try await answers(desk)
    try await desk.stop()
    try await desk.start()
    #expect(desk.log.text.contains(#"replayed="4" sequence="9" snapshot="5""#))
    #expect(try await answers(desk) == before)
    try await desk.stop()
  }

  private static let postsMax = 500_000

  @Test func `the journal's growth brings about a snapshot while writes go on`() async throws {
    let desk = try Desk()
    try await desk.start { $0.snapshotBytes = 50_000 }
    let wire = try await desk.connect()
    var posted = 0
    #expect(try await wire.ask("POST ACCOUNT A-1 kind=trade name=N")[0].code == 201)
    // A snapshot is due after some hundreds; so many more are enough for the slowest thread.
    while try desk.files(".snap").count < 2, posted < Self.postsMax {
      let lines = (0..<100).map { "POST INVOICE A-1 I-\(posted + $0) 1.00" }
      for reply in try await wire.ask(lines) { #expect(reply.code == 201) }
      posted += lines.count
    }
    #expect(try desk.files(".snap").count == 2)
    try await desk.stop()
    try await desk.start()
    #expect(desk.log.text.contains(" snapshot="))
    let account = try await desk.connect().ask("LOOKUP ACCOUNT A-1")[0]
    #expect(account["balance"] == "\(posted).00")
    try await desk.stop()
  }

  @Test func `a stopping server says so to everybody`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wires = [try await desk.connect(), try await desk.connect(nil)]
    for wire in wires { #expect(try await wire.ask("HELLO")[0].code == 200) }
    async let stopped: Void = desk.stop()
    for wire in wires {
      let lines = try await wire.linesToEnd()
      #expect(lines.count == 1)
      #expect(lines.first?.hasPrefix("421 CLOSING") == true)
    }
    try await stopped
  }

  @Test func `a snapshot that fails is tried again a minute later, and writes go on`()
    async throws
  {
    let storage = GatedStorage()
    storage.failSnapshots(ENOSPC)
    let desk = try Desk()
    // The server's minute passes when it is told to.
    let clock = SharedTime()
    try await desk.start(storage: storage) {
      $0.snapshotBytes = 1
      $0.steadyClock = { clock.now }
    }
    let wire = try await desk.connect()
    // The journal's growth asks for one.
    #expect(try await wire.ask(Self.postings[0])[0].code == 201)
    try await failures(1, desk, wire)
    for posting in Self.postings.dropFirst() {
      #expect(try await wire.ask(posting)[0].code == 201)
    }
    // An administrator's is written at once, behind any that are under way.
    #expect(try await wire.ask("ADMIN SNAPSHOT")[0].code == 431)
    try await failures(2, desk, wire)
    clock.pass(61_000)
    #expect(try await wire.ask("NOTE GENERAL A-1 -- a minute later")[0].code == 201)
    try await failures(3, desk, wire)
    try await desk.stop()
  }

  /// Waits for so many failures of snapshots in the log; there are never more.
  private func failures(_ count: Int, _ desk: Desk, _ wire: Wire) async throws {
    var found = 0
    let deadline = ContinuousClock.now + .seconds(Wire.patienceSeconds)
    repeat {
      #expect(try await wire.ask("PING")[0].code == 200)
      found = desk.log.text.split(separator: "\n").count {
        $0.contains("event=\"no snapshot\"") && $0.contains(" level=error ")
      }
    } while found < count && ContinuousClock.now < deadline
    #expect(found == count)
  }
}

/// Milliseconds that pass when a test says so.
private final class SharedTime: Sendable {
  private let time = Atomic<Int64>(0)

  var now: Int64 { time.load(ordering: .relaxed) }

  func pass(_ milliseconds: Int64) { time.add(milliseconds, ordering: .relaxed) }
}
