import Foundation
import Glibc
import PiperollServer
import PiperollStore
import Synchronization
import TestSupport
import Testing

/// What the audit trail of a server has records of.
@Suite(.onOneLoopAndThree) struct AuditTests {
  /// The rows of REPORT AUDIT, each as its column `what` and some of the others.
  private func rows(_ wire: Wire, _ filter: String = "") async throws -> [[Substring]] {
    let reply = try await wire.ask("REPORT AUDIT \(filter)")[0]
    #expect(reply.code == 210, "\(reply.status)")
    return reply.block.dropFirst(2).dropLast().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
  }

  @Test func `it is there after a restart, and is sound`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    _ = try await wire.ask("POST ACCOUNT A-1 kind=trade name=N", "LOOKUP ACCOUNT A-1")
    try await desk.stop()
    try await desk.start()
    let again = try await desk.connect()
    let whats = try await rows(again).map { $0[5] }
    #expect(whats == ["start", "login", "sight", "stop", "start", "login"])
    try await desk.stop()
    #expect(try AuditCheck.verify(desk.audit).isSound)
  }

  @Test func `a foreign certificate and one of a user who was shut out leave a line and a record`()
    async throws
  {
    let (desk, other) = (try Desk(), try Desk())
    try await desk.start()
    try desk.issue("gone")
    let admin = try await desk.connect()
    _ = try await admin.ask("ADMIN USER gone role=none")
    _ = try? await Wire(port: desk.port, identity: other.identity("admin")).ask("HELLO")
    _ = try? await desk.connect("gone").ask("HELLO")
    let refused = try await rows(admin, "what=refused-certificate")
    #expect(refused.map { $0[10] }.sorted() == ["the user is shut out", refused[0][10]].sorted())
    #expect(refused.count == 2 && refused.allSatisfy { $0[3].hasPrefix("127.0.0.1:") })
    try await desk.stop()
    let lines = desk.log.text.split(separator: "\n").filter { $0.contains("certificate refused") }
    #expect(lines.count == 2 && lines.allSatisfy { $0.contains("127.0.0.1:") })
  }

  @Test func `a delay, an unlock and the end of a session are in it`() async throws {
    let desk = try Desk()
    try await desk.start()
    let (admin, other) = (try await desk.connect(), try await desk.connect())
    _ = try await other.ask("PING")
    let guesser = try await desk.connect(nil)
    for _ in 1...5 { _ = try await guesser.ask("AUTH maria password=\"not that one\"") }
    for _ in 1...5 { _ = try await guesser.ask("AUTH admin password=\"not that one\"") }
    _ = try await admin.ask("ADMIN UNLOCK admin", "ADMIN SESSION end=others")
    let told = try await rows(admin).filter { ["delay", "unlock", "end-session"].contains($0[5]) }
    #expect(told.map { $0[5] } == ["delay", "delay", "unlock", "end-session"])
    #expect(told.map { $0[2] } == ["unknown", "admin", "admin", "admin"])
    #expect(told[0][10] == "2 s" && told[2][7] == "admin" && told[3][7] == "admin")
    try await desk.stop()
  }

  @Test func `a payment card's number that somebody looks for is not in it`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    _ = try await wire.ask("LOOKUP NAME 4111 1111 1111 1111")
    #expect(try await rows(wire, "what=sight")[0][10] == "LOOKUP NAME #### #### #### ####")
    try await desk.stop()
  }

  @Test func `strangers fill neither the log nor the trail`() async throws {
    let desk = try Desk()
    // No time passes, so that nothing is earned anew.
    try await desk.start { $0.steadyClock = { 5_000 } }
    for _ in 0..<6 {
      let wire = try await desk.connect(nil)
      let name = String(repeating: "x", count: 8_000)
      _ = try await wire.ask((0..<19).map { _ in "HELLO client=\(name)" })
    }
    let hellos = desk.log.text.split(separator: "\n").filter { $0.contains("hello") }
    #expect(hellos.count == 20 && hellos.allSatisfy { $0.utf8.count < 400 })
    try await desk.stop()
  }

  private final class Clock: Sendable { let time = Atomic<Int64>(1_500_000_000_000) }

  @Test func `an administrator removes what is old enough, and the trail says so`() async throws {
    let (desk, clock) = (try Desk(), Clock())
    try await desk.start {
      $0.clock = { clock.time.load(ordering: .relaxed) }
      $0.audit?.sizes.segmentBytes = 200
    }
    let wire = try await desk.connect()
    for _ in 0..<3 { _ = try await wire.ask("REPORT AUDIT head=yes") }
    clock.time.add(7 * 365 * 86_400_000, ordering: .relaxed)
    _ = try await wire.ask("REPORT AUDIT head=yes")
    #expect(try await wire.ask("ADMIN DROP-AUDIT before=2018-10-01")[0].code == 504)
    let dropped = try await wire.ask("ADMIN DROP-AUDIT before=2018-07-01")[0]
    #expect(dropped.code == 200 && dropped.status.contains(" first="), "\(dropped.status)")
    let removed = try await rows(wire, "what=removed")
    #expect(removed.count == 1 && removed[0][2] == "admin")
    let whole = try await rows(wire)
    #expect(whole[0][0] == removed[0][7] && whole[0][0] != "1")
    try await desk.stop()
    #expect(try AuditCheck.verify(desk.audit).isSound)
  }

  /// Refuses what is written to the audit trail.
  private final class Refusing: PassingStorage, @unchecked Sendable {
    let refuses = Atomic(false)

    override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
      guard refuses.load(ordering: .relaxed), call.path.contains("/audit/") else { return nil }
      if call.operation == .write || call.operation == .sync { throw call.fault(EIO) }
      return nil
    }
  }

  @Test func `where the disk refuses it, HEALTH says so, and nobody sees anybody if that is asked`()
    async throws
  {
    let (desk, disk) = (try Desk(), Refusing())
    try await desk.start(storage: disk)
    let wire = try await desk.connect()
    _ = try await wire.ask("POST ACCOUNT A-1 kind=trade name=N", "POST POLICY audit-required yes")
    disk.refuses.store(true, ordering: .relaxed)
    #expect(try await wire.ask("LOOKUP ACCOUNT A-1")[0].code == 210)
    // Asks for all that is recorded to be written, which fails.
    _ = try await wire.ask("REPORT AUDIT head=yes")
    let replies = try await wire.ask(
      "ADMIN HEALTH", "LOOKUP ACCOUNT A-1", "REPORT AGING", "POST INVOICE A-1 I-1 1.00", "PING",
      "LOOKUP POLICY")
    #expect(replies.map(\.code) == [200, 431, 431, 201, 200, 210])
    #expect(replies[0].status.contains(" audit=failed"))
    disk.refuses.store(false, ordering: .relaxed)
    while true {
      let health = try await wire.ask("ADMIN HEALTH")[0]
      if health.status.contains(" audit=ok") { break }
    }
    #expect(try await wire.ask("LOOKUP ACCOUNT A-1")[0].code == 210)
    // What was seen while the disk refused was kept in memory.
    let seen = try await rows(wire, "what=sight account=A-1")
    #expect(seen.count == 2, "\(seen)")
    try await desk.stop()
    #expect(try AuditCheck.verify(desk.audit).isSound)
  }

  @Test func `a start refuses a trail whose key was taken away`() async throws {
    let desk = try Desk()
    try await desk.start()
    try await desk.stop()
    try FileManager.default.removeItem(atPath: desk.audit.keyFile)
    await #expect(throws: (any Error).self) { try await desk.start() }
  }

  @Test func `a change in a list is recorded as one of a line`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    _ = try await wire.ask(
      "BEGIN", "POST POLICY nsf-fee 25.00", "COMMIT", "POST POLICY nsf-fee 30.00")
    let changes = try await rows(wire, "what=policy")
    #expect(changes.map { $0[2] } == ["admin", "admin"])
    #expect(changes.map { Array($0[11...]) } == [["none", "25.00"], ["25.00", "30.00"]])
    try await desk.stop()
  }

  @Test func `a report over a damaged trail says so, and shows the rest`() async throws {
    let desk = try Desk()
    let small: (inout ServerConfiguration) -> Void = { $0.audit?.sizes.segmentBytes = 200 }
    try await desk.start(small)
    let before = try await desk.connect()
    for _ in 0..<3 { _ = try await before.ask("REPORT AUDIT head=yes") }
    #expect(try await before.ask("REPORT AUDIT")[0].block.last?.hasSuffix(" chain=ok") == true)
    try await desk.stop()
    let names = try FileManager.default.contentsOfDirectory(atPath: desk.audit.directory).sorted()
    let first = URL(filePath: "\(desk.audit.directory)/\(names[0])")
    var bytes = try Data(contentsOf: first)
    bytes[bytes.count - 40] ^= 1
    try bytes.write(to: first)
    try await desk.start(small)
    let report = try await desk.connect().ask("REPORT AUDIT")[0]
    #expect(report.code == 210 && report.block.last?.hasSuffix(" chain=damaged") == true)
    #expect(report.block.contains { $0.contains("\tstop\t") })
    try await desk.stop()
  }

  @Test func `what was shown of a report whose reader has gone is recorded`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    let invoices = (0..<3_000).map { "POST INVOICE A-1 I-\($0) 1.00" }
    let posted = try await wire.ask(["POST ACCOUNT A-1 kind=trade name=N"] + invoices)
    #expect(posted.allSatisfy { $0.code == 201 })
    var reader: Wire? = try await desk.connect()
    // More than the system keeps for a client that does not read.
    let asked = String(repeating: "REPORT JOURNAL\r\n", count: 40)
    try await reader?.send(Array(asked.utf8), deaf: true)
    let deadline = ContinuousClock.now + .seconds(Wire.patienceSeconds)
    // Some of them are made, and one waits for its reader.
    var made: [[Substring]] = []
    repeat {
      made = try await rows(wire, "what=sight").filter { $0[10] == "REPORT JOURNAL" }
    } while made.isEmpty && ContinuousClock.now < deadline
    reader = nil
    var given: [[Substring]] = []
    repeat {
      given = try await rows(wire, "what=sight").filter { $0[8] == "421" }
    } while given.isEmpty && ContinuousClock.now < deadline
    #expect(given.count == 1 && given[0][10] == "REPORT JOURNAL", "\(given)")
    try await desk.stop()
  }
}
