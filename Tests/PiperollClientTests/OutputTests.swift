import Glibc
import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `What is printed` {
  private static func handler(_ line: String) -> FakeServer.Answer {
    switch line {
    case "ONE": .reply("210+ DATA\n# items\nid\tname\n..1\tJane\n. 200 OK rows=1")
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
    #expect(run.output == "id\tname\n.1\tJane\n")
    #expect(run.diagnostics == "550 INVALID rule=x\n")
    #expect(run.exitCode == .refused)
  }

  @Test func `names sections only when there are several`() throws {
    #expect(try run("TWO\nONE\n", .tsv).output == "# a\nid\n1\n# b\nid\n2\nid\tname\n.1\tJane\n")
  }

  @Test func `as json is objects`() throws {
    let run = try run("JSON\nPING\n", .json)
    #expect(run.output == "{\"section\":\"a\"}\n")
    #expect(run.diagnostics.isEmpty)
  }

  @Test func `of a refusal's block goes to standard error`() throws {
    let run = try run("BADBLOCK\n", .tsv)
    #expect(run.output.isEmpty)
    #expect(run.diagnostics == "550+ INVALID\nrow\n. 550 INVALID\n")
  }

  @Test func `of a report that died says so`() throws {
    let run = try run("HALF\n", .tsv)
    #expect(run.output == "id\n1\n")
    #expect(run.diagnostics == ". 451 ABORTED\n")
    #expect(run.exitCode == .retryable)
  }

  @Test(arguments: [ClientOptions.Output.verbatim, .tsv, .json])
  func `of a file is its lines and nothing else`(output: ClientOptions.Output) throws {
    let run = try run("FILE\nHALFFILE\n", output)
    #expect(run.output == "; a\n\n.b\n# c\n; a\n")
    #expect(run.diagnostics == ". 451 ABORTED\n")
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
    #expect(run.exitCode == .ok)
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
