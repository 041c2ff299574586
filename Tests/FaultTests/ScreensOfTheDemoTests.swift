import Testing

/// Every look-up, report and page of help of the sample book, on a narrow terminal; by itself the
/// script tries several.
@Suite(.timeLimit(.minutes(10))) struct ScreensOfTheDemoTests {
  @Test(.enabled("python3 is missing") { try await Script.run(["which", "python3"]).status == 0 })
  func `no line of a screen is wider than the terminal`() async throws {
    let run = try await Script.run(
      ["python3", Script.path(of: "screens.py"), "57"])
    #expect(run.status == 0, "\(run.output)")
  }
}
