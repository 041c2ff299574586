import Testing

@testable import PiperollClient
@testable import PiperollCommands

/// The client imports nothing of the server's, so that each has the rule which cells a spreadsheet
/// may run.
@Suite struct FormulaTests {
  @Test func `the client defuses in CSV what the server does`() {
    let scalars = (0..<0x1_0000 as Range<UInt32>).compactMap(Unicode.Scalar.init)
    var run = 0
    for scalar in scalars {
      for text in ["\(scalar)1", "\(scalar)=1", " \(scalar)", "a\(scalar)"] {
        if CSVCells.mayRun(text) { run += 1 }
        #expect(CSVText.mayRun(text) == CSVCells.mayRun(text), "\(scalar.value)")
      }
    }
    #expect(run > 30, "some of them are run")
  }
}
