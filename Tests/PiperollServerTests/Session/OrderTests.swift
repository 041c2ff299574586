import Testing

/// Replies come in the order of the requests, whatever each of them takes.
@Suite(.onOneLoopAndThree) struct OrderTests {
  /// A mix of what is answered at once, by a worker, by the journal and by a password check.
  private func mixed(_ number: Int) -> (line: String, code: Int) {
    let account = "A-\(number / 10)"
    switch number % 10 {
    case 0: return ("POST ACCOUNT \(account) kind=consumer name=N ref=a-\(number)", 201)
    case 1: return ("POST INVOICE \(account) I-\(number) 10.00", 201)
    case 2: return ("REPORT AGING by=account", 210)
    case 3: return ("POST PAYMENT \(account) 4.00", 201)
    case 4: return ("LOOKUP ACCOUNT \(account)", 210)
    case 5: return ("LOOKUP HISTORY \(account)", 210)
    case 6: return ("AUTH admin password=\"\(Desk.password)\"", 200)
    case 7: return ("AUTH admin password=wrong-\(number)", 531)
    case 8: return ("POST CREDIT \(account) 1.00 dry=yes", 200)
    default: return ("NONSENSE \(number)", 500)
    }
  }

  @Test func `a pipeline of every kind of request is answered in order`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      let requests = (0..<400).map(mixed)
      let lines = requests.enumerated().map { "@t\($0) \($1.line)\r\n" }
      try await wire.send(lines.joined())
      for (number, request) in requests.enumerated() {
        let reply = try await wire.reply()
        #expect(reply.tag == "@t\(number)")
        #expect(reply.code == request.code, "\(request.line): \(reply.status)")
      }
    }
  }

  @Test func `a request that comes in single bytes is one request`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      for byte in "@a PING\r\n@b PING\n".utf8 { try await wire.send([byte]) }
      #expect(try await wire.line() == "@a 200 OK")
      #expect(try await wire.line() == "@b 200 OK")
    }
  }

  @Test func `two hundred connections are served side by side`() async throws {
    try await Desk.open { desk in
      var wires: [Wire] = []
      for _ in 0..<200 { wires.append(try await desk.connect()) }
      for (number, wire) in wires.enumerated() {
        let account = "POST ACCOUNT A-\(number) kind=trade name=N\r\n"
        try await wire.send(account + "POST INVOICE A-\(number) I-\(number) 5.00\r\n@z PING\r\n")
      }
      for wire in wires {
        #expect(try await wire.reply().code == 201)
        #expect(try await wire.reply()["balance"] == "5.00")
        #expect(try await wire.line() == "@z 200 OK")
      }
      let control = try await wires[0].ask("REPORT CONTROL")[0]
      #expect(control.block.contains { $0.contains("1000.00") })
    }
  }
}
