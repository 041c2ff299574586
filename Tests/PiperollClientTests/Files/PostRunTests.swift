import Glibc
import Synchronization
import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `Posting a file` {
  /// What POST takes, as HELP says it.
  private static let help = """
    210+ DATA
    # parameters
    parameter\tvalue\tdefault\thelp
    account\tid\trequired\tx
    amount\tamount\trequired\tx
    memo\ttext\tnone\tx
    ref\tref\tnone\tx
    mode\teach|atomic\tnone\tx
    . 200 OK rows=5
    """

  private static func rows(_ rows: String, _ end: String) -> FakeServer.Answer {
    .reply("210+ DATA mode=each\n# results\nrow\tcode\tentry\trule\ttext\n\(rows)\n. \(end)")
  }

  private static let posted = rows("1\t201\t7\t\\N\taccount=A", "200 OK rows=1 created=1")

  /// Posts a file of one row to a server that answers blocks one after the other.
  private func post(
    _ answers: [FakeServer.Answer], patience: Int = 600,
    _ adjust: (inout ClientOptions) -> Void = { _ in }
  ) throws -> (run: Run, blocks: Int) {
    let count = Mutex(0)
    let server = try FakeServer { line in
      if line.hasPrefix("HELP") { return .reply(Self.help) }
      guard line.hasPrefix("POST") else { return .reply("200 OK") }
      return count.withLock { count in
        count += 1
        return answers[min(count, answers.count) - 1]
      }
    }
    defer { server.stop() }
    let scratch = Scratch()
    var post = PostFile(
      file: scratch.write("p.csv", "C,A\nT-1,1.00\n"),
      map: try FileMap(list: "account=C,amount=A").under(
        FileMap(text: "[file]\nkind=payment\n", path: "m").settings))
    post.patience = patience
    var options = server.options
    adjust(&options)
    let run = Run { post.run(options, $0) }
    return (run, count.withLock { $0 })
  }

  static let lost: [(String, FakeServer.Answer)] = [
    ("vanished", .vanish), ("is closing", .replyAndClose("421 CLOSING")),
    (
      "closed amid a block",
      .replyAndClose("210+ DATA\n# results\nrow\tcode\tentry\trule\ttext\n. 421 CLOSING")
    ),
  ]

  @Test(arguments: lost) func `sends again what had no answer, over a new connection`(
    name: String, answer: FakeServer.Answer
  ) throws {
    let (run, blocks) = try post([answer, Self.posted])
    #expect(run.exitCode == .ok, "\(run.diagnostics)")
    #expect(blocks == 2)
    #expect(run.output.contains("posted                       1              1.00"))
    #expect(run.diagnostics.contains("connected again"))
  }

  static let busy: [(String, FakeServer.Answer)] = [
    ("no room for the block", .reply("430 OVERLOAD after=1")),
    (
      "no room on the disk", rows("1\t431\t\\N\t\\N\tthe disk is full", "551 PARTIAL rows=1")
    ),
  ]

  @Test(arguments: busy) func `asks again where the server has no room`(
    name: String, answer: FakeServer.Answer
  ) throws {
    let (run, blocks) = try post([answer, Self.posted])
    #expect(run.exitCode == .ok)
    #expect(blocks == 2)
    #expect(run.diagnostics.contains("asking again in 1 s"))
  }

  @Test(
    arguments: [
      (.vanish, .unknownOutcome), (.reply("430 OVERLOAD after=1"), .retryable),
      (.reply("531 DENIED"), .login), (.reply("503 BADKEY key=x"), .refused),
      (rows("1\t201\t7\t\\N\tx\n2\t201\t8\t\\N\tx", "200 OK"), .unreachable),
    ] as [(FakeServer.Answer, ExitCode)])
  func `gives up with the code of why, and says that not all was posted`(
    answer: FakeServer.Answer, code: ExitCode
  ) throws {
    let (run, _) = try post([answer], patience: 1)
    #expect(run.exitCode == code)
    #expect(run.diagnostics.contains("not all rows were posted; run it again"))
  }

  @Test(
    arguments: [
      ("201", .ok, "posted"), ("208", .ok, "there before"), ("264", .pending, "waits for approval"),
      ("200", .ok, "nothing to do"), ("540", .refused, "refused"), ("590", .refused, "refused"),
    ] as [(String, ExitCode, String)])
  func `counts each answer as what it is`(code: String, exitCode: ExitCode, word: String) throws {
    let (run, _) = try post([Self.rows("1\t\(code)\t\\N\tx\twhy", "200 OK rows=1")])
    #expect(run.exitCode == exitCode)
    #expect(run.output.contains("  \(word)  "))
  }

  @Test func `reads a copy of standard input, which needs a name`() throws {
    let server = try FakeServer { line in
      line.hasPrefix("HELP")
        ? .reply(Self.help)
        : line.hasPrefix("POST")
          ? Self.posted
          : .reply("200 OK")
    }
    defer { server.stop() }
    var post = PostFile(
      file: "-",
      map: try FileMap(list: "account=C,amount=A").under(
        FileMap(text: "[file]\nkind=payment\n", path: "m").settings))
    let nameless = post
    #expect(Run(input: "C,A\nT-1,1.00\n") { nameless.run(server.options, $0) }.exitCode == .usage)
    post.batch = "monday"
    let named = post
    let run = Run(input: "C,A\nT-1,1.00\n") { named.run(server.options, $0) }
    #expect(run.exitCode == .ok, "\(run.diagnostics)")
    #expect(run.output.hasPrefix("standard input: 1 rows, 1.00"))
  }

  @Test func `what takes no rows is refused`() throws {
    let server = try FakeServer { _ in .reply(Self.help.replacing("mode", with: "more")) }
    defer { server.stop() }
    let scratch = Scratch()
    let post = PostFile(
      file: scratch.write("p.csv", "C,A\nT-1,1.00\n"),
      map: try FileMap(list: "account=C,amount=A").under(
        FileMap(text: "[file]\nkind=payment\n", path: "m").settings))
    let run = Run { post.run(server.options, $0) }
    #expect(run.exitCode == .usage)
    #expect(run.diagnostics.contains("POST PAYMENT takes no rows"))
  }

  @Test func `a name that no reference can have is refused`() throws {
    for (batch, told) in [
      ("a b", "letters, digits"), (String(repeating: "x", count: 50), "too long"),
    ] {
      var post = PostFile(file: "p.csv", map: try FileMap(list: "account=C"))
      post.map = try post.map.under(FileMap(text: "[file]\nkind=payment\n", path: "m").settings)
      post.batch = batch
      let settled = post
      let run = Run {
        settled.run(ClientOptions(address: Address(host: "h", port: 1), trust: Self.trust), $0)
      }
      #expect(run.exitCode == .usage)
      #expect(run.diagnostics.contains(told))
    }
  }

  private static let trust = ServerTrust.authority(file: "/nowhere")

  @Test func `shows how far it is, and how long it will take`() {
    #expect(
      ProgressLine.text(250, of: 1000, .seconds(2))
        == "250 of 1000 rows, 25 %, 125 a second, 6 s left")
    #expect(
      ProgressLine.text(1, of: 8000, .seconds(1))
        == "1 of 8000 rows, 0 %, 1 a second, 2 h 13 min left")
    #expect(ProgressLine.text(0, of: 5, .zero) == "0 of 5 rows, 0 %, 0 a second")
  }
}
