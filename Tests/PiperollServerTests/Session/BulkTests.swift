import Foundation
import PiperollLedger
import PiperollServer
import PiperollStore
import Synchronization
import Testing

/// A block of rows is its rows, as durable as they are.
@Suite(.onOneLoopAndThree) struct BulkTests {
  private static let account = "POST ACCOUNT T-1 kind=trade name=Desk"
  private static let invoices = (1...40).map { "POST INVOICE T-1 I-\($0) \($0).00" }

  /// Payments of many shapes: of too much, of nothing, on no account, sent twice.
  private static let rows = (0..<700).map { row -> (account: String, amount: String, ref: String) in
    (
      row % 31 == 0 ? "X-1" : "T-1", row % 17 == 0 ? "0.00" : "\(1 + row % 23).00",
      row % 41 == 0 ? "r-1" : "r-\(row)"
    )
  }

  private static func block(_ mode: String, _ rows: some Sequence<(String, String, String)>)
    -> String
  {
    "POST PAYMENT mode=\(mode) method=lockbox <<\naccount\tamount\tref\n"
      + rows.map { "\($0.0)\t\($0.1)\t\($0.2)\n" }.joined() + ".\n"
  }

  /// What requests come to on a server whose clock stands still: all entries, all that is open.
  private func result(of requests: [String]) async throws -> (book: [String], codes: [Int]) {
    let desk = try Desk()
    try await desk.start { $0.clock = { 4_000_000_000_000 } }
    let wire = try await desk.connect()
    _ = try await wire.ask([Self.account] + Self.invoices)
    var codes: [Int] = []
    for request in requests {
      try await wire.send(request)
      let reply = try await wire.reply()
      codes += reply.hasBlock ? reply.block.compactMap(rowCode) : [reply.code]
    }
    let book = try await wire.ask("LOOKUP HISTORY T-1", "LOOKUP ACCOUNT T-1").flatMap(\.block)
    try await desk.stop()
    return (book, codes)
  }

  /// The code in a row of the section of results.
  private func rowCode(_ line: String) -> Int? {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
    return cells.count == 5 ? Int(cells[1]) : nil
  }

