import NIOEmbedded
import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollWire
import TestSupport
import Testing

@testable import PiperollServer

/// Whoever asks for much keeps nobody waiting, and the server makes no more than is read.
struct FairnessTests {
  @Test(arguments: ["REPORT JOURNAL", "LOOKUP HISTORY A-1"])
  func `searches and other users' reports do not wait for long ones`(line: String) throws {
    let desk = try FairDesk()
    let readers = (0..<20).map { desk.reader("viewer-\($0)") }
    for reader in readers { reader.ask(line) }
    for _ in 0..<50 { _ = desk.step() }
    let other = desk.reader("other")
    other.ask("LOOKUP NAME account")
    #expect(try #require(desk.steps(until: { other.isAnswered })) <= Reports.threads + 1)
    other.ask("REPORT CONTROL")
    #expect(
      try #require(desk.steps(until: { other.isAnswered })) <= readers.count + Reports.threads)
    desk.server.end()
  }

  @Test func `long reports of several users go on side by side`() throws {
    let desk = try FairDesk()
    let readers = (0..<6).map { desk.reader("viewer-\($0)") }
    for reader in readers { reader.ask("REPORT JOURNAL") }
    while !readers.contains(where: \.isAnswered), desk.step() {
      let counts = readers.map(\.bytes.count)
      // No more than a piece, and what is under way of the next.
      #expect(counts.max()! - counts.min()! <= 3 * ReportRun.pieceBytes)
    }
    desk.settle()
    #expect(readers.allSatisfy { $0.bytes == readers[0].bytes })
    desk.server.end()
  }

  @Test func `searches do not keep reports waiting`() throws {
    let desk = try FairDesk()
    let many = (0..<40).map { desk.reader("searcher-\($0)") }
    for reader in many { reader.ask("LOOKUP NAME account") }
    let other = desk.reader("other")
    other.ask("REPORT CONTROL")
    #expect(try #require(desk.steps(until: { other.isAnswered })) <= 2 * Reports.threads)
    desk.server.end()
  }

  @Test(arguments: ["REPORT VERIFY", "REPORT JOURNAL"])
  func `nothing is done for a client that has gone, nor for what it asked behind`(line: String)
    throws
  {
    let desk = try FairDesk()
    for stepsBefore in 0..<8 {
      let gone = desk.reader("gone")
      gone.ask(String(repeating: line + "\n", count: 400) + opening("A-0"))
      for _ in 0..<stepsBefore { _ = desk.step() }
      gone.session.leave()
      gone.bytes = []
      var steps = 0
      while desk.step() { steps += 1 }
      // The step that was handed to a thread already, and one that ends what had begun.
      #expect(steps <= 2)
      #expect(gone.bytes.isEmpty && !desk.has("A-0"))
    }
    desk.server.end()
  }

  @Test func `what stands before a report is run, though its client has gone`() throws {
    let desk = try FairDesk()
    let gone = desk.reader("admin")
    gone.session.leave()
    gone.ask("\(opening("A-0"))\nREPORT VERIFY\n\(opening("A-00"))")
    desk.settle()
    #expect(desk.has("A-0") && !desk.has("A-00"))
    desk.server.end()
  }

  @Test(arguments: ["REPORT JOURNAL", "REPORT JOURNAL fmt=table", "LOOKUP HISTORY A-1 fmt=jsonl"])
  func `a reply is made as it is read, and is the same then`(line: String) throws {
    let desk = try FairDesk(entries: 6_000)
    let (quick, slow) = (desk.reader("quick"), desk.reader("slow"))
    quick.ask(line)
    slow.isReading = false
    slow.ask(line)
    desk.settle()
    #expect(quick.bytes.count > 2 * Reports.aheadBytes)
    while !slow.isAnswered {
      #expect(slow.session.output.unsentBytes <= Reports.aheadBytes + 2 * ReportRun.pieceBytes)
      let before = slow.bytes.count
      slow.readPiece()
      desk.settle()
      try #require(slow.bytes.count > before)
    }
    #expect(slow.bytes == quick.bytes)
    desk.server.end()
  }

  @Test func `a user has two long reports at once, and the others wait in order`() throws {
    let desk = try FairDesk()
    let readers = (0..<5).map { _ in desk.reader("maria") }
    for reader in readers {
      reader.isReading = false
      reader.ask("REPORT JOURNAL")
    }
    desk.settle()
    for done in 0..<readers.count {
      let begun = min(done + Limits.reportsAtOnce, readers.count)
      #expect(readers.map { $0.session.output.isEmpty } == (0..<5).map { $0 < done || $0 >= begun })
      readers[done].isReading = true
      readers[done].read()
      desk.settle()
      #expect(readers[done].isAnswered)
    }
    desk.server.end()
  }

