import Glibc
import Synchronization
import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `A pipeline` {
  /// Answers by the first word: R 5xx, T 4xx, P 264, anything else 200.
  private static func byLetter(_ line: String) -> FakeServer.Answer {
    switch line.first {
    case "R": .reply("550 INVALID rule=x")
    case "T": .reply("430 OVERLOAD after=1")
    case "P": .reply("264 PENDING")
    default: .reply("200 OK \(line)")
    }
  }

  static let codes: [(String, ExitCode)] = [
    ("A\nB\n", .ok), ("", .ok), ("\n\n", .ok), ("A\nR\nB\n", .refused), ("T\nA\n", .retryable),
    ("T\nR\n", .refused), ("P\nA\n", .pending), ("P\nT\n", .retryable),
  ]

  @Test(arguments: codes) func `ends with the code of its replies`(
    input: String, exitCode: ExitCode
  ) throws {
    let server = try FakeServer(Self.byLetter)
    defer { server.stop() }
    #expect(Run.pipe(input, server.options).exitCode == exitCode)
  }

  @Test func `prints replies in order, as they came`() throws {
    let server = try FakeServer(Self.byLetter)
    defer { server.stop() }
    let lines = (1...1000).map { "A\($0)" }
    let run = Run.pipe(lines.joined(separator: "\n") + "\n", server.options)
    #expect(run.output == lines.map { "200 OK \($0)\n" }.joined())
    #expect(run.diagnostics.isEmpty)
  }

  @Test(arguments: [1, 2, 7, 64]) func `never has more requests on their way than the window`(
    size: Int
  ) throws {
    let pending = Mutex((now: 0, most: 0))
    let total = 8 * size
    // The server answers a whole window at once, when it is full.
    let server = try FakeServer { _ in
      pending.withLock { pending in
        pending.now += 1
        pending.most = max(pending.most, pending.now)
        guard pending.now == size else { return .later }
        pending.now = 0
        return .replies(Array(repeating: "200 OK", count: size))
      }
    }
    defer { server.stop() }
    var options = server.options
    options.window = .init(requestsMax: size)
    let run = Run.pipe(String(repeating: "A\n", count: total), options)
    #expect(run.exitCode == .ok)
    #expect(run.output == String(repeating: "200 OK\n", count: total))
    #expect(pending.withLock { $0.most } == size)
  }

  @Test func `does not deadlock with a server that writes before it reads on`() throws {
    // 32 MiB of requests against 32 MiB of replies, with blocking writes on the server's side: no
    // buffer in between holds that, so the replies must be read while requests are being sent.
    let block = "210+ DATA\n" + String(repeating: "x", count: 64 * 1024) + "\n. 200 OK"
    let server = try FakeServer { _ in .reply(block) }
    defer { server.stop() }
    var options = server.options
    options.window = .init(requestsMax: 512, bytesMax: 64 << 20)
    let request = "A " + String(repeating: "y", count: 64 * 1024) + "\n"
    let run = Run.pipe(String(repeating: request, count: 512), options)
    #expect(run.exitCode == .ok)
    #expect(run.output.utf8.count == (block.utf8.count + 1) * 512)
  }

  @Test func `counts a request and its block as one`() throws {
    let server = try FakeServer(Self.byLetter)
    defer { server.stop() }
    let run = Run.pipe("A <<\nR\nT\n.\nB\n", server.options)
    #expect(run.output == "200 OK A <<\n200 OK B\n")
  }

  @Test func `with -e sends nothing after the first refusal`() throws {
    let server = try FakeServer(Self.byLetter)
    defer { server.stop() }
    var options = server.options
    options.stopsOnError = true
    let run = Run.pipe("A\nR\nB\nC\n", options)
    #expect(run.exitCode == .refused)
    #expect(server.requests.dropFirst() == ["A", "R"])
    #expect(run.diagnostics.contains("the rest was not sent"))
  }

  @Test func `stops reading its input after QUIT`() throws {
    let server = try FakeServer { $0 == "QUIT" ? .replyAndClose("205 BYE") : .reply("200 OK") }
    defer { server.stop() }
    let run = Run.pipe("A\nQUIT\nPOST X\n", server.options)
    #expect(run.exitCode == .ok)
    #expect(run.output == "200 OK\n205 BYE\n")
  }
}

@Suite(.timeLimit(.minutes(1))) struct `A last line without LF` {
  @Test func `runs when it reads`() throws {
    let server = try FakeServer { _ in .reply("200 OK") }
    defer { server.stop() }
    let run = Run.pipe("POST A\nLOOKUP ACCOUNT B", server.options)
    #expect(run.exitCode == .ok)
    #expect(server.requests.last == "LOOKUP ACCOUNT B")
  }

  @Test(arguments: ["POST PAYMENT A 1000", "POST mode=each <<\na\tb\n"])
  func `is not sent otherwise, and that is said`(end: String) throws {
    let server = try FakeServer { _ in .reply("200 OK") }
    defer { server.stop() }
    let run = Run.pipe("POST A\n" + end, server.options)
    #expect(run.exitCode == .usage)
    #expect(run.output == "200 OK\n")
    #expect(run.diagnostics.contains("was not sent: POST"))
    #expect(server.requests.last == "POST A")
  }
}

