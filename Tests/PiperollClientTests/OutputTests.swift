import Glibc
import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `What is printed` {
  private static func handler(_ line: String) -> FakeServer.Answer {
    switch line {
    case "ONE": .reply("210+ DATA\n# items\nid\tname\n..1\tJane\n. 200 OK rows=1")
    case "CELLS":
      .reply(
        "210+ DATA\n# a\nid\tname\tamount\n\\# 1\t=a, \"b\"\t-5.00\n+1\t\\N\tx\n. 200 OK rows=2")
    case "TWO": .reply("210+ DATA\n# a\nid\n1\n# b\nid\n2\n. 200 OK rows=2")
    case "JSON": .reply("210+ DATA\n{\"section\":\"a\"}\n. 200 OK rows=1")
    case "BAD": .reply("550 INVALID rule=x")
    case "BADBLOCK": .reply("550+ INVALID\nrow\n. 550 INVALID")
    case "FILE": .reply("210+ DATA fmt=text\n; a\n\n..b\n# c\n. 200 OK rows=4")
    case "HALFFILE": .reply("210+ DATA fmt=text\n; a\n. 451 ABORTED")
    case "COMMIT": .reply("451 ABORTED n=2 code=550 rule=x")
    case "HALF": .reply("210+ DATA\n# a\nid\n1\n. 451 ABORTED")
    case "ESC": .reply("200 OK \u{1b}[2J")
    case "PUSH": .reply("* CALL seq=1\n200 OK")
    case "POST A": .reply("201 CREATED entry=5 memo=\"a\\tb\\\"c\" ; for people x=1")
    case "MORE": .reply("210+ DATA phone=+1\n# a\nid\n1\n. 200 OK rows=1 more=yes")
    case "WAS": .reply("208+ DUP entry=5\n# a\nid\n1\n. 200 OK rows=1")
    case "PART": .reply("210+ DATA\n# a\nid\n1\n. 551 PARTIAL rows=1 refused=1")
    default: .reply("200 OK")
    }
  }

  private func run(_ input: String, _ output: ClientOptions.Output) throws -> Run {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    var options = server.options
    options.output = output
    return Run.pipe(input, options)
  }

  @Test func `by default is the reply, with dots undone and LF`() throws {
    let run = try run("ONE\nBAD\n", .verbatim)
    #expect(
      run.output
        == "210+ DATA\n# items\nid\tname\n.1\tJane\n. 200 OK rows=1\n550 INVALID rule=x\n")
  }

  @Test func `as tsv is header and rows`() throws {
    let run = try run("PING\nONE\nBAD\n", .tsv)
    #expect(
      run.output
        == "# status\t200\tOK\nid\tname\n.1\tJane\n# status\t210\tDATA\trows=1\n")
    #expect(run.diagnostics == "line 3: 550 INVALID rule=x\n")
    #expect(run.exitCode == .refused)
  }

  @Test func `as csv is tsv with commas, and nothing that a spreadsheet runs`() throws {
    let run = try run("CELLS\nPING\n", .csv)
    #expect(
      run.output == """
        id,name,amount
        "# 1","'=a, ""b\""",-5.00
        '+1,,x
        # status,210,DATA,rows=2
        # status,200,OK

        """)
  }

  @Test func `names sections only when there are several`() throws {
    #expect(
      try run("TWO\nONE\n", .tsv).output.split(separator: "\n").filter { !$0.hasPrefix("# status") }
        == ["# a", "id", "1", "# b", "id", "2", "id\tname", ".1\tJane"])
  }

  @Test func `as json is objects`() throws {
    let run = try run("JSON\nPING\n", .json)
    #expect(
      run.output == """
        {"section":"a"}
        {"section":"status","status":210,"result":"DATA","rows":"1"}
        {"section":"status","status":200,"result":"OK"}

        """)
    #expect(run.diagnostics.isEmpty)
  }

  @Test func `of a refusal's block goes to standard error`() throws {
    let run = try run("BADBLOCK\n", .tsv)
    #expect(run.output.isEmpty)
    #expect(run.diagnostics == "line 1: 550+ INVALID\nrow\nline 1: . 550 INVALID\n")
  }

  @Test func `of a report that died says so`() throws {
    let run = try run("HALF\n", .tsv)
    #expect(run.output == "id\n1\n# status\t451\tABORTED\n")
    #expect(run.diagnostics == "line 1: . 451 ABORTED\n")
    #expect(run.exitCode == .retryable)
  }

  /// What a status line says is data too: the entry of a write, whether there is more.
  @Test(
    arguments: [
      (
        "POST A", "# status\t201\tCREATED\tentry=5\tmemo=a\\tb\"c",
        #"{"section":"status","status":201,"result":"CREATED","entry":"5","memo":"a\tb\"c"}"#
      ),
      (
        "MORE", "# status\t210\tDATA\tphone=+1\trows=1\tmore=yes",
        #"{"section":"status","status":210,"result":"DATA","phone":"+1","rows":"1","more":"yes"}"#
      ),
      (
        "WAS", "# status\t208\tDUP\tentry=5\trows=1",
        #"{"section":"status","status":208,"result":"DUP","entry":"5","rows":"1"}"#
      ),
      (
        "PART", "# status\t551\tPARTIAL\trows=1\trefused=1",
        #"{"section":"status","status":551,"result":"PARTIAL","rows":"1","refused":"1"}"#
      ),
    ])
  func `as data has what the status lines say`(line: String, tsv: String, json: String) throws {
    #expect(try run(line + "\n", .tsv).output.hasSuffix(tsv + "\n"))
    #expect(try run(line + "\n", .json).output.hasSuffix(json + "\n"))
  }

  @Test func `names the lines that were refused`() throws {
    let input = "PING\n\nB <<\nx\n.\nBAD\nPING\n  \nCOMMIT\n"
    #expect(
      try run(input, .tsv).diagnostics
        == "line 6: 550 INVALID rule=x\nline 9: 451 ABORTED n=2 code=550 rule=x\n")
    #expect(
      try run(input, .verbatim).diagnostics == "piperoll: refused: line 6 (550), line 9 (451)\n")
    #expect(
      try run(String(repeating: "BAD\n", count: 12), .verbatim).diagnostics
        .hasSuffix("line 10 (550) and 2 more\n"))
  }

  @Test(arguments: [ClientOptions.Output.verbatim, .tsv, .json])
  func `and cannot be written is an error`(output: ClientOptions.Output) throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    var options = server.options
    options.output = output
    let run = Run(input: "PING\nBAD\n") { streams in
      var full = streams
      full.output = open("/dev/full", O_WRONLY)
      defer { close(full.output) }
      return Pipeline.run(options, full)
    }
    #expect(run.exitCode == .unwritten)
    #expect(
      run.diagnostics.contains(
        "piperoll: the output could not be written: No space left on device\n"))
  }

  @Test func `and cannot be written ends the input`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let run = Run(input: String(repeating: "LOOKUP A\n", count: 10_000)) { streams in
      var full = streams
      full.output = open("/dev/full", O_WRONLY)
      defer { close(full.output) }
      return Pipeline.run(server.options, full)
    }
    #expect(run.exitCode == .unwritten)
    #expect(run.diagnostics.hasSuffix("; the rest was not sent\n"))
    #expect(server.requests.count < 10_000)
  }

  @Test(arguments: [ClientOptions.Output.verbatim, .tsv, .json])
  func `of a file is its lines and nothing else`(output: ClientOptions.Output) throws {
    let run = try run("FILE\nHALFFILE\n", output)
    #expect(run.output == "; a\n\n.b\n# c\n; a\n")
    #expect(
      run.diagnostics
        == (output == .verbatim
          ? "line 2: . 451 ABORTED\npiperoll: refused: line 2 (451)\n" : "line 2: . 451 ABORTED\n"))
    #expect(run.exitCode == .retryable)
  }

  @Test func `of a list that was not run is a refusal, by the code of its line`() throws {
    let run = try run("COMMIT\n", .verbatim)
    #expect(run.output == "451 ABORTED n=2 code=550 rule=x\n")
    #expect(run.exitCode == .refused)
  }

  @Test func `leaves out pushes, and keeps bytes where there is no terminal`() throws {
    #expect(try run("PUSH\nESC\n", .verbatim).output == "200 OK\n200 OK \u{1b}[2J\n")
  }

  @Test func `asks the server for the format`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    var options = server.options
    for output in [ClientOptions.Output.verbatim, .tsv, .json] {
      options.output = output
      _ = Run.pipe("PING\n", options)
    }
    #expect(
      server.requests.filter { $0.hasPrefix("HELLO") }
        == ["HELLO PRP/1 fmt=tsv", "HELLO PRP/1 fmt=tsv", "HELLO PRP/1 fmt=jsonl"])
  }

  @Test func `to nobody ends the run quietly`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let run = Run(input: String(repeating: "LOOKUP A\n", count: 10_000)) { streams in
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      close(ends[0])
      defer { close(ends[1]) }
      var broken = streams
      broken.output = ends[1]
      return Pipeline.run(server.options, broken)
    }
    // As a shell reports a program that SIGPIPE ended: not all of the input was sent.
    #expect(run.exitCode == .outputClosed)
    #expect(run.diagnostics.isEmpty)
    #expect(server.requests.count < 10_000)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Commands of the command line` {
  @Test func `run in order and may hold a block`() throws {
    let server = try FakeServer { .reply("200 OK \($0)") }
    defer { server.stop() }
    let run = Run { Pipeline.run(server.options, commands: ["A", "B <<\nx\n.", "POST C"], $0) }
    #expect(run.exitCode == .ok)
    #expect(run.output == "200 OK A\n200 OK B <<\n200 OK POST C\n")
  }

  @Test(arguments: ["", "  ", "A <<", "A <<\nx"]) func `are whole or nothing is sent`(line: String)
    throws
  {
    let server = try FakeServer { _ in .reply("200 OK") }
    defer { server.stop() }
    let run = Run { Pipeline.run(server.options, commands: ["POST A", line], $0) }
    #expect(run.exitCode == .usage)
    #expect(server.requests.isEmpty)
  }
}
