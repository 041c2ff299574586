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
}
