import Testing

/// How conversations end: everything that was asked whole is answered, then close_notify.
@Suite(.onOneLoopAndThree) struct EndTests {
  /// Replies of more than a megabyte, so that some of them have to wait for the client to read.
  private static let helpLines = 1_500

  @Test(arguments: [true, false])
  func `whole lines are answered after the client has closed its side`(notify: Bool) async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      try await wire.send("POST ACCOUNT A-1 kind=trade name=N\r\nREPORT AGING\r\n@z PING\r\nPING")
      try await wire.finish(notify: notify)
      let lines = try await wire.linesToEnd()
      #expect(lines.first?.hasPrefix("201 CREATED") == true)
      #expect(lines.contains { $0.hasPrefix("210+ DATA") })
      // The last line has no LF: it is never executed.
      #expect(lines.last == "@z 200 OK")
    }
  }

  @Test(arguments: [true, false])
  func `much that was asked for is answered after the client has closed`(notify: Bool)
    async throws
  {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      let asked = String(repeating: "HELP POST PAYMENT\r\n", count: Self.helpLines)
      try await wire.send(asked + "@z PING\r\n")
      try await wire.finish(notify: notify)
      let lines = try await wire.linesToEnd()
      #expect(lines.count { $0.hasPrefix("210+ ") } == Self.helpLines)
      #expect(lines.last == "@z 200 OK")
    }
  }

  @Test func `QUIT is answered last, behind all that was asked before`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      let asked = String(repeating: "HELP POST PAYMENT\r\n", count: Self.helpLines)
      try await wire.send(asked + "QUIT\r\nPING\r\n")
      let lines = try await wire.linesToEnd()
      #expect(lines.count { $0.hasPrefix("210+ ") } == Self.helpLines)
      #expect(lines.last?.hasPrefix("205 BYE") == true)
    }
  }

  @Test(.enabled(if: OpenSSLClient.isThere, "needs /usr/bin/openssl"), arguments: ["QUIT", "bye"])
  func `openssl s_client ends with 0 after a goodbye`(word: String) async throws {
    try await Desk.open { desk in
      let input = "hello prp/1\nAUTH admin password=\"\(Desk.password)\"\nreport control\n\(word)\n"
      let run = try await OpenSSLClient.run(desk, input: input)
      #expect(run.exitCode == 0)
      let lines = run.output.split(separator: "\r\n")
      #expect(lines.first?.hasPrefix("200 OK protocol=PRP/1") == true)
      #expect(lines.contains { $0.hasPrefix("200 OK user=admin role=admin") })
      #expect(lines.last?.hasPrefix("205 BYE") == true)
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "POST /x HTTP/1.0\r\n",
    "Host: 127.0.0.1:7117\r\nPOST ACCOUNT A-1 kind=trade name=N\r\n",
  ])
  func `what looks like HTTP closes the connection`(text: String) async throws {
    try await Desk.open { desk in
      for user in ["admin", nil] {
        let wire = try await desk.connect(user)
        try await wire.send(text + "PING\r\n")
        let lines = try await wire.linesToEnd()
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("421 CLOSING") == true)
      }
    }
  }

  @Test func `nothing follows the goodbye, not even what was under way`() async throws {
    let storage = GatedStorage()
    let desk = try Desk()
    try await desk.start(storage: storage)
    let wire = try await desk.connect()
    storage.shut()
    // An unknown user's password check takes its time; what the first line says waits for the disk.
    try await wire.send(
      "POST ACCOUNT A-1 kind=trade name=N\r\nAUTH nobody password=\"\(Desk.password)\"\r\n")
    try await storage.whenReached()
    let stopped = Task { try await desk.stop() }
    let deadline = ContinuousClock.now + .seconds(Wire.patienceSeconds)
    while !desk.log.text.contains("login refused"), ContinuousClock.now < deadline {
      await Task.yield()
    }
    storage.open()
    let lines = try await wire.linesToEnd()
    #expect(lines.first?.hasPrefix("201 CREATED") == true)
    #expect(lines.last?.hasPrefix("421 CLOSING") == true)
    try await stopped.value
  }
}