  @Test(arguments: ["each", "atomic"])
  func `a wrong control sum over 100,000 payments changes nothing and says the difference`(
    mode: String
  ) async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      _ = try await wire.ask(Self.account)
      let rows = String(repeating: "T-1\t0.5\n", count: 100_000)
      try await wire.send(
        "POST PAYMENT mode=\(mode) control-sum=50000.25 <<\naccount\tamount\n\(rows).\n")
      let reply = try await wire.reply()
      let expected = "550 INVALID rule=control_sum_differs found=50000.00 difference=-0.25"
      #expect(reply.status.hasPrefix(expected), "\(reply.status)")
      #expect(try await wire.ask("LOOKUP HISTORY T-1")[0].block.last == ". 200 OK rows=1")
    }
  }

  @Test func `a block comes to what its rows come to as lines`() async throws {
    let rows = Self.rows.map { ($0.account, $0.amount, $0.ref) }
    let lines = try await result(
      of: rows.map { "POST PAYMENT \($0.0) \($0.1) ref=\($0.2) method=lockbox\n" })
    let block = try await result(of: [Self.block("each", rows)])
    #expect(block.book == lines.book && block.codes == lines.codes)
    #expect(Set(lines.codes) == [201, 208, 540, 545, 550], "every kind of row is among them")
    let good = zip(rows, lines.codes).filter { $0.1 < 300 }.map(\.0)
    let atomic = try await result(of: [Self.block("atomic", good)])
    #expect(atomic.book == lines.book && atomic.codes == lines.codes.filter { $0 < 300 })
  }

  @Test(arguments: ["each", "atomic"])
  func `a block is answered when all of it is durable`(mode: String) async throws {
    let storage = GatedStorage()
    try await Desk.open(storage: storage) { desk in
      let (writer, other) = (try await desk.connect(), try await desk.connect())
      _ = try await writer.ask(Self.account)
      storage.shut()
      try await writer.send(Self.block(mode, [("T-1", "1.00", "a-1"), ("T-1", "2.00", "a-2")]))
      try await storage.whenReached()
      #expect(try await other.ask("PING")[0].code == 200)
      #expect(try await writer.arrived() == "")
      storage.open()
      #expect(try await writer.reply().block.last == ". 200 OK rows=2 created=2 dup=0 refused=0")
    }
  }

  @Test(arguments: [false, true])
  func `an atomic block, or a list, is there whole or not at all, wherever the disk ends`(
    isList: Bool
  ) async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    _ = try await wire.ask(Self.account)
    // What was said to be durable when the block came; behind it nobody may say so. It is read
    // before the journal is: a server that rests may write to both.
    let mark = try Data(contentsOf: URL(filePath: "\(desk.book)/durable.txt"))
    let before = try content(desk)
    let rows = (0..<60).map { ("T-1", "1.00", "a-\($0)") }
    if isList {
      let lines = rows.map { "POST PAYMENT \($0.0) \($0.1) ref=\($0.2)" }
      #expect(try await wire.ask(["BEGIN"] + lines + ["COMMIT"]).last?.code == 210)
    } else {
      try await wire.send(Self.block("atomic", rows))
      #expect(try await wire.reply().code == 210)
    }
    let after = try content(desk)
    try await desk.stop()
    let segment = try #require(try desk.files(".log").first)
    for cut in stride(from: before, through: after, by: 197) + [after] {
      let copy = "\(desk.path)/cut-\(cut)"
      try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
      for file in try desk.files("") {
        try FileManager.default.copyItem(
          atPath: "\(desk.book)/\(file)", toPath: "\(copy)/\(file)")
      }
      try mark.write(to: URL(filePath: "\(copy)/durable.txt"))
      #expect(truncate("\(copy)/\(segment)", cut) == 0)
      let opened = try BookStore.open(copy)
      // A server that rests may have said behind the block that it is durable.
      let whole: [UInt64] = cut == after ? [62] : [2, 62]
      #expect(whole.contains(opened.book.sequence), "cut at \(cut)")
      try opened.store.close()
      try FileManager.default.removeItem(atPath: copy)
    }
  }

  @Test func `any number of small blocks is answered`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      _ = try await wire.ask(Self.account)
      let block = "NOTE GENERAL T-1 mode=each <<\nmemo\na\n.\n"
      try await wire.send(String(repeating: block, count: 20_000) + "@z PING\n")
      for _ in 0..<20_000 { #expect(try await wire.reply().code == 210) }
      #expect(try await wire.line() == "@z 200 OK")
    }
  }

  @Test func `others are served between the rows of a block`() async throws {
    let storage = GatedStorage()
    try await Desk.open(storage: storage) { desk in
      let (writer, other) = (try await desk.connect(), try await desk.connect())
      _ = try await writer.ask(Self.account)
      storage.shut()
      let rows = (0..<30_000).map { ("T-1", "1.00", "r-\($0)") }
      try await writer.send(Self.block("each", rows))
      // The first rows wait for the disk, and the last ones for them.
      try await storage.whenReached()
      try await other.send("NOTE GENERAL T-1 ref=between -- hello\n")
      storage.open()
      #expect(try await other.reply().code == 201)
      let between = try #require(try await entry("between", other))
      #expect(try await writer.reply().block.count == 30_003)
      let (first, last) = (try await entry("r-0", other), try await entry("r-29999", other))
      #expect(try #require(first) < between && between < #require(last))
    }
  }

  @Test func `rows that take long are fewer before others are served`() async throws {
    let storage = GatedStorage()
    let desk = try Desk()
    let clock = Atomic<Int64>(1_000)
    // Some milliseconds go by whenever the server looks at the clock.
    try await desk.start(storage: storage) {
      $0.steadyClock = { clock.add(4, ordering: .relaxed).newValue }
    }
    let (writer, other) = (try await desk.connect(), try await desk.connect())
    _ = try await writer.ask(Self.account)
    storage.shut()
    // With quick rows, all of these are run before anybody else.
    try await writer.send(Self.block("each", (0..<500).map { ("T-1", "1.00", "r-\($0)") }))
    try await storage.whenReached()
    try await other.send("NOTE GENERAL T-1 ref=between -- hello\n")
    storage.open()
    #expect(try await other.reply().code == 201)
    let between = try #require(try await entry("between", other))
    #expect(try await writer.reply().block.count == 503)
    let last = try await entry("r-499", other)
    #expect(between < (try #require(last)))
    try await desk.stop()
  }

  /// What a reference recorded.
  private func entry(_ ref: String, _ wire: Wire) async throws -> Int? {
    let status = try await wire.ask("LOOKUP REF \(ref)")[0].status
    return status.firstMatch(of: /entry=([0-9]+)/).flatMap { Int($0.1) }
  }

  @Test func `who is shut out writes no more rows`() async throws {
    let storage = GatedStorage()
    try await Desk.open(storage: storage) { desk in
      let admin = try await desk.connect()
      try desk.issue("bob")
      _ = try await admin.ask(Self.account, "ADMIN USER bob role=operator")
      let wire = try await desk.connect("bob")
      storage.shut()
      let rows = (0..<30_000).map { ("T-1", "1.00", "r-\($0)") }
      try await wire.send(Self.block("each", rows))
      try await storage.whenReached()
      try await admin.send("ADMIN USER bob role=none\n")
      storage.open()
      #expect(try await admin.reply().code == 201)
      let codes = try await wire.reply().block.compactMap(rowCode)
      #expect(codes.first == 201 && codes.last == 530 && codes.count == 30_000)
    }
  }

  @Test func `the end of the server ends the block`() async throws {
    let storage = GatedStorage()
    let desk = try Desk()
    try await desk.start(storage: storage)
    let wire = try await desk.connect()
    _ = try await wire.ask(Self.account)
    storage.shut()
    let rows = (0..<30_000).map { ("T-1", "1.00", "r-\($0)") }
    try await wire.send(Self.block("each", rows) + "PING\n")
    try await storage.whenReached()
    let (port, admin) = (desk.port, desk.identity("admin"))
    async let stopped: Void = desk.stop()
    // It says goodbye as soon as it lets nobody in.
    for _ in 0..<10_000 where (try? await Wire(port: port, identity: admin)) == nil { break }
    storage.open()
    let reply = try await wire.reply()
    #expect(reply.block.last?.hasPrefix(". 421 CLOSING rows=") == true)
    #expect(reply.block.compactMap(rowCode).allSatisfy { $0 == 201 })
    #expect(try await wire.linesToEnd() == [])
    try await stopped
  }

  /// A place in the zeros of the journal's only segment. The chain's last hash may itself end in
  /// zeros, so it is a hash's length behind the last byte that is none.
  private func content(_ desk: Desk) throws -> Int {
    let file = try #require(try desk.files(".log").first)
    let bytes = try Data(contentsOf: URL(filePath: "\(desk.book)/\(file)"))
    return (bytes.lastIndex { $0 != 0 } ?? 0) + 32
  }
}
