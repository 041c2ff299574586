import Foundation
import Glibc
import PiperollServer
import Synchronization
import Testing

/// What a reply tells is on the disk before it is sent.
@Suite(.onOneLoopAndThree) struct DurabilityTests {
  /// Two accounts, with everything so far on the disk.
  private func prepare(_ desk: Desk) async throws {
    let wire = try await desk.connect()
    let replies = try await wire.ask(
      "POST ACCOUNT T-1 kind=trade name=Touched", "POST ACCOUNT U-1 kind=trade name=Untouched")
    #expect(replies.map(\.code) == [201, 201])
  }

  @Test func `a write is answered when it is durable, and so is who sees it`() async throws {
    let storage = GatedStorage()
    try await Desk.open(storage: storage) { desk in
      try await prepare(desk)
      let writer = try await desk.connect()
      let reader = try await desk.connect()
      storage.shut()
      try await writer.send("@1 POST INVOICE T-1 I-1 10.00\r\n@2 LOOKUP ACCOUNT U-1\r\n")
      try await storage.whenReached()
      // The second group waits behind the first one.
      try await writer.send("@3 POST INVOICE T-1 I-2 5.00\r\n@4 LOOKUP ACCOUNT U-1\r\n")
      // One piece: when the first reply is here, the second request has been looked at too.
      try await reader.send("@5 LOOKUP ACCOUNT U-1\r\n@6 LOOKUP ACCOUNT T-1\r\n@7 PING\r\n")
      #expect(try await reader.reply().tag == "@5")
      let other = try await desk.connect()
      #expect(try await other.ask("LOOKUP ACCOUNT U-1")[0].code == 210)
      #expect(try await writer.arrived() == "")
      #expect(try await reader.arrived() == "")
      storage.open()
      for tag in ["@1", "@2", "@3", "@4"] {
        let reply = try await writer.reply()
        #expect(reply.tag == tag)
        #expect(reply.code == (tag == "@1" || tag == "@3" ? 201 : 210))
      }
      #expect(try await reader.reply().tag == "@6")
      #expect(try await reader.line() == "@7 200 OK")
    }
  }

  @Test func `a refusal that rests on what is not yet durable waits for it`() async throws {
    let storage = GatedStorage()
    try await Desk.open(storage: storage) { desk in
      try await prepare(desk)
      let writer = try await desk.connect()
      let second = try await desk.connect()
      let (other, third) = (try await desk.connect(), try await desk.connect())
      storage.shut()
      try await writer.send("POST INVOICE T-1 I-1 10.00 ref=r-1\r\n")
      try await storage.whenReached()
      // Alone: no reply before it holds it back.
      try await third.send("@d POST INVOICE T-1 I-1 11.00\r\n")
      try await second.send("@a POST INVOICE T-1 I-1 10.00 ref=r-1\r\n")
      try await second.send("@b POST INVOICE T-1 I-1 11.00 ref=r-1\r\n@c LOOKUP REF r-1\r\n")
      #expect(try await other.ask("LOOKUP ACCOUNT U-1")[0].code == 210)
      #expect(try await second.arrived() == "")
      #expect(try await third.arrived() == "")
      storage.open()
      #expect(try await writer.reply().code == 201)
      #expect(try await third.reply().code == 550)
      #expect(try await second.reply().code == 208)
      #expect(try await second.reply().code == 545)
      #expect(try await second.reply().tag == "@c")
    }
  }

