import NIOEmbedded
import PiperollLedger
import PiperollStore
import TestSupport
import Testing

@testable import PiperollServer

/// What one user's sessions may have before others have their turn. A turn is of three requests.
@Suite final class ShareTests {
  private let server: Incarnation

  init() throws {
    let disk = SimulatedDisk(seed: 1)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""), storage: disk)
    server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 20,
      clock: SimulatedClock()
    ) {
      $0.bounds.blockBytesPerUser = 64_000
      $0.bounds.blockBytes = 100_000
      $0.bounds.reports.burst = 3
      $0.bounds.scriptReports.burst = 7
    }
  }

  deinit { server.end() }

  private func session(_ user: String, _ role: Role = .viewer) -> Session {
    let session = Session(engine: server.engine, address: "here")
    session.user = SessionUser(name: user, role: role)
    return session
  }

  private func ask(_ session: Session, _ text: String) {
    Array(text.utf8).withUnsafeBytes { session.receive($0) }
    session.process()
  }

  /// How many replies a session has given since it was last asked.
  private func answers(_ session: Session) -> Int {
    var lines = 0
    while session.output.canSend {
      session.output.send { lines += $0.count { $0 == 0x0A } }
    }
    return lines
  }

  private static func pings(_ count: Int) -> String { String(repeating: "PING\n", count: count) }

  @Test func `a pipeline is answered a turn at a time, and others in between`() {
    let (busy, other) = (session("ann"), session("bob"))
    ask(busy, Self.pings(10))
    #expect(answers(busy) == 3)
    ask(other, Self.pings(1))
    #expect(answers(other) == 1)
    server.loop.run()
    #expect(answers(busy) == 7)
  }

  @Test func `more sessions of a user have no more turns`() {
    let busy = (0..<20).map { _ in session("ann") }
    for session in busy { ask(session, Self.pings(3)) }
    #expect(busy.map(answers) == [3] + Array(repeating: 0, count: 19))
    let other = session("bob")
    ask(other, Self.pings(3))
    #expect(answers(other) == 3)
    server.loop.run()
    #expect(busy.map(answers) == [0] + Array(repeating: 3, count: 19))
  }

  @Test func `a user's sessions have their turns one after another`() {
    let busy = (0..<3).map { _ in session("ann") }
    var turns: [Int] = []
    for (number, session) in busy.enumerated() { session.onOutput = { turns.append(number) } }
    for session in busy { ask(session, Self.pings(9)) }
    #expect(answers(busy[0]) == 3)
    server.loop.run()
    #expect(turns == [0, 1, 2, 0, 1, 2, 1, 2])
  }

  @Test func `a user's scripts and screens have turns of their own`() {
    let (script, screen) = (session("ann"), session("ann"))
    ask(script, "HELLO class=script\n" + Self.pings(10))
    #expect(answers(script) == 4)
    ask(screen, Self.pings(2))
    #expect(answers(screen) == 2)
  }

  @Test func `what waits for its turn is answered before the connection ends`() {
    let busy = session("ann")
    ask(busy, Self.pings(10))
    busy.endInput()
    #expect(answers(busy) == 3 && !busy.isDone)
    server.loop.run()
    #expect(answers(busy) == 7 && busy.isDone)
  }

  @Test func `a bucket gives what is in it, then what its rate fills`() {
    var bucket = TokenBucket(Bounds.Rate(perSecond: 2, burst: 3), now: 1_000)
    #expect((0..<5).map { _ in bucket.take(now: 1_000) } == [nil, nil, nil, 1, 1])
    #expect((0..<2).map { _ in bucket.take(now: 1_500) } == [nil, 1])
    #expect(!bucket.isFull(now: 2_000) && bucket.isFull(now: 3_000))
    #expect((0..<4).map { _ in bucket.take(now: 900_000) } == [nil, nil, nil, 1])
  }

  @Test func `what is in the making is counted out when it is done, given up or gone`() {
    let (first, second) = (session("ann"), session("ann"))
    let rows = "NOTE GENERAL A-1 mode=atomic <<\nmemo\n" + String(repeating: "x\n", count: 9_000)
    for session in [first, second] { ask(session, rows) }
    #expect(server.engine.shares.blockBytes == 2 * rows.utf8.count)
    ask(first, ".\n")
    server.settle()
    #expect(server.engine.shares.blockBytes == rows.utf8.count)
    second.leave()
    #expect(server.engine.shares.blockBytes == 0 && server.engine.shares.sessions == 1)
  }

  @Test func `what runs, what waits to run and a list are in the making too`() {
    let (first, second, third) = (
      session("ann", .operator), session("ann", .operator), session("bob", .operator)
    )
    let rows = "memo\n" + String(repeating: "x\n", count: 9_000)
    let shares = server.engine.shares
    for session in [first, second] { ask(session, "NOTE GENERAL A-1 mode=atomic <<\n\(rows).\n") }
    #expect(shares.blockBytes == 2 * rows.utf8.count)
    let line = "NOTE GENERAL A-1 -- x"
    ask(third, "BEGIN\n\(line)\n")
    #expect(shares.blockBytes == 2 * rows.utf8.count + line.utf8.count)
    server.settle()
    #expect(shares.blockBytes == line.utf8.count)
    ask(third, "ABORT\n")
    #expect(shares.blockBytes == 0)
  }

  @Test func `blocks of all users have a bound together`() {
    let rows = "NOTE GENERAL A-1 mode=atomic <<\nmemo\n" + String(repeating: "x\n", count: 9_000)
    let sessions = ["ann", "ann", "bob", "bob", "cid", "cid"].map { session($0) }
    for session in sessions { ask(session, rows) }
    // The sixth had no room any more: it is skipped to its end, and told so.
    #expect(server.engine.shares.blockBytes == 5 * rows.utf8.count)
    for session in sessions { ask(session, ".\n") }
    server.settle()
    #expect(sessions.map { code($0) } == ["532", "532", "532", "532", "532", "430"])
    #expect(server.engine.shares.blockBytes == 0)
  }

  /// The code of what a session has answered.
  private func code(_ session: Session) -> String {
    var bytes: [UInt8] = []
    while session.output.canSend { session.output.send { bytes += $0 } }
    return String(decoding: bytes.prefix(3), as: UTF8.self)
  }

  @Test func `a user's scripts have a rate of their own for reports`() {
    let shares = server.engine.shares
    let taken = [false, true, false].map { isScript in
      let share = shares.join(Share.Owner(user: "ann", isScript: isScript))
      return (0..<10).count { _ in shares.takeReport(share) == nil }
    }
    #expect(taken == [3, 7, 0])
  }
}
