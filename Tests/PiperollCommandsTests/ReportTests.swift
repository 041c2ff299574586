import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// Reports on random books: what they show adds up to what they say.
@Suite struct ReportTests {
  @Test(arguments: UInt64(0)..<6)
  func `an aging's items and credits come to its buckets, on any day and in any group`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.random(&random)
    for _ in 0..<40 {
      let by = Grouping.words[random.below(Grouping.words.count)]
      let filter = ["", " where=\"balance > 20\"", " where=\"kind = trade\""][random.below(3)]
      let reply = desk.run(
        "REPORT AGING by=\(by) detail=yes buckets=10,40 as-of=-\(random.below(150))d\(filter)")
      #expect(code(reply) == "210", "\(reply[0])")
      let items = Rows(reply, "items").sums("open")
      let credits = Rows(reply, "credits").sums("unapplied")
      let groups = Rows(reply, "aging")
      let proof = Rows(reply, "proof")
      for currency in ["USD", "JPY", "KWD"] {
        #expect(items[currency, default: 0] == groups.sums("total")[currency, default: 0])
        #expect(credits[currency, default: 0] == groups.sums("unapplied")[currency, default: 0])
        #expect(proof.sums("difference")[currency, default: 0] == 0)
        let both =
          proof.sums("outstanding")[currency, default: 0]
          + proof.sums("others")[currency, default: 0]
        #expect(both == proof.sums("control")[currency, default: 0])
      }
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func `a statement shows what is open however old, and both of its sums are one`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.random(&random)
    for _ in 0..<60 {
      let account = UInt32(random.below(desk.book.accounts.count))
      let day = desk.today.advanced(days: -random.below(150))
      let style = ["full", "open-item", "balance-forward"][random.below(3)]
      let reply = desk.run("REPORT STATEMENT A-\(account) as-of=\(day.text) style=\(style)")
      #expect(code(reply) == "210", "\(reply[0])")
      let proof = Rows(reply, "proof")
      #expect(proof.sum("by-activity") == proof.sum("by-items"))
      let closing = Rows(reply, "statement").sum("closing")
      #expect(Rows(reply, "remittance").sum("pay") == max(closing, 0))
      guard style != "balance-forward" else { continue }
      let left = desk.book.itemRows(of: account).map {
        desk.book.remaining(ofItem: $0, asOf: day).minor
      }
      #expect(Rows(reply, "open").rows.count == left.count { $0 != 0 })
      #expect(Rows(reply, "open").sum("open") == left.reduce(0, +))
      #expect(Rows(reply, "credits").sum("unapplied") == proof.sum("unapplied"))
    }
  }
}

/// The rows of a section of a tsv reply.
struct Rows {
  private(set) var rows: [[String: String]] = []

  init(_ reply: [String], _ section: String) {
    guard let start = reply.firstIndex(of: "# \(section)") else { return }
    let names = Self.cells(reply[start + 1])
    for line in reply[(start + 2)...] {
      if line.hasPrefix("# ") || line.hasPrefix(". ") { break }
      rows.append(Dictionary(uniqueKeysWithValues: zip(names, Self.cells(line))))
    }
  }

  private static func cells(_ line: String) -> [String] {
    line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }

  /// A column of amounts or counts, added up in minor units for each currency.
  func sums(_ column: String) -> [String: Int] {
    rows.reduce(into: [:]) { sums, row in
      sums[row["currency"] ?? "", default: 0] += Self.minor(row[column] ?? "")
    }
  }

  func sum(_ column: String) -> Int { rows.reduce(0) { $0 + Self.minor($1[column] ?? "") } }

  private static func minor(_ text: String) -> Int { Int(text.replacing(".", with: "")) ?? 0 }
}
