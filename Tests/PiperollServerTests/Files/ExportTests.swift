import Foundation
import PiperollClient
import Testing

@Suite struct `A table that is exported` {
  private func open(_ body: (Office) async throws -> Void) async throws {
    try await Office.open { desk, office in
      _ = try await desk.connect().ask(
        "POST ACCOUNT T-1 kind=trade name=\"=cmd, \\\"x\\\"\"", "POST INVOICE T-1 I-1 100.00",
        "POST PAYMENT T-1 130.00 memo=\"+1 a\\tb\"", "POST ACCOUNT T-2 kind=trade name=plain")
      try await body(office)
    }
  }

  private func export(
    _ office: Office, _ words: [String], _ form: ClientOptions.Output = .csv,
    section: String? = nil, to output: String? = nil
  ) async throws -> Office.Run {
    let export = try Export(words: words, form: form, section: section, output: output)
    return try await office.run { export.run($0, $1) }
  }

  @Test func `is one section, and no cell of it runs in a spreadsheet`() async throws {
    try await open { office in
      let run = try await export(office, ["lookup", "account", "T-1"], section: "account")
      #expect(run.exitCode == .ok)
      let lines = run.output.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines[0].hasPrefix("account,"))
      #expect(lines[1].contains("\"'=cmd, \"\"x\"\"\""))
      // An amount below zero is no formula.
      #expect(lines[1].contains(",-30.00,"))
      let history = try await export(office, ["LOOKUP", "HISTORY", "T-1"])
      #expect(history.output.contains("other: +1 a\tb"))
    }
  }

  @Test func `is the first section, and the others are named`() async throws {
    try await open { office in
      let run = try await export(office, ["aging", "by=account"])
      #expect(run.exitCode == .ok)
      #expect(run.output.hasPrefix("currency,group,"))
      #expect(run.diagnostics.contains("(--section): total, proof"))
      #expect(!run.output.contains("#"))
      let tsv = try await export(office, ["aging"], .tsv, section: "proof")
      #expect(tsv.output.hasPrefix("currency\t"))
      let json = try await export(office, ["aging"], .json, section: "proof")
      #expect(json.output.hasPrefix("{\"section\":\"proof\","))
      let none = try await export(office, ["aging"], section: "proofs")
      #expect(none.exitCode == .usage)
      #expect(none.diagnostics.contains("no section proofs; there are "))
    }
  }

  @Test func `of the general ledger is the server's own`() async throws {
    try await open { office in
      let csv = try await export(office, ["journal"])
      #expect(csv.output.hasPrefix("entry,date,kind,account,"))
      #expect(csv.output.contains(",receivables,100.00,,USD,"))
      let other = try await export(office, ["journal", "format=hledger"])
      #expect(other.output.hasPrefix("; "))
      for form in [ClientOptions.Output.tsv, .json] {
        let refused = try await export(office, ["journal"], form, to: office.write("a", "before"))
        #expect(refused.exitCode == .usage)
        #expect(
          refused.diagnostics
            == "piperoll: REPORT journal is a file of its own form; export it with --csv\n")
        #expect(office.read("a") == "before")
      }
    }
  }

  @Test func `takes the place of a file only when it is whole`() async throws {
    try await open { office in
      let path = try office.write("a.csv", "before")
      let refused = try await export(office, ["lookup", "account", "T-9"], to: path)
      #expect(refused.exitCode == .refused)
      #expect(office.read("a.csv") == "before")
      let run = try await export(office, ["lookup", "account", "T-2"], to: path)
      #expect(run.exitCode == .ok && run.output.isEmpty)
      #expect(office.read("a.csv").hasPrefix("account,"))
      #expect(!office.exists("a.csv.part"))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)
    }
  }

  @Test func `is asked for by a look-up or a report alone`() async throws {
    try await open { office in
      #expect(throws: ClientError.self) { try Export(words: [], form: .csv) }
      let post = try await export(office, ["post", "payment", "T-1", "1.00"])
      #expect(post.exitCode == .refused)
      let capa = try await export(office, ["help"], .csv, section: "commands")
      #expect(capa.exitCode == .ok)
    }
  }
}
