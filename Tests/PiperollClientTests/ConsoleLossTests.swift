import Glibc
import PiperollTLS
import Synchronization
import Testing

@testable import PiperollClient

/// What a server says of its commands, as far as these tests need it.
private let words = """
  210+ DATA
  # forms
  command\talias
  POST PAYMENT\t\\N
  BEGIN\t\\N
  ADMIN USER\t\\N
  # words
  command\tparameter\tplace\tneed
  POST PAYMENT\taccount\tpositional\trequired
  POST PAYMENT\tref\tkeyed\toptional
  ADMIN USER\tuser\tpositional\trequired
  . 200 OK rows=6
  """

// Among the other consoles, one at a time.
extension `The console` {
  @Suite struct `whose connection is lost` {
    private static let prompt = "jane@127.0.0.1> "

    /// A server that drops the connection once for a line which begins so.
    private func server(
      losing line: String, _ closing: FakeServer.Answer = .vanish,
      _ handler: @escaping @Sendable (String) -> String = { "201 CREATED entry=7 \($0)" }
    ) throws -> FakeServer {
      let isLost = Mutex(false)
      return try FakeServer { typed in
        if typed.hasPrefix("HELP WORDS") { return .reply(words) }
        let loses = isLost.withLock { lost in
          defer { lost = lost || typed.hasPrefix(line) }
          return !lost && typed.hasPrefix(line)
        }
        return loses ? closing : .reply(handler(typed))
      }
    }

    private func reference(_ line: String?) throws -> String {
      let word = try #require(line?.split(separator: " ").first { $0.hasPrefix("ref=c-") })
      return String(word)
    }

    @Test(arguments: [
      ("200 OK kind=payment entry=7", "It was recorded as entry 7: POST PAYMENT A 5.00"),
      ("264 PENDING approval=9", "It waits for approval 9: POST PAYMENT A 5.00"),
      ("550 INVALID state=rejected", "It was asked for, and will not be done: POST PAYMENT A 5.00"),
      ("540 NOTFOUND", "It was not recorded: POST PAYMENT A 5.00"),
    ])
    func `says of a write that had no reply what became of it`(reply: String, told: String) throws {
      let server = try server(losing: "POST PAYMENT") { line in
        line.hasPrefix("LOOKUP REF") ? reply : "201 CREATED entry=7"
      }
      defer { server.stop() }
      let console = TypedConsole(server.options)
      _ = console.read(upTo: Self.prompt)
      console.type("POST PAYMENT A 5.00\n")
      _ = console.read(upTo: "Whether it was recorded is asked")
      _ = console.read(upTo: "Connected again, logged in as jane.\n")
      _ = console.read(upTo: told)
      let sent = server.typed
      let ref = try reference(sent.first { $0.hasPrefix("POST") })
      #expect(sent.contains("LOOKUP REF \(ref.dropFirst(4)) fmt=tsv"))
      #expect(sent.filter { $0.hasPrefix("POST") }.count == 1, "nothing is posted by itself")
      console.type("QUIT\n")
      #expect(console.end() == .ok)
    }

    @Test func `sends what was not recorded again under its old reference`() throws {
      let server = try server(losing: "POST PAYMENT") { line in
        line.hasPrefix("LOOKUP REF") ? "540 NOTFOUND" : "201 CREATED entry=7"
      }
      defer { server.stop() }
      let console = TypedConsole(server.options)
      _ = console.read(upTo: Self.prompt)
      console.type("POST PAYMENT A 5.00 -- at the door\n")
      _ = console.read(upTo: "It was not recorded")
      for _ in 0..<2 {
        console.type("POST PAYMENT A 5.00 -- at the door\n")
        _ = console.read(upTo: "201 CREATED entry=7")
      }
      let sent = server.typed.filter { $0.hasPrefix("POST") }
      #expect(sent.count == 3 && sent[0] == sent[1] && sent[1] != sent[2])
      let ref = try reference(sent[0])
      #expect(sent[0] == "POST PAYMENT A 5.00 \(ref) -- at the door")
      console.type("QUIT\n")
      #expect(console.end() == .ok)
    }

    @Test func `opens a list again, and runs it once`() throws {
      let server = try server(losing: "COMMIT") { line in
        switch line {
        case "BEGIN": "200 OK"
        case _ where line.hasPrefix("LOOKUP REF"): "540 NOTFOUND"
        case "COMMIT": "200 OK rows=2"
        default: "202 QUEUED"
        }
      }
      defer { server.stop() }
      let console = TypedConsole(server.options)
      _ = console.read(upTo: Self.prompt)
      console.commit(["POST PAYMENT A 5.00", "POST PAYMENT B 6.00 ref=b"])
      _ = console.read(upTo: "The list is open again, with its 2 writes")
      console.type("COMMIT\n")
      _ = console.read(upTo: "200 OK rows=2")
      let sent = server.typed
      #expect(sent.filter { $0 == "BEGIN" }.count == 2)
      let queued = sent.filter { $0.hasPrefix("POST") }
      #expect(queued.count == 4 && queued[..<2] == queued[2...])
      console.type("QUIT\n")
      #expect(console.end() == .ok)
    }

