import Foundation
import PiperollServer
import PiperollStore
import PiperollWire
import TestSupport
import Testing

/// What is sent between BEGIN and COMMIT is there whole or not at all.
@Suite(.onOneLoopAndThree) struct ListTests {
  private static let opening =
    ["POST ACCOUNT T-1 kind=trade name=Desk"] + (1...20).map { "POST INVOICE T-1 I-\($0) \($0).00" }

  /// What requests come to on a server whose clock stands still: all that is in the book, and the
  /// codes that were given.
  private func result(
    of requests: [String], replies: Int
  ) async throws -> (book: [String], codes: [Int]) {
    let desk = try Desk()
    try await desk.start { $0.clock = { 4_000_000_000_000 } }
    let wire = try await desk.connect()
    _ = try await wire.ask(Self.opening)
    try await wire.send(requests.map { $0 + "\n" }.joined())
    var codes: [Int] = []
    for _ in 0..<replies {
      let reply = try await wire.reply()
      codes += reply.hasBlock ? reply.block.compactMap(Self.rowCode) : [reply.code]
    }
    let lookups = ["LOOKUP HISTORY T-1", "LOOKUP ACCOUNT T-1", "REPORT TRIAL", "LOOKUP REF r-0"]
    let book = try await wire.ask(lookups).flatMap { [$0.status] + $0.block }
    try await desk.stop()
    return (book, codes)
  }

  /// The code in a row of either section of results: of a list's, and of a block's.
  private static func rowCode(_ line: String) -> Int? {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
    return [5, 7].contains(cells.count) ? Int(cells[1]) : nil
  }

  /// Payments: of too much, sent twice; with `faulty` also of nothing.
  private static func payments(_ random: inout SplitMix64) -> [(amount: String, ref: String)] {
    (0..<60).map { row in
      ("\(1 + random.below(40)).00", random.oneIn(9) && row > 0 ? "r-0" : "r-\(row)")
    }.reduce(into: []) { rows, row in
      // The same ref says the same, or it is another's.
      if row.1 == "r-0", let first = rows.first { rows.append(first) } else { rows.append(row) }
    }
  }

