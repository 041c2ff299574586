import Foundation
import PiperollClient
import Testing

/// IBM's sample as other programs would write it, posted as a file. What has to become of each row
/// is said by `Tests/Acceptance/files.py`, which shares nothing with the client.
@Suite struct IBMFormsTests {
  /// What is declared of each form besides what the map says.
  static let forms: [(form: String, settings: String)] = [
    ("plain", ""), ("bom", ""), ("crlf", ""), ("semicolons", "separator = ;"),
    ("tabs", "separator = tab"), ("quoted", ""),
    ("german", "separator = ;\nmoney-format = 1.234,56"), ("days", "date-format = D.M.Y"),
    ("windows", "encoding = windows-1252"), ("zeros", ""), ("blanks", ""),
  ]

  @Test(
    .enabled(if: IBMTests.sample != nil, "no IBM receivables CSV in ../shared/data/ar_csv"),
    .enabled(if: Office.hasPython, "no python3"), arguments: forms)
  func `each row is posted or in the rejects, and the sums are those of an independent program`(
    form: String, settings: String
  ) async throws {
    let sample = try #require(IBMTests.sample)
    try await Office.open { desk, office in
      let said = try await Office.python("make", form, sample, office.path("ibm.csv"))
      func number(_ key: String) -> String {
        said.first { $0.hasPrefix(key + " ") }?.split(separator: " ").last.map(String.init) ?? ""
      }
      let bad = said.filter { $0.hasPrefix("bad ") }.map { "\($0.dropFirst(4)) file" }
      try await prepare(desk, office, sample)

      var map = try Office.map("ibm-invoices").under(Self.settings(settings))
      if ["quoted", "windows"].contains(form) { map = try FileMap(list: "memo=Name").over(map) }
      let run = try await office.post("ibm.csv", map) {
        $0.expectedCount = Int(number("rows"))
        $0.expectedSum = form == "blanks" ? nil : number("sum")
      }
      #expect(run.exitCode == (bad.isEmpty ? .ok : .refused), "\(run.diagnostics)")
      let posted = words(run.output, "posted")
      #expect(posted == [number("good"), number("good-sum")], "\(run.output)")
      try await compareRejects(office, bad)
      let control = try await desk.connect().ask("REPORT CONTROL as-of=2014-01-31")[0]
      let owed = control.rows("control").first { $0["ledger-account"] == "receivables" }?["debit"]
      #expect(owed == number("good-sum"))

      // Again: nothing is posted twice, and the same rows are refused.
      if !bad.isEmpty { try FileManager.default.removeItem(atPath: office.path(Self.rejects)) }
      let again = try await office.post("ibm.csv", map)
      #expect(words(again.output, "there before") == [number("good"), number("good-sum")])
      #expect(words(again.output, "posted") == [])
      try await compareRejects(office, bad)
      let after = try await desk.connect().ask("REPORT CONTROL as-of=2014-01-31")[0]
      #expect(after.rows("control") == control.rows("control"))
    }
  }

  private static let rejects = "ibm.csv.rejects.csv"

  private static func settings(_ text: String) throws -> FileMap.Settings {
    try FileMap(text: "[file]\n\(text)\n", path: "form").settings
  }

  /// The accounts, from the sample as it is.
  private func prepare(_ desk: Desk, _ office: Office, _ sample: String) async throws {
    let wire = try await desk.connect()
    #expect(try await wire.ask("POST POLICY date-years-back 100")[0].code == 201)
    try FileManager.default.copyItem(atPath: sample, toPath: office.path("sample.csv"))
    let run = try await office.post("sample.csv", try Office.map("ibm-accounts"))
    #expect(run.exitCode == .ok)
    #expect(words(run.output, "posted").first == "100")
  }

  private func compareRejects(_ office: Office, _ bad: [String]) async throws {
    guard !bad.isEmpty else {
      #expect(!office.exists(Self.rejects))
      return
    }
    #expect(try await Office.python("rejects", office.path(Self.rejects)) == bad)
    // Each is there as it was.
    let lines = office.read("ibm.csv").split(separator: "\n", omittingEmptySubsequences: false)
    let rejected = office.read(Self.rejects).split(separator: "\n").dropFirst()
    for (row, place) in zip(rejected, bad) {
      let line = try #require(Int(place.prefix { $0 != " " }))
      #expect(row.hasPrefix(lines[line - 1] + ",\(line),"))
    }
  }

  /// The figures behind a word of the report.
  private func words(_ report: String, _ fate: String) -> [String] {
    let line = report.split(separator: "\n").first { $0.hasPrefix("  " + fate + "  ") }
    return line.map {
      $0.dropFirst(2 + fate.count).split(separator: " ").prefix(2).map(String.init)
    }
      ?? []
  }

  @Test(
    .enabled(if: IBMTests.sample != nil, "no IBM receivables CSV in ../shared/data/ar_csv"),
    .enabled(if: Office.hasPython, "no python3"))
  func `numbers whose zeros a spreadsheet may have dropped are told where no width is declared`()
    async throws
  {
    let sample = try #require(IBMTests.sample)
    try await Office.open { desk, office in
      _ = try await Office.python("make", "zeros", sample, office.path("ibm.csv"))
      let map = try FileMap(
        text: """
          [file]
          kind = invoice
          date-format = M/D/Y
          [map]
          account = customerID
          invoice = invoiceNumber
          amount = InvoiceAmount
          """, path: "map")
      let run = try await office.post("ibm.csv", map) { $0.isDryRun = true }
      #expect(run.diagnostics.contains("invoiceNumber: all are numbers of 6 to 10 digits"))
      #expect(run.diagnostics.contains("--width \"invoiceNumber:10\""))
    }
  }
}
