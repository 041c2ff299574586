import PiperollVersion
import Testing

/// What the programs themselves say of their version.
@Suite struct VersionTests {
  @Test(arguments: ["piperolld", "piperoll"])
  func `a program prints its version and ends with 0`(name: String) async throws {
    let program = try #require(Script.programs[name.uppercased()])
    let outcome = try await Script.run([program, "--version"])
    #expect(outcome.status == 0)
    let first = outcome.output.split(separator: "\n").first ?? ""
    #expect(first == "\(name) \(ProgramVersion.current)")
  }

  @Test func `the server adds the formats of the files that it writes`() async throws {
    let outcome = try await Script.run([try #require(Script.programs["PIPEROLLD"]), "--version"])
    #expect(outcome.output.split(separator: "\n").last == "journal format 2, snapshot format 1")
  }
}