  @Test(arguments: UInt64(0)..<4)
  func `a list comes to the same book as an atomic block and as its lines`(
    seed: UInt64
  ) async throws {
    var random = SplitMix64(seed: seed)
    let rows = Self.payments(&random)
    let lines = rows.map { "POST PAYMENT T-1 \($0.amount) ref=\($0.ref)" }
    let alone = try await result(of: lines, replies: lines.count)
    let list = try await result(of: ["BEGIN"] + lines + ["COMMIT"], replies: lines.count + 2)
    let block = try await result(
      of: ["POST PAYMENT mode=atomic <<", "account\tamount\tref"]
        + rows.map { "T-1\t\($0.amount)\t\($0.ref)" } + ["."], replies: 1)
    #expect(alone.codes == block.codes && Set(alone.codes) == [201, 208])
    #expect(
      list.codes == [200] + [Int](repeating: 202, count: lines.count) + alone.codes)
    #expect(list.book == alone.book && block.book == alone.book)
  }

  @Test(arguments: UInt64(0)..<4)
  func `writes of every kind come to the same book in a list`(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    // Entry 1 is the user, 2 the account, 3 to 22 its invoices.
    var next = 23
    var lines: [String] = []
    var payments: [Int] = []
    for step in 0..<60 {
      switch random.below(6) {
      case 0: lines.append("POST INVOICE T-1 N-\(step) \(1 + random.below(50)).00 ref=r-\(step)")
      case 1: lines.append("NOTE GENERAL T-1 -- step \(step)")
      case 2 where !payments.isEmpty:
        let place = random.below(payments.count)
        lines.append("POST REVERSE \(payments.remove(at: place)) reason=nsf")
      case 3: lines.append("POST CHARGE T-1 \(1 + random.below(9)).00 kind=fee")
      case 4: lines.append("POST ACCOUNT N-\(step) kind=trade name=n")
      default:
        payments.append(next)
        lines.append("POST PAYMENT T-1 \(1 + random.below(30)).00 if=rev:\(last(lines, next))")
      }
      next += 1
    }
    let alone = try await result(of: lines, replies: lines.count)
    let list = try await result(of: ["BEGIN"] + lines + ["COMMIT"], replies: lines.count + 2)
    #expect(Set(alone.codes) == [201])
    #expect(list.codes.dropFirst(lines.count + 1) == alone.codes[...])
    #expect(list.book == alone.book)
    // One line that is refused, anywhere: nothing of it.
    var bad = lines
    bad.insert("POST REVERSE 2 reason=void", at: random.below(lines.count + 1))
    let none = try await result(of: [], replies: 0)
    let refused = try await result(of: ["BEGIN"] + bad + ["COMMIT"], replies: bad.count + 2)
    #expect(refused.codes.last == 451 && refused.book == none.book)
  }

  /// The account's revision before a line: the last that was of it.
  private func last(_ lines: [String], _ next: Int) -> Int {
    let others = lines.reversed().prefix { $0.hasPrefix("POST ACCOUNT") }.count
    return next - 1 - others
  }

  @Test(arguments: UInt64(0)..<6)
  func `in whatever order lines come, what is written is what was committed`(
    seed: UInt64
  ) async throws {
    var random = SplitMix64(seed: seed)
    var (isOpen, isSpoilt, queued, paid) = (false, false, 0, 0)
    var said: [(line: String, code: Int)] = []
    for _ in 0..<400 {
      switch random.below(14) {
      case 0, 1:
        said.append(("BEGIN", isOpen ? 502 : 200))
        (isSpoilt, queued) = isOpen ? (true, queued) : (false, 0)
        isOpen = true
      case 2:
        said.append(("COMMIT", isOpen ? isSpoilt ? 451 : 210 : 502))
        if isOpen, !isSpoilt { paid += queued }
        isOpen = false
      case 3:
        said.append(("ABORT", isOpen ? 200 : 502))
        isOpen = false
      case 4:
        let (line, code) = [
          ("PSOT PAYMENT T-1 1.00", 500), ("POST PAYMENT T-1 1,00", 504), ("\"", 502),
          ("POST PAYMENT T-1 1.00 if=1", 504), ("NOTE GENERAL T-1 -- \u{1}", 501),
          ("NOTE GENERAL T-1 -- " + String(repeating: "x", count: 9000), 513),
        ][random.below(6)]
        said.append((line, code))
        isSpoilt = true
      case 5:
        said.append(("POST PAYMENT X-1 1.00", isOpen ? 202 : 540))
        isSpoilt = true
      case 6: said.append(("LOOKUP ACCOUNT T-1", 210))
      case 7: said.append(("LOOKUP ACCOUNT X-1", 540))
      default:
        said.append(("POST PAYMENT T-1 1.00", isOpen ? 202 : 201))
        if isOpen { queued += 1 } else { paid += 1 }
      }
    }
    try await Desk.open { desk in
      let wire = try await desk.connect()
      _ = try await wire.ask(Self.opening)
      let replies = try await wire.ask(said.map(\.line))
      #expect(replies.map(\.code) == said.map(\.code))
      // The invoices come to 210.00.
      let shown = try await wire.ask("LOOKUP ACCOUNT T-1")[0]
      #expect(shown["balance"] == "\(210 - paid).00")
    }
  }

  @Test(arguments: ["QUIT\n", "ABORT\nQUIT\n", ""])
  func `what is not committed is not written`(ending: String) async throws {
    try await Desk.open { desk in
      let (writer, other) = (try await desk.connect(), try await desk.connect())
      _ = try await other.ask(Self.opening)
      try await writer.send(
        "BEGIN\n" + (0..<500).map { "POST PAYMENT T-1 1.00 ref=r-\($0)\n" }.joined() + ending)
      for _ in 0...500 { _ = try await writer.reply() }
      try await writer.finish()
      _ = try await writer.linesToEnd()
      #expect(try await other.ask("LOOKUP REF r-0", "LOOKUP REF r-499").map(\.code) == [540, 540])
      #expect(try await other.ask("LOOKUP HISTORY T-1")[0].block.last == ". 200 OK rows=21")
    }
  }

  @Test func `a list is answered when all of it is durable`() async throws {
    let storage = GatedStorage()
    try await Desk.open(storage: storage) { desk in
      let (writer, other) = (try await desk.connect(), try await desk.connect())
      _ = try await writer.ask(Self.opening)
      let queued = try await writer.ask("BEGIN", "POST PAYMENT T-1 1.00", "POST PAYMENT T-1 2.00")
      #expect(queued.map(\.code) == [200, 202, 202])
      storage.shut()
      try await writer.send("COMMIT\n")
      try await storage.whenReached()
      #expect(try await other.ask("PING")[0].code == 200)
      #expect(try await writer.arrived() == "")
      storage.open()
      #expect(try await writer.reply().block.last == ". 200 OK rows=2 created=2 dup=0")
    }
  }

  @Test func `a list of 10,000 lines is run, and one more spoils it`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      _ = try await wire.ask(Self.opening)
      for (count, last) in [(10_000, 210), (10_001, 451)] {
        let lines = [String](repeating: "POST PAYMENT T-1 1.00", count: count)
        let replies = try await wire.ask(["BEGIN"] + lines + ["COMMIT"])
        #expect(replies.dropLast().dropFirst().prefix(10_000).allSatisfy { $0.code == 202 })
        if count > 10_000 { #expect(replies[10_001].code == 514) }
        #expect(replies.last?.code == last)
      }
      #expect(try await wire.ask("LOOKUP HISTORY T-1")[0].block.last == ". 200 OK rows=10021")
    }
  }

  @Test func `a list has as many bytes as a block`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      _ = try await wire.ask(Self.opening)
      let line = "NOTE GENERAL T-1 -- " + String(repeating: "x", count: 8000)
      let lines = [String](repeating: line, count: 140)
      let replies = try await wire.ask(["BEGIN"] + lines + ["COMMIT"])
      #expect(replies.firstIndex { $0.code == 514 } == 1 + Limits.blockBytes / line.utf8.count)
      #expect(replies.last?.code == 451)
      #expect(try await wire.ask("LOOKUP HISTORY T-1")[0].block.last == ". 200 OK rows=21")
    }
  }

  @Test func `who is shut out commits nothing`() async throws {
    try await Desk.open { desk in
      let admin = try await desk.connect()
      try desk.issue("bob")
      _ = try await admin.ask(Self.opening + ["ADMIN USER bob role=operator"])
      let wire = try await desk.connect("bob")
      _ = try await wire.ask("BEGIN", "POST PAYMENT T-1 1.00 ref=r-0")
      _ = try await admin.ask("ADMIN USER bob role=viewer")
      #expect(try await wire.ask("COMMIT")[0].code == 532)
      #expect(try await wire.ask("LOOKUP REF r-0")[0].code == 540)
      _ = try await admin.ask("ADMIN USER bob role=operator")
      #expect(try await wire.ask("COMMIT")[0]["code"] == "532")
    }
  }
}