  @Test func `of all users so many long reports are under way, and the others wait in order`()
    throws
  {
    let desk = try FairDesk()
    let readers = (0..<Reports.longMax + 3).map { desk.reader("viewer-\($0)") }
    for reader in readers {
      reader.isReading = false
      reader.ask("REPORT JOURNAL")
    }
    desk.settle()
    let begun = readers.map { !$0.session.output.isEmpty }
    #expect(begun == readers.indices.map { $0 < Reports.longMax })
    readers[7].isReading = true
    readers[7].read()
    desk.settle()
    #expect(readers[7].isAnswered)
    let isEmpty = readers.suffix(3).map { $0.session.output.isEmpty }
    #expect(isEmpty == [false, true, true])
    desk.server.end()
  }

  @Test(arguments: ["REPORT JOURNAL", "REPORT JOURNAL fmt=table"])
  func `a session that ends ends the block of its report, which says its rows`(line: String)
    throws
  {
    let desk = try FairDesk()
    let reader = desk.reader("maria")
    reader.isReading = false
    reader.ask(line)
    desk.settle()
    reader.session.beginReply(tag: 0..<0)
    reader.session.close("the server is shutting down")
    reader.isReading = true
    reader.read()
    desk.settle()
    let lines = String(decoding: reader.bytes, as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
    let told = lines.dropFirst().dropLast().count { !$0.hasPrefix("# ") && $0 != "line" }
    #expect(told > 500)
    #expect(lines.last == ". 421 CLOSING rows=\(told) ; the server is shutting down")
    #expect(reader.session.isDone && desk.server.workers.isEmpty)
    desk.server.end()
  }

  @Test func `who reads a long report too slowly is found out, and nobody else`() throws {
    let desk = try FairDesk()
    let reader = desk.reader("maria")
    reader.isReading = false
    reader.ask("REPORT JOURNAL")
    let session = reader.session
    // It is the server that is slow.
    #expect(!session.isReadingTooSlowly(now: 0) && !session.isReadingTooSlowly(now: 600_000))
    desk.settle()
    #expect(!session.isReadingTooSlowly(now: 600_000) && !session.isReadingTooSlowly(now: 659_999))
    #expect(session.isReadingTooSlowly(now: 660_000))
    var pace = ReadingPace()
    let least = Limits.readingRate * Limits.readingSeconds
    var found: [Bool] = []
    for (minute, taken) in [0, least, 2 * least - 1].enumerated() {
      found.append(pace.isTooSlow(taken: taken, now: Int64(minute) * 60_000))
    }
    #expect(found == [false, false, true])
    desk.server.end()
  }
}

private func opening(_ account: String) -> String { "POST ACCOUNT \(account) kind=trade name=N" }

/// A server with a book of some thousand entries, below the socket, on one thread.
private final class FairDesk {
  let server: Incarnation

  /// - Parameter entries: 3,000 are a journal larger than what waits for a reader.
  init(entries: Int = 3_000) throws {
    let disk = SimulatedDisk(seed: 1)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""), storage: disk)
    server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 30,
      clock: SimulatedClock())
    let writer = reader("admin")
    writer.ask("POST ACCOUNT A-1 kind=trade name=Account")
    let lines = (1...entries).map { "POST INVOICE A-1 I-\($0) 10.00" }
    writer.ask(lines.joined(separator: "\n"))
    settle()
  }

  func reader(_ user: String) -> FairReader { FairReader(server.engine, user) }

  func has(_ account: String) -> Bool { (try? server.engine.book.account(account)) != nil }

  /// One step of a report; false: none is due.
  func step() -> Bool {
    repeat { server.loop.run() } while server.journal.step()
    defer { server.loop.run() }
    return server.workers.step()
  }

  /// How many steps are taken until something holds; nil: it never does.
  func steps(until holds: () -> Bool) -> Int? {
    var steps = 0
    while !holds() {
      if !step() { return nil }
      steps += 1
    }
    return steps
  }

  func settle() { while step() {} }
}

/// A client that reads what it is told, or does not.
private final class FairReader {
  let session: Session
  var isReading = true
  var bytes: [UInt8] = []

  init(_ engine: Engine, _ user: String) {
    session = Session(engine: engine, address: "simulated")
    session.user = SessionUser(name: user, role: .admin)
    session.onOutput = { [unowned self] in read() }
  }

  /// Whether all that was asked is answered, and read.
  var isAnswered: Bool { !session.isWaiting && session.output.isEmpty && !bytes.isEmpty }

  func ask(_ lines: String) {
    bytes = []
    Array((lines + "\n").utf8).withUnsafeBytes { session.receive($0) }
    session.process()
    read()
  }

  func read() { while isReading, session.output.canSend { readPiece() } }

  func readPiece() {
    session.output.send { bytes += $0 }
    session.sent()
  }
}