    @Test func `knows that a list was run by any line of it`() throws {
      // The first line came to nothing, and so its reference is not known.
      let asked = Mutex(0)
      let server = try server(losing: "COMMIT") { line in
        switch line {
        case "BEGIN": return "200 OK"
        case _ where line.hasPrefix("LOOKUP REF"):
          let isFirst = asked.withLock {
            $0 += 1
            return $0 == 1
          }
          return isFirst ? "540 NOTFOUND" : "200 OK entry=8"
        default: return "202 QUEUED"
        }
      }
      defer { server.stop() }
      let console = TypedConsole(server.options)
      _ = console.read(upTo: Self.prompt)
      console.commit(["POST PAYMENT A 5.00", "POST PAYMENT B 6.00"])
      _ = console.read(upTo: "The list was run: COMMIT\n")
      _ = console.read(upTo: Self.prompt)
      #expect(server.typed.filter { $0 == "BEGIN" }.count == 1)
      console.type("QUIT\n")
      #expect(console.end() == .ok)
    }

    @Test func `says what the server did not do, and what nobody can know`() throws {
      let closing = FakeServer.Answer.replyAndClose("421 CLOSING ; the server is shutting down")
      let server = try server(losing: "POST PAYMENT", closing)
      defer { server.stop() }
      let console = TypedConsole(server.options)
      _ = console.read(upTo: Self.prompt)
      console.type("POST PAYMENT A 5.00\n")
      _ = console.read(upTo: "It was not carried out: POST PAYMENT A 5.00")
      _ = console.read(upTo: "The connection is gone (the server is shutting down)")
      _ = console.read(upTo: "Connected again")
      console.type("QUIT\n")
      #expect(console.end() == .ok)

      let other = try self.server(losing: "ADMIN USER")
      defer { other.stop() }
      let second = TypedConsole(other.options)
      _ = second.read(upTo: Self.prompt)
      second.type("ADMIN USER bo\n")
      _ = second.read(upTo: "It may or may not have been carried out: ADMIN USER bo")
      _ = second.read(upTo: "Connected again")
      second.type("QUIT\n")
      #expect(second.end() == .unknownOutcome)
      #expect(other.typed.contains("ADMIN USER bo"))
    }

    @Test func `asks another version of the server for its words, and the same one not again`()
      throws
    {
      let versions = ["0.3.0", "0.3.0", "0.4.0", "0.4.0"]
      let server = try FakeServer(versions: versions) { line in
        if line.hasPrefix("HELP WORDS") { return .reply(words) }
        return line.hasPrefix("LOOKUP X") ? .vanish : .reply("200 OK \(line)")
      }
      defer { server.stop() }
      let console = TypedConsole(server.options)
      _ = console.read(upTo: Self.prompt)
      for count in [1, 2, 2] {
        console.type("LOOKUP X\n")
        _ = console.read(upTo: "Connected again")
        console.type("POST PAYMENT A \(count)\n")
        _ = console.read(upTo: "200 OK POST")
        #expect(server.requests.count { $0.hasPrefix("HELP WORDS") } == count)
      }
      console.type("QUIT\n")
      #expect(console.end() == .ok)
    }

