import Foundation
import PiperollClient
import Testing

/// IBM's receivables sample through its maps and the server, compared with a program that shares
/// nothing with them. `Tests/Acceptance/ibm.sh` does the same with the binaries, and kills them.
@Suite struct IBMTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

  /// PIPEROLL_DATA stands in for ../shared/data where the project is checked out elsewhere.
  static let sample: String? = {
    let given = ProcessInfo.processInfo.environment["PIPEROLL_DATA"]
    let data = given ?? root.appending(path: "../shared/data").standardizedFileURL.path
    let names = try? FileManager.default.contentsOfDirectory(atPath: data + "/ar_csv")
    return names?.first { $0.hasSuffix("Accounts-Receivable.csv") }.map { "\(data)/ar_csv/\($0)" }
  }()

  private static let days = [
    "2012-01-31", "2012-03-31", "2012-06-30", "2012-09-30", "2012-12-31", "2013-01-31",
    "2013-02-28", "2013-03-31", "2013-06-30", "2013-08-31", "2013-09-30", "2013-10-31",
    "2013-12-31", "2014-01-09", "2014-01-31",
  ]

  @Test(.enabled(if: sample != nil, "no IBM receivables CSV in ../shared/data/ar_csv"))
  func `the agings of IBM's sample are those of an independent program`() async throws {
    let sample = try #require(Self.sample)
    try await Office.open { desk, office in
      let wire = try await desk.connect()
      #expect(try await wire.ask("POST POLICY date-years-back 100")[0].code == 201)
      try FileManager.default.copyItem(atPath: sample, toPath: office.path("ibm.csv"))
      for fate in ["  posted  ", "  there before  "] {
        for kind in ["accounts", "invoices", "payments"] {
          let run = try await office.post("ibm.csv", try Office.map("ibm-\(kind)"))
          #expect(run.exitCode == .ok, "\(run.diagnostics)")
          #expect(run.output.contains(fate), "\(run.output)")
        }
      }
      for day in Self.days {
        try await compare(wire, day, sample, by: "total")
        try await compare(wire, day, sample, by: "account")
      }
      let control = try await wire.ask("REPORT CONTROL")[0]
      #expect(
        control.rows("control").first { $0["ledger-account"] == "receivables" }?["debit"] == "0.00")
      #expect(control.rows("proof").map { $0["difference"] } == ["0.00"])
      #expect(try await wire.ask("REPORT VERIFY")[0].code < 400)
    }
  }

  private func compare(
    _ wire: Wire, _ day: String, _ sample: String, by grouping: String
  ) async throws {
    let oracle = Self.root.appending(path: "Tests/Acceptance/ibm-aging.awk").path
    let expected = try await Self.awk(
      [
        "-v", "asof=\(day)", "-v", "by=\(grouping == "total" ? "" : grouping)", "-f", oracle,
        sample,
      ])
    let reply = try await wire.ask("REPORT AGING as-of=\(day) by=\(grouping)")[0]
    let columns = ["not-due", "1-30", "31-60", "61-90", "91-120", "over-120", "total"]
    let found = reply.rows("aging").filter { $0["total"] != "0.00" }.map { row in
      let names = grouping == "total" ? columns : ["group"] + columns
      return names.map { row[$0] ?? "" }.joined(separator: "\t")
    }
    let owed = expected.filter { !$0.hasSuffix("\t0.00") }
    #expect(found.sorted() == owed.sorted(), "as of \(day) by \(grouping)")
    #expect(reply.rows("proof").allSatisfy { $0["difference"] == "0.00" })
  }

  private static func awk(_ arguments: [String]) async throws -> [String] {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "awk").async {
        continuation.resume(
          with: .init {
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["timeout", "60", "awk"] + arguments
            process.standardOutput = output
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
          })
      }
    }
  }
}

extension WireReply {
  /// The rows of a section of the block, by their columns' names.
  func rows(_ section: String) -> [[String: String]] {
    let lines = block.drop { $0 != "# \(section)" }.dropFirst()
      .prefix { !$0.hasPrefix("# ") && !$0.hasPrefix(". ") }
    guard let header = lines.first?.split(separator: "\t", omittingEmptySubsequences: false)
    else { return [] }
    return lines.dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(header.map(String.init), cells))
    }
  }
}
