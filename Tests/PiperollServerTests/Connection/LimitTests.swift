import PiperollServer
import PiperollWire
import Synchronization
import Testing

/// What a stranger, a sleeper and a client that does not listen can do, and what they cannot.
@Suite(.onOneLoopAndThree) struct LimitTests {
  @Test func `a stranger has twenty lines`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect(nil)
      let lines = (0..<30).map { "@\($0) LOOKUP ACCOUNT A-\($0)\r\n" }
      try await wire.send(lines.joined())
      let replies = try await wire.linesToEnd()
      #expect(replies.count == Limits.linesBeforeLogin + 1)
      #expect(replies.dropLast().allSatisfy { $0.contains(" 530 AUTH") })
      #expect(replies.last?.hasPrefix("421 CLOSING") == true)
      #expect(try await desk.connect().ask("PING")[0].code == 200)
    }
  }

  @Test func `a stranger's block is small, and the lines after it are read`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect(nil)
      let line = String(repeating: "x", count: 1_000) + "\r\n"
      let block = "PING <<\r\n" + String(repeating: line, count: 20) + ".\r\n"
      try await wire.send(block + "AUTH admin password=\"\(Desk.password)\"\r\n" + block)
      #expect(try await wire.reply().code == 514)
      #expect(try await wire.reply().code == 200)
      // PING takes no block; who is logged in is told that.
      #expect(try await wire.reply().code == 502)
    }
  }

  @Test func `a stranger has so many seconds, with or without a word`() async throws {
    // Long enough for the handshake on a busy machine, which must be done to be told 421.
    let desk = try Desk()
    try await desk.start { $0.loginSeconds = 5 }
    let silent = try await desk.connect(nil)
    let talking = try await desk.connect(nil)
    try await talking.send("HELLO\r\n")
    for wire in [silent, talking] {
      #expect(try await wire.linesToEnd().last?.hasPrefix("421 CLOSING") == true)
    }
    try await desk.stop()
  }

  @Test func `who is idle is logged out`() async throws {
    let desk = try Desk()
    try await desk.start { $0.idleSeconds = 5 }
    let wire = try await desk.connect()
    #expect(try await wire.linesToEnd().last?.hasPrefix("421 CLOSING") == true)
    try await desk.stop()
  }

  @Test func `a client that never reads is dropped, and others are served`() async throws {
    let desk = try Desk()
    try await desk.start { $0.loginSeconds = 5 }
    let deaf = try await desk.connect()
    let asked = Array(String(repeating: "HELP POST PAYMENT\r\n", count: 20_000).utf8)
    // It ends with an error when the server has given up on it; until then it waits.
    let ending = Task { while true { try await deaf.send(asked, deaf: true) } }
    let other = try await desk.connect()
    let result = await ending.result
    #expect(throws: (any Error).self) { try result.get() }
    #expect(try await other.ask("PING")[0].code == 200)
    try await desk.stop()
  }

  @Test func `what cannot be answered yet is not read without end, and is answered then`()
    async throws
  {
    let storage = GatedStorage()
    let desk = try Desk()
    try await desk.start(storage: storage) { $0.backlogBytesMax = 1_000 }
    let (wire, other) = (try await desk.connect(), try await desk.connect())
    #expect(try await wire.ask("POST ACCOUNT A-1 kind=trade name=N")[0].code == 201)
    storage.shut()
    // One note is on its way to the disk, the next makes everybody wait.
    try await wire.send("NOTE GENERAL A-1 -- x\r\n")
    try await storage.whenReached()
    try await wire.send("NOTE GENERAL A-1 -- \(String(repeating: "x", count: 1_000))\r\n")
    // Far more than the system's buffers hold.
    let chunk = String(repeating: String(repeating: "x", count: 8_000) + "\r\n", count: 128)
    let chunks = 48
    let sent = Atomic(0)
    let sending = Task {
      for _ in 0..<chunks {
        try await wire.send(chunk)
        sent.add(1, ordering: .relaxed)
      }
    }
    var before = -1
    while case let now = sent.load(ordering: .relaxed), now > before {
      before = now
      for _ in 0..<30 { _ = try? await desk.connect(nil) }
    }
    #expect(before < chunks)
    storage.open()
    for _ in 0..<2 { #expect(try await wire.reply().code == 201) }
    for _ in 0..<chunks * 128 { #expect(try await wire.reply().code >= 500) }
    try await sending.value
    #expect(try await other.ask("PING")[0].code == 200)
    try await desk.stop()
  }

  @Test func `connections beyond the limit are told so, and served again when there is room`()
    async throws
  {
    let desk = try Desk()
    try await desk.start { $0.connectionsMax = 2 }
    let first = try await desk.connect()
    let second = try await desk.connect()
    let refused = try await desk.connect().linesToEnd()
    #expect(refused.count == 1 && refused[0].hasPrefix("430 OVERLOAD after=10 ; "), "\(refused)")
    try await first.send("QUIT\r\n")
    #expect(try await first.linesToEnd().count == 1)
    #expect(try await second.ask("PING")[0].code == 200)
    // The server counts a connection out when its socket is closed, a moment after the goodbye.
    var third: Wire?
    let deadline = ContinuousClock.now + .seconds(Wire.patienceSeconds)
    while third == nil, ContinuousClock.now < deadline {
      let wire = try? await desk.connect()
      if let reply = try? await wire?.ask("PING"), reply[0].code == 200 { third = wire }
    }
    #expect(third != nil)
    try await desk.stop()
  }
}
