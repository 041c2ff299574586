import Glibc
import Testing

@testable import PiperollClient

// One at a time: Ctrl-C is a matter of the whole process.
@Suite(.serialized, .timeLimit(.minutes(1))) struct `The console` {
  private static let prompt = "jane@127.0.0.1> "

  private static func handler(_ line: String) -> FakeServer.Answer {
    switch line {
    case "QUIT": .replyAndClose("205 BYE")
    case "ESC": .reply("200 OK \u{1b}[2J\u{202e}")
    case "PUSH": .reply("200 OK\n* CALL seq=1")
    case "POST LOST", "LOOKUP LOST": .vanish
    case "SLOW": .later
    case "POST QUEUED": .reply("202 QUEUED n=1")
    case "POST BAD": .reply("504 BADVALUE")
    default: .reply("200 OK \(line)")
    }
  }

  @Test func `shows that a list is open, and how much is in it`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    for (line, prompt) in [
      ("BEGIN", "jane@127.0.0.1 (0 queued)> "), ("POST QUEUED", "jane@127.0.0.1 (1 queued)> "),
      ("POST BAD", "jane@127.0.0.1 (1 queued)> "), ("POST QUEUED", "jane@127.0.0.1 (2 queued)> "),
      ("COMMIT", Self.prompt), ("begin", "jane@127.0.0.1 (0 queued)> "), ("ABORT", Self.prompt),
    ] {
      console.type(line + "\n")
      #expect(console.read(upTo: prompt).hasSuffix(prompt), "behind \(line)")
    }
    console.type("QUIT\n")
    #expect(console.end() == .ok)
  }

  @Test func `greets, answers and leaves`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options, greeting: "A demonstration.")
    let banner = console.read(upTo: Self.prompt)
    #expect(banner.hasPrefix("A demonstration.\nPiperoll at 127.0.0.1:\(server.port) (TLSv1.3)"))
    console.type("PING\n")
    #expect(console.read(upTo: Self.prompt).contains("\n200 OK PING, "))
    console.type("POST mode=each <<\n")
    _ = console.read(upTo: "... ")
    console.type("row\n")
    _ = console.read(upTo: "... ")
    console.type(".\n")
    #expect(console.read(upTo: Self.prompt).contains("200 OK POST mode=each <<, "))
    console.type("QUIT\n")
    #expect(console.read(upTo: "205 BYE, ").contains("205 BYE"))
    #expect(console.end() == .ok)
    #expect(server.requests.first == "HELLO PRP/1 fmt=screen width=80")
  }

  @Test func `has commands of its own`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    console.type("\\?\n")
    #expect(console.read(upTo: Self.prompt).contains("\\timing"))
    console.type("\\timing\n")
    _ = console.read(upTo: Self.prompt)
    console.type("PING\n")
    #expect(console.read(upTo: Self.prompt).hasSuffix("\n200 OK PING\n" + Self.prompt))
    console.type("\\raw\n")
    _ = console.read(upTo: Self.prompt)
    console.type("\\timing\n")
    _ = console.read(upTo: Self.prompt)
    console.type("PING\n")
    let raw = console.read(upTo: Self.prompt)
    #expect(raw.contains("\n200 OK PING\nTime: "), "and the reply to HELLO is not shown")
    console.type("\u{4}")
    #expect(console.end() == .ok)
    #expect(server.typed.dropFirst() == ["PING", "HELLO PRP/1 fmt=tsv", "PING"])
  }

  @Test func `asks for screens of the terminal's width`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    console.resize(columns: 120)
    console.type("PING\n")
    #expect(console.read(upTo: Self.prompt).contains("PING\n200 OK PING, "))
    console.type("PING\n")
    _ = console.read(upTo: Self.prompt)
    console.resize(columns: 20)
    console.type("QUIT\n")
    #expect(console.end() == .ok)
    let asked = server.typed
    #expect(
      asked == [
        "HELLO PRP/1 fmt=screen width=80", "HELLO PRP/1 fmt=screen width=120", "PING", "PING",
        "HELLO PRP/1 fmt=screen width=40", "QUIT",
      ])
  }

  @Test func `a server without screens gives tables`() throws {
    let server = try FakeServer(knowsScreens: false, Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    console.type("PING\n")
    #expect(console.read(upTo: Self.prompt).contains("\n200 OK PING\n"))
    console.type("QUIT\n")
    #expect(console.end() == .ok)
    #expect(server.requests.contains("HELLO PRP/1 fmt=table"))
  }

  @Test func `a refusal is a sentence, what to type instead, and the status`() throws {
    let server = try FakeServer { line in
      line == "lokup x"
        ? .reply("502 UNKNOWN col=1 word=\"a ; b\" ; no command lokup; type: lookup x")
        : Self.handler(line)
    }
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    console.type("\\timing\n")
    _ = console.read(upTo: Self.prompt)
    console.type("lokup x\n")
    let shown = console.read(upTo: Self.prompt)
    #expect(shown.contains("\nno command lokup\n  type: lookup x\n"))
    #expect(shown.contains("502 UNKNOWN col=1 word=\"a ; b\"") && !shown.contains("; no command"))
    console.type("QUIT\n")
    #expect(console.end() == .ok)
  }

  @Test func `refuses a line that the terminal cuts, and sends the next one`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    for bytes in [4_094, 4_095, 8_190, 4_094] {
      console.type("NOTE " + String(repeating: "x", count: bytes - 5) + "\n")
      if bytes > 4_094 { _ = console.read(upTo: "which a terminal cuts;") }
      _ = console.read(upTo: Self.prompt)
    }
    console.type("QUIT\n")
    #expect(console.end() == .ok)
    #expect(server.typed.map(\.utf8.count) == [31, 4_094, 4_094, 4])
  }

  @Test(arguments: ["lookup next", "@t LOOKUP NEXT account=A-1"])
  func `what takes another account each time is not asked again and again`(line: String) throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    console.type("\\watch 1 \(line)\n")
    #expect(console.read(upTo: Self.prompt).contains("Each LOOKUP NEXT takes another account"))
    console.type(line + "\n")
    _ = console.read(upTo: Self.prompt)
    console.type("\\watch 1\n")
    #expect(console.read(upTo: Self.prompt).contains("Each LOOKUP NEXT takes another account"))
    console.type("\\q\n")
    #expect(console.end() == .ok)
    #expect(server.typed.dropFirst() == [line])
  }

  @Test func `shows control characters instead of obeying them`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    console.type("ESC\n")
    let shown = console.read(upTo: Self.prompt)
    #expect(shown.contains("200 OK <U+001B>[2J<U+202E>, "))
    console.type("PUSH\n")
    #expect(console.read(upTo: "* CALL seq=1\n").contains("* CALL"))
    console.type("\\q\n")
    #expect(console.end() == .ok)
  }

  @Test func `Ctrl-C clears the line, and does not end the wait for a reply at once`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(server.options)
    _ = console.read(upTo: Self.prompt)
    console.type("A <<\n")
    _ = console.read(upTo: "... ")
    kill(getpid(), SIGINT)
    _ = console.read(upTo: Self.prompt)
    console.type("PING\n")
    #expect(console.read(upTo: Self.prompt).contains("200 OK PING"))
    console.type("SLOW\n")
    // The console has sent it, and so waits for the reply.
    while server.requests.last != "SLOW" { sched_yield() }
    kill(getpid(), SIGINT)
    _ = console.read(upTo: "Ctrl-C again")
    kill(getpid(), SIGINT)
    #expect(console.end() == .unknownOutcome)
  }

  private static let hasLibedit = dlopen(LineEditor.libraryName, RTLD_NOW) != nil

  private func edited(_ server: FakeServer) -> ClientOptions {
    var options = server.options
    options.terminalType = "xterm"
    return options
  }

  @Test(.enabled(if: hasLibedit, "libedit.so.2 is missing"))
  func `asks the server for its words, and shows nothing of the answer`() throws {
    let server = try FakeServer { line in
      line.hasPrefix("HELP WORDS")
        ? .reply(
          "210+ DATA\n# forms\ncommand\talias\nPINGALL\t\n# words\ncommand\tparameter\n. 200 OK")
        : Self.handler(line)
    }
    defer { server.stop() }
    let console = TypedConsole(edited(server))
    _ = console.read(upTo: "> ")
    console.typeWhenEdited("FIRST\r")
    let shown = console.read(upTo: "200 OK FIRST")
    #expect(!shown.contains("PINGALL"))
    _ = console.read(upTo: "> ")
    console.type("pi\t\r")
    _ = console.read(upTo: "200 OK pingall")
    console.type("QUIT\r")
    #expect(console.end() == .ok)
    #expect(server.requests[1...3] == ["HELP WORDS fmt=tsv", "WATCH phone", "FIRST"])
  }

  @Test(.enabled(if: hasLibedit, "libedit.so.2 is missing"))
  func `a line of any length is sent whole where it is edited`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let console = TypedConsole(edited(server))
    _ = console.read(upTo: "> ")
    let line = "NOTE " + String(repeating: "x", count: 9_000)
    console.typeWhenEdited(line + "\r")
    while server.requests.last != line { _ = console.read(upTo: "x") }
    console.type("\u{4}")
    _ = console.read(upTo: "the end")
    #expect(console.end() == .ok)
  }

  @Test func `without libedit the terminal edits lines`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let session = try Session.open(server.options, .table)
    defer { session.connection.close() }
    let wait = TypingWait(0, ConsoleLink(session, server.options), TerminalSignals())
    #expect(
      LineEditor(
        wait, output: 1, terminalType: "xterm", mayStyle: false, library: "libnone.so.9") == nil)
  }
}