  @Test func `a report that shows what is not yet durable waits for it`() async throws {
    let storage = GatedStorage()
    try await Desk.open(storage: storage) { desk in
      try await prepare(desk)
      let (writer, reader) = (try await desk.connect(), try await desk.connect())
      let other = try await desk.connect()
      storage.shut()
      try await writer.send("POST INVOICE T-1 I-1 10.00\r\n")
      try await storage.whenReached()
      try await reader.send("LOOKUP HISTORY T-1\r\n")
      // Two workers share the reports: what comes behind has seen that one end.
      for _ in 0..<4 { #expect(try await other.ask("LOOKUP HISTORY U-1")[0].code == 210) }
      #expect(try await reader.arrived() == "")
      storage.open()
      #expect(try await writer.reply().code == 201)
      #expect(try await reader.reply().block.last == ". 200 OK rows=2")
    }
  }

  @Test func `behind a disk that hangs a bounded group waits, and all is answered then`()
    async throws
  {
    let storage = GatedStorage()
    let desk = try Desk()
    let backlog = 64 << 10
    try await desk.start(storage: storage) { $0.backlogBytesMax = backlog }
    try await prepare(desk)
    let (writer, reader) = (try await desk.connect(), try await desk.connect())
    storage.shut()
    let memo = String(repeating: "x", count: 1_000)
    let notes = (0..<300).map { "@\($0) NOTE GENERAL T-1 -- \(memo)\r\n" }
    try await writer.send(notes.joined())
    try await storage.whenReached()
    // Handshakes do not wait: by their end the loop has had the time to take all notes.
    for _ in 0..<10 { _ = try await desk.connect() }
    try await reader.send("@r LOOKUP ACCOUNT U-1\r\n")
    try await reader.finish()
    storage.open()
    for number in notes.indices { #expect(try await writer.reply().tag == "@\(number)") }
    #expect(try await reader.linesToEnd().first?.hasPrefix("@r 210+ DATA") == true)
    try await desk.stop()
    let groups = try groupBytes(desk)
    #expect(groups.count > 4)
    #expect(groups.allSatisfy { $0 < backlog + 2 * memo.utf8.count })
  }

  /// The length of every group in the journal, as its head tells it.
  private func groupBytes(_ desk: Desk) throws -> [Int] {
    let journal = try desk.bytes { $0.hasSuffix(".log") }
    var groups: [Int] = []
    // The segment's header has 88 bytes, a group begins with PRG1 and its length.
    var place = journal.startIndex + 88
    while journal[place...].starts(with: "PRG1".utf8) {
      let length = journal[place + 4..<place + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      groups.append(length)
      place += length
    }
    return groups
  }

  @Test func `a disk that hangs shows in ADMIN HEALTH, and acknowledges nothing`() async throws {
    let storage = GatedStorage()
    let desk = try Desk()
    let clock = Atomic<Int64>(1_000)
    try await desk.start(storage: storage) {
      $0.steadyClock = { clock.load(ordering: .relaxed) }
    }
    try await prepare(desk)
    let (writer, watcher) = (try await desk.connect(), try await desk.connect("admin"))
    #expect(try await watcher.ask("ADMIN HEALTH")[0].status.contains(" state=ok "))
    storage.shut()
    try await writer.send("POST INVOICE T-1 I-1 10.00\r\n")
    try await storage.whenReached()
    clock.add(2_000, ordering: .relaxed)
    let health = try await watcher.ask("ADMIN HEALTH")[0].status
    #expect(health.contains(" state=slow sequence=4 durable=3 "), "\(health)")
    #expect(health.contains(" waiting-ms=2000 "), "\(health)")
    #expect(try await writer.arrived() == "")
    storage.open()
    #expect(try await writer.reply().code == 201)
    #expect(try await watcher.ask("ADMIN HEALTH")[0].status.contains(" durable=4 "))
    try await desk.stop()
  }

  @Test func `a failing disk is told to the owner and acknowledges nothing`() async throws {
    let storage = GatedStorage()
    let desk = try Desk()
    try await desk.start(storage: storage)
    try await prepare(desk)
    let writer = try await desk.connect()
    storage.shut()
    try await writer.send("POST INVOICE T-1 I-1 10.00\r\nPOST INVOICE T-1 I-2 10.00\r\n")
    try await storage.whenReached()
    storage.fail(EIO)
    storage.open()
    let deadline = ContinuousClock.now + .seconds(Wire.patienceSeconds)
    while desk.faults.isEmpty, ContinuousClock.now < deadline { await Task.yield() }
    #expect(desk.faults.count == 1)
    #expect(desk.faults.first?.contains("cannot sync") == true)
    // The server still reads and answers what has nothing to do with it.
    #expect(try await desk.connect().ask("LOOKUP ACCOUNT U-1")[0].code == 210)
    #expect(try await writer.arrived() == "")
    // A process would be over now; this server cannot be stopped in order, as it has no journal.
  }
}
