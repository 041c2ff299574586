import NIOEmbedded
import PiperollLedger
import PiperollStore
import TestSupport
import Testing

@testable import PiperollServer

/// Who waits while a block is written whole or not at all. Its work is done when a test says so.
@Suite final class TurnTests {
  private let server: Incarnation

  init() throws {
    let disk = SimulatedDisk(seed: 1)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""), storage: disk)
    server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 20,
      clock: SimulatedClock())
    let opener = session()
    ask(opener, "POST ACCOUNT A-1 kind=trade name=One\nPOST INVOICE A-1 I-1 10.00\n")
    server.settle()
    _ = answer(opener)
  }

  deinit { server.end() }

  private func session() -> Session {
    let session = Session(engine: server.engine, address: "here")
    session.user = SessionUser(name: "admin", role: .admin)
    return session
  }

  private func ask(_ session: Session, _ text: String) {
    Array(text.utf8).withUnsafeBytes { session.receive($0) }
    session.process()
  }

  /// What a session has answered since it was last asked.
  private func answer(_ session: Session) -> String {
    var bytes: [UInt8] = []
    while session.output.canSend { session.output.send { bytes += $0 } }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let block =
    "POST PAYMENT A-1 mode=atomic <<\namount\tref\n1.00\tp-1\n2.00\tp-2\n3.00\tp-3\n.\n"

  @Test func `reads are answered while a block runs, and see nothing of it`() {
    let (writer, reader) = (session(), session())
    ask(writer, Self.block)
    ask(reader, "LOOKUP REF p-1\nLOOKUP ACCOUNT A-1\n")
    let before = answer(reader)
    #expect(before.hasPrefix("540 NOTFOUND") && before.contains(" balance=10.00"))
    #expect(answer(writer) == "")
    server.settle()
    #expect(answer(writer).contains(". 200 OK rows=3 created=3"))
    ask(reader, "LOOKUP ACCOUNT A-1\n")
    #expect(answer(reader).contains(" balance=4.00"))
  }

  @Test func `writes wait for the block, and are recorded behind it as they came`() {
    let (writer, others) = (session(), (0..<3).map { _ in session() })
    ask(writer, Self.block)
    for (number, other) in others.enumerated() {
      ask(other, "POST INVOICE A-1 J-\(number) 1.00\nPING\n")
      #expect(answer(other) == "")
    }
    server.settle()
    // Entries 1 to 3 were there, 4 to 6 are the block's.
    for (number, other) in others.enumerated() {
      let lines = answer(other).split(separator: "\r\n")
      #expect(lines.first?.hasPrefix("201 CREATED entry=\(7 + number) ") == true, "\(lines)")
      #expect(lines.last == "200 OK")
    }
  }

  @Test func `a list, and another block, wait for the block too`() {
    let (writer, other, third) = (session(), session(), session())
    ask(other, "BEGIN\nNOTE GENERAL A-1 -- x\nNOTE GENERAL A-1 -- y\n")
    _ = answer(other)
    ask(writer, Self.block)
    ask(other, "COMMIT\n")
    ask(third, Self.block.replacing("p-", with: "q-"))
    #expect(answer(other) == "" && answer(third) == "")
    server.settle()
    #expect(answer(writer).contains("\r\n1\t201\t4\t"))
    #expect(answer(other).contains("\r\n1\t201\t7\t"))
    #expect(answer(third).contains("\r\n1\t201\t9\t"))
  }

  @Test func `a block that is refused changes nothing, and others go on`() {
    let (writer, other) = (session(), session())
    let state = server.engine.book.stateHash()
    ask(writer, Self.block.replacing("3.00", with: "0.00"))
    ask(other, "LOOKUP ACCOUNT A-1\n")
    server.settle()
    #expect(answer(writer).hasPrefix("550 INVALID row=3 "))
    #expect(server.engine.book.stateHash() == state)
    ask(other, "NOTE GENERAL A-1 -- x\n")
    server.settle()
    #expect(answer(other).contains("201 CREATED entry=4 "))
  }

  @Test func `of a session that is told 421 while its block runs nothing is recorded`() {
    let (writer, other) = (session(), session())
    ask(writer, Self.block)
    ask(other, "NOTE GENERAL A-1 -- x\n")
    writer.close("the server is shutting down")
    server.settle()
    #expect(answer(writer).hasPrefix("421 CLOSING"))
    #expect(answer(other).hasPrefix("201 CREATED entry=4 "))
  }

  @Test func `a dry run makes nobody wait`() {
    let (writer, other) = (session(), session())
    ask(writer, Self.block.replacing("atomic", with: "atomic dry=yes"))
    ask(other, "NOTE GENERAL A-1 -- x\n")
    server.loop.run()
    _ = server.journal.step()
    server.loop.run()
    #expect(answer(other).hasPrefix("201 CREATED entry=4 "))
    #expect(answer(writer) == "")
    server.settle()
    #expect(answer(writer).contains("\r\n1\t200\t"))
  }

  @Test func `of a write that is told 421 while it waits nothing is recorded`() {
    let (writer, other) = (session(), session())
    ask(writer, Self.block)
    ask(other, "NOTE GENERAL A-1 -- x\n")
    other.close("the server is shutting down")
    server.settle()
    #expect(answer(other).hasPrefix("421 CLOSING"))
    // Entries 1 to 3 were there, 4 to 6 are the block's.
    #expect(server.engine.book.sequence == 6)
  }

  @Test func `rows that stand each for itself wait for the block where they are`() {
    let (writer, other) = (session(), session())
    // More rows than are run before others have their turn.
    let rows = (1...1_000).map { "1.00\tq-\($0)\n" }.joined()
    ask(other, "POST PAYMENT A-1 mode=each <<\namount\tref\n\(rows).\n")
    let begun = server.engine.book.sequence
    #expect(begun > 3 && begun < 1_003)
    ask(writer, Self.block)
    server.settle()
    #expect(answer(writer).contains("\r\n1\t201\t\(begun + 1)\t"))
    #expect(answer(other).contains(". 200 OK rows=1000 created=1000"))
    #expect(server.engine.book.sequence == 1_006)
  }
}