    @Test func `watches again what it watched`() throws {
      let server = try server(losing: "LOOKUP X")
      defer { server.stop() }
      let console = TypedConsole(server.options)
      _ = console.read(upTo: Self.prompt)
      for line in ["WATCH payments", "LOOKUP X"] {
        console.type(line + "\n")
        _ = console.read(upTo: line == "LOOKUP X" ? "Connected again" : "201 CREATED")
      }
      console.type("LOOKUP Y\n")
      _ = console.read(upTo: "201 CREATED entry=7 LOOKUP Y")
      #expect(server.typed.filter { $0 == "WATCH payments" }.count == 2)
      console.type("QUIT\n")
      #expect(console.end() == .ok)
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct `The console's link` {
  /// What happens to a link until there is something to tell.
  private func news(_ link: ConsoleLink) -> ConsoleLink.News? {
    while true {
      while let event = link.connection.nextEvent() {
        if let final = event.final, final.code == 421 { link.noteClosing(final) }
      }
      if let news = link.takeNews() { return news }
      var entries = link.pollEntries
      if Poll.wait(&entries, link.deadline) == .ready { link.service(entries[...]) }
    }
  }

  private func link(_ server: FakeServer, restAfter: Duration) throws -> ConsoleLink {
    var options = server.options
    options.password = .text(Secret("secret-1"))
    return ConsoleLink(try Session.open(options, .tsv), options, restAfter: restAfter)
  }

  @Test func `logs in again with the password that it had`() throws {
    let server = try FakeServer { $0 == "LOST" ? .vanish : .reply("200 OK user=jane") }
    defer { server.stop() }
    let link = try link(server, restAfter: .seconds(300))
    link.connection.send(Array("LOST\n".utf8))
    guard case .lost(_, rests: false) = news(link), case .opened = news(link) else {
      Issue.record("it is not lost and then opened")
      return
    }
    #expect(link.isUp && link.session.user == "jane")
    #expect(server.requests.filter { $0 == "AUTH jane password=\"secret-1\"" }.count == 2)
  }

  @Test func `waits for a key where nobody was when the server ended the session`() throws {
    let server = try FakeServer {
      $0 == "IDLE" ? .replyAndClose("421 CLOSING ; idle for 900 seconds") : .reply("200 OK")
    }
    defer { server.stop() }
    let link = try link(server, restAfter: .zero)
    link.connection.send(Array("IDLE\n".utf8))
    guard case .lost(let reason, rests: true) = news(link) else {
      Issue.record("it does not rest")
      return
    }
    #expect(reason.description == "idle for 900 seconds")
    #expect(link.takeNews() == nil && link.hasGivenUp)
    link.touch()
    guard case .opened = news(link) else {
      Issue.record("a key does not open it")
      return
    }
  }

  @Test func `gives up when the login is refused, until somebody asks again`() throws {
    let logins = Mutex(0)
    let server = try FakeServer { line in
      if line == "LOST" { return .vanish }
      let count = logins.withLock {
        $0 += 1
        return $0
      }
      return .reply(count == 2 ? "531 AUTHFAIL ; wrong user or password" : "200 OK")
    }
    defer { server.stop() }
    let link = try link(server, restAfter: .seconds(300))
    link.connection.send(Array("LOST\n".utf8))
    guard case .lost = news(link), case .gaveUp(let reason) = news(link) else {
      Issue.record("it does not give up")
      return
    }
    #expect(reason.exitCode == .login && link.takeNews() == nil && link.hasGivenUp)
    link.touch()
    #expect(link.hasGivenUp, "a key is not enough")
    link.hurry()
    guard case .opened = news(link) else {
      Issue.record("it is not opened")
      return
    }
  }
}

@Suite struct `A reference of the console` {
  @Test(arguments: [
    ("POST PAYMENT A 5.00", "POST PAYMENT A 5.00 ref=r"),
    ("POST PAYMENT A 5.00  -- a -- b", "POST PAYMENT A 5.00 ref=r -- a -- b"),
    ("NOTE GENERAL A memo=\"a -- \\\" b\" ", "NOTE GENERAL A memo=\"a -- \\\" b\" ref=r"),
  ])
  func `stands behind the arguments, in front of a text`(line: String, sent: String) {
    #expect(OwnReference.add("r", to: line) == sent)
    #expect(OwnReference.find(in: sent) == "r" && OwnReference.find(in: line) == nil)
  }

  @Test func `has no digits, which may be a payment card's number`() {
    let made = Set((0..<1000).map { _ in OwnReference.make() })
    #expect(made.count == 1000)
    #expect(made.allSatisfy { $0.utf8.count == 14 && !$0.contains(where: \.isNumber) })
  }
}

@Suite struct `Up and Enter` {
  private func status(_ text: String) -> StatusLine { StatusLine(text)! }

  @Test func `ask before they post the same once more`() {
    var guarding = RepeatGuard(["POST A 1"])
    #expect(guarding.hold("POST B 1", isByHand: true) == nil)
    #expect(guarding.hold("POST A 1", isByHand: true)?.contains("sent before. Enter") == true)
    #expect(guarding.hold("POST A 1", isByHand: true) == nil, "Enter a second time means it")
    guarding.note("POST A 1", status("201 CREATED entry=9"))
    #expect(guarding.hold("POST A 1", isByHand: true)?.contains("as entry 9") == true)
    #expect(guarding.hold("POST C 1", isByHand: true) == nil)
    #expect(guarding.hold("POST A 1", isByHand: true) != nil, "another line came in between")
  }

  @Test func `post at once what was refused, and what is pasted`() {
    var guarding = RepeatGuard()
    guarding.note("POST A 1", status("550 INVALID"))
    #expect(guarding.hold("POST A 1", isByHand: true) == nil)
    guarding.note("POST A 1", status("201 CREATED entry=9"))
    #expect(guarding.hold("POST A 1", isByHand: false) == nil)
  }
}
