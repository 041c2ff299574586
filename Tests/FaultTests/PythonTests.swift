import Foundation
import Testing

func hasPython() async throws -> Bool {
  let script =
    "import shutil, sys; sys.exit(sys.version_info < (3, 9) or not shutil.which('openssl'))"
  return try await Script.run(["python3", "-c", script]).status == 0
}

/// What is written in Python: the client there, and the programs of `Protocol/conformance`.
@Suite(.enabled("needs python3, 3.9 or later, and openssl") { try await hasPython() })
struct PythonTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func path(_ name: String) -> String { root.appending(path: name).path }

  private static let settings = [
    "PIPEROLL_BIN": URL(filePath: Script.programs["PIPEROLLD"] ?? "").deletingLastPathComponent()
      .path,
    "PYTHONDONTWRITEBYTECODE": "1",
  ]

  @Test func `the Python client passes its own tests, and none of them is skipped`() async throws {
    let folder = Self.path("Clients/python")
    let outcome = try await Script.run(
      ["python3", "-m", "unittest", "discover", "-s", "\(folder)/tests", "-t", folder],
      Self.settings)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(!outcome.output.contains("skipped="), "\(outcome.output)")
  }

  @Test func `the bridges to telephones pass their own tests`() async throws {
    let file = Self.path("Clients/softphone/tests/test_phones.py")
    let outcome = try await Script.run(["python3", file], Self.settings)
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  /// Transcripts without days in them, for the server's clock is the machine's.
  private static let transcripts = [
    "lines/a-block-keeps-step", "lines/lf-or-crlf-ends-a-line", "session/a-shutdown-is-said",
    "session/a-user-has-so-many-sessions", "session/quit-answers-and-closes",
  ]

  @Test func `a server passes the transcripts from outside`() async throws {
    let files = Self.transcripts.map { Self.path("Protocol/Transcripts/\($0).txt") }
    let start = "python3 \(Script.path(of: "start.py"))"
    let outcome = try await Script.run(
      ["python3", Self.path("Protocol/conformance/server.py"), "--start", start] + files,
      Self.settings)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("\(files.count) passed, 0 differ, 0 not run"))
  }

  private static let clients = [
    ["python3", path("Clients/python/piperoll.py")], [Script.programs["PIPEROLL"] ?? ""],
  ]

  @Test(arguments: clients)
  func `a client passes what a client has to do`(client: [String]) async throws {
    let outcome = try await Script.run(
      ["python3", Self.path("Protocol/conformance/client.py")] + client
        + ["--url", "{url}", "--cacert", "{cacert}"], Self.settings)
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
