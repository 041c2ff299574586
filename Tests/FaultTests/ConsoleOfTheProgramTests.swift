import Testing

/// The console of the program on a terminal of tmux, against a real server.
@Suite(.timeLimit(.minutes(10))) struct ConsoleOfTheProgramTests {
  private static let script = ["python3", Script.path(of: "console.py")]

  @Test(
    .enabled("python3, tmux or libedit is missing") {
      try await Script.run(script + ["try"]).status == 0
    })
  func `a person completes, edits, searches, pages and watches`() async throws {
    let run = try await Script.run(Self.script)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test(
    .enabled("needs python3, 3.9 or later, and openssl") { try await hasPython() })
  func `what it prints, says and ends with is as its page says, with and without a terminal`()
    async throws
  {
    let run = try await Script.run(["python3", Script.path(of: "matrix.py")])
    #expect(run.status == 0, "\(run.output)")
  }
}
