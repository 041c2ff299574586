import Testing

/// The programs as a shell starts them: closed streams, a full disk, a reader that has gone.
@Suite struct ProgramTests {
  fileprivate struct Run: Sendable, CustomTestStringConvertible {
    let command: String
    let status: Int32
    let output: String

    init(_ command: String, _ status: Int32, _ output: String = "") {
      self.command = command
      self.status = status
      self.output = output
    }

    var testDescription: String { command }
  }

  private static let full = "the output could not be written: No space left on device"

  private static let runs = [
    Run("$PIPEROLL --version >/dev/full", 7, "piperoll: \(full)"),
    Run("$PIPEROLL --help >/dev/full", 7, "piperoll: \(full)"),
    Run("$PIPEROLL bench --book 1000 >/dev/full", 7, "piperoll: \(full)"),
    Run("$PIPEROLL bench --payments 9 >/dev/full", 7, "piperoll: \(full)"),
    Run(
      "$PIPEROLL bench --payments 9 >&-", 7,
      "piperoll: the output could not be written: Bad file descriptor"),
    Run("$PIPEROLLD init d && $PIPEROLLD verify d >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLLD init d && $PIPEROLLD backup d b >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLLD init d >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLLD demo --print --accounts 9 >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLL bench --book 100000 | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 141),
    Run("$PIPEROLLD demo --print | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 141),
    Run("$PIPEROLL --cacert none ping", 2, "piperoll: none: No such file or directory"),
    Run("$PIPEROLL --password-file none ping", 2, "piperoll: none: No such file or directory"),
    Run("$PIPEROLL --cert none --key none ping", 2, "piperoll: none: No such file or directory"),
    Run("$PIPEROLLD serve none", 1, "No such file or directory"),
  ]

  @Test(arguments: runs)
  fileprivate func `a program says when it cannot write or read`(run: Run) async throws {
    let outcome = try await Script.run(["bash", "-c", Self.inFolder(run.command)])
    #expect(outcome.status == run.status, "\(outcome.output)")
    #expect(outcome.output.contains(run.output), "\(outcome.output)")
    if run.output.isEmpty { #expect(outcome.output.isEmpty) }
  }

  /// In a folder of its own, which is gone afterwards.
  private static func inFolder(_ command: String) -> String {
    "folder=$(mktemp -d) && trap 'rm -rf \"$folder\"' EXIT && cd \"$folder\" && \(command)"
  }
}
