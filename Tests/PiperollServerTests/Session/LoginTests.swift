import PiperollLedger
import PiperollServer
import PiperollStore
import PiperollTLS
import Testing

/// Who gets in, and what stays of what they said.
@Suite(.onOneLoopAndThree) struct LoginTests {
  @Test func `a wrong password and an unknown user get the same reply`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect(nil)
      let replies = try await wire.ask(
        "AUTH admin password=\"wrong horse\"", "AUTH nobody password=\"\(Desk.password)\"",
        "AUTH admin password=\"\"", "LOOKUP ACCOUNT A-1")
      #expect(replies[0].code == 531)
      #expect(replies[1] == replies[0])
      #expect(replies[2] == replies[0])
      #expect(replies[3].code == 530)
      #expect(try await wire.ask("AUTH admin password=\"\(Desk.password)\"")[0].code == 200)
      #expect(try await wire.ask("REPORT CONTROL")[0].code == 210)
    }
  }

  @Test func `a password is hashed anew at the first login after its cost was raised`() async throws
  {
    let desk = try Desk()
    try await desk.start { $0.passwordCost = PasswordCost(logN: 11, r: 8, p: 1)! }
    for _ in 1...2 {
      let wire = try await desk.connect(nil)
      #expect(try await wire.ask("AUTH admin password=\"wrong horse\"")[0].code == 531)
      #expect(try await wire.ask("AUTH admin password=\"\(Desk.password)\"")[0].code == 200)
    }
    try await desk.stop()
    let kept = try BookStore.open(desk.book)
    let record = kept.book.user("admin").map { kept.book.text($0.passwordRecord) } ?? ""
    #expect(record.hasPrefix("scrypt$11$8$1$"))
    let entries = kept.book.sequence
    #expect(entries == 2, "the user, and one new hash")
    try kept.store.close()
  }

  @Test func `a certificate logs its user in, and nobody else`() async throws {
    try await Desk.open { desk in
      try desk.issue("maria")
      let stranger = try await desk.connect("maria")
      #expect(try await stranger.ask("HELLO", "REPORT CONTROL").map(\.code) == [200, 530])
      #expect(try await desk.connect().ask("ADMIN USER maria role=viewer")[0].code == 201)
      let viewer = try await desk.connect("maria")
      let replies = try await viewer.ask(
        "HELLO", "REPORT CONTROL", "POST ACCOUNT A-1 kind=trade name=N", "ADMIN SNAPSHOT")
      #expect(replies[0]["user"] == "maria")
      #expect(replies.map(\.code) == [200, 210, 532, 532])
    }
  }

  @Test func `a certificate of another authority is refused in the handshake`() async throws {
    try await Desk.open { desk in
      let other = try Desk()
      let identity = other.identity("admin")
      await #expect(throws: (any Error).self) {
        let wire = try await Wire(port: desk.port, identity: identity)
        // In TLS 1.3 the client learns of it with its first read.
        _ = try await wire.ask("HELLO")
      }
      #expect(try await desk.connect().ask("PING")[0].code == 200)
    }
  }

  @Test(.enabled(if: OpenSSLClient.isThere, "needs /usr/bin/openssl"))
  func `TLS 1.2 and 1.3 are spoken, and nothing older`() async throws {
    try await Desk.open { desk in
      for version in ["-tls1_2", "-tls1_3"] {
        let run = try await OpenSSLClient.run(desk, [version], input: "QUIT\n")
        #expect(run.exitCode == 0, "\(version)")
        #expect(run.output.hasPrefix("205 BYE"), "\(version)")
      }
      // Level 0 lets this client offer what the server must refuse.
      for version in ["-tls1_1", "-tls1"] {
        let offer = [version, "-cipher", "ALL:@SECLEVEL=0"]
        let run = try await OpenSSLClient.run(desk, offer, input: "QUIT\n")
        #expect(run.exitCode == 1, "\(version)")
        #expect(run.output.isEmpty, "\(version)")
      }
    }
  }
}