@Suite(.timeLimit(.minutes(1))) struct `A lost connection` {
  @Test func `leaves the outcome of unanswered writes unknown`() throws {
    let server = try FakeServer { $0.hasSuffix("r2") ? .vanish : .reply("201 CREATED") }
    defer { server.stop() }
    let run = Run.pipe("POST X ref=r1\nPOST X ref=r2\nPOST X ref=r3\n", server.options)
    #expect(run.exitCode == .unknownOutcome)
    #expect(run.output == "201 CREATED\n")
    #expect(run.diagnostics.contains("POST X ref=r2"))
    #expect(!run.diagnostics.contains("ref=r1"))
  }

  @Test func `is exit code 3 when only reads were unanswered`() throws {
    let server = try FakeServer { _ in .vanish }
    defer { server.stop() }
    #expect(Run.pipe("LOOKUP ACCOUNT A\n", server.options).exitCode == .unreachable)
  }

  @Test func `that cuts a block is no success`() throws {
    let server = try FakeServer { _ in .replyAndClose("210+ DATA\n# items\nid") }
    defer { server.stop() }
    #expect(Run.pipe("LOOKUP ACCOUNT A\n", server.options).exitCode == .unreachable)
  }

  @Test func `may be tried again after a 421`() throws {
    let server = try FakeServer { _ in .replyAndClose("421 CLOSING") }
    defer { server.stop() }
    var options = server.options
    options.window = .single
    let run = Run.pipe("POST A\nPOST B\n", options)
    #expect(run.exitCode == .retryable)
    #expect(run.diagnostics.contains("the rest was not sent"))
  }

  @Test func `and so it may after a 421 that nobody asked for`() throws {
    let server = try FakeServer { _ in .replies(["200 OK", "421 CLOSING"]) }
    defer { server.stop() }
    var options = server.options
    options.window = .single
    let run = Run.pipe("POST A\nPOST B\n", options)
    #expect(run.exitCode == .retryable)
    #expect(server.requests.last == "POST A")
  }

  @Test func `a reply too many ends it`() throws {
    let server = try FakeServer { _ in .replies(["200 OK", "200 OK"]) }
    defer { server.stop() }
    #expect(Run.pipe("PING\n", server.options).exitCode == .unreachable)
  }
}

/// A client that has patience: what had no reply is sent again, if that can do no harm.
@Suite(.timeLimit(.minutes(1))) struct `A lost connection that comes back` {
  /// A server that does something else the first time, and answers with all else.
  private static func server(
    _ first: @escaping @Sendable (String) -> FakeServer.Answer?
  ) throws -> (FakeServer, ClientOptions) {
    let met = Mutex<Set<String>>([])
    let server = try FakeServer { line in
      let isFirst = met.withLock { $0.insert(line).inserted }
      return isFirst ? first(line) ?? .reply("201 CREATED \(line)") : .reply("208 DUP \(line)")
    }
    var options = server.options
    options.patience = .seconds(30)
    return (server, options)
  }

  @Test(arguments: [
    "POST B ref=b", "LOOKUP B", "POST mode=each <<\naccount\tref\nA\tb-1\nB\tb-2\n.",
  ])
  func `has what can be repeated sent again, in order`(line: String) throws {
    let head = String(line.prefix { $0 != "\n" })
    let (server, options) = try Self.server { $0 == head ? .vanish : nil }
    defer { server.stop() }
    let run = Run.pipe("POST A ref=a\n\(line)\nPOST C ref=c\n", options)
    #expect(run.exitCode == .ok, "\(run.diagnostics)")
    // What stood behind it may have been read before the loss, or not.
    let replies = run.output.split(separator: "\n").map { $0.dropFirst($0.hasPrefix("2") ? 4 : 0) }
    #expect(replies == ["CREATED POST A ref=a", "DUP \(head)", "CREATED POST C ref=c"])
    #expect(run.diagnostics.contains("connecting again"))
  }

  @Test(arguments: [
    "POST B", "POST B -- ref=b", "POST mode=each <<\naccount\tref\nA\tb-1\nB\t\n.",
    "POST mode=each <<\naccount\nA\n.",
  ])
  func `does not have a write without a reference sent again, and says so`(line: String) throws {
    let head = String(line.prefix { $0 != "\n" })
    let (server, options) = try Self.server { $0 == head ? .vanish : nil }
    defer { server.stop() }
    let run = Run.pipe("POST A ref=a\n\(line)\nPOST C ref=c\n", options)
    #expect(run.exitCode == .unknownOutcome)
    #expect(server.requests.filter { $0 == head }.count == 1)
    #expect(run.diagnostics.contains("may or may not have been carried out"))
  }

  @Test func `has everything sent again that the server says it did not do`() throws {
    let (server, options) = try Self.server { $0 == "POST B" ? .replyAndClose("421 CLOSING") : nil }
    defer { server.stop() }
    let run = Run.pipe("POST A\nPOST B\n", options)
    #expect(run.exitCode == .ok)
    #expect(run.output == "201 CREATED POST A\n208 DUP POST B\n")
  }

  @Test(arguments: ["HELLO PRP/1 fmt=tsv", "WATCH payments", "NEXT", "BEGIN"])
  func `is the end of what another session would not know`(line: String) throws {
    let (server, options) = try Self.server { $0 == "LOOKUP B" ? .vanish : nil }
    defer { server.stop() }
    let run = Run.pipe("\(line)\nLOOKUP B\n", options)
    #expect(run.exitCode == .unreachable)
    #expect(server.requests.filter { $0 == "LOOKUP B" }.count == 1)
  }

  @Test func `is the end of a reply that had begun`() throws {
    let (server, options) = try Self.server { _ in .replyAndClose("210+ DATA\n# items\nid") }
    defer { server.stop() }
    let run = Run.pipe("LOOKUP A\n", options)
    #expect(run.exitCode == .unreachable)
    #expect(run.output == "210+ DATA\n# items\nid\n")
  }
}
