import Foundation
import PiperollCommands
import PiperollLedger
import PiperollWire
import TestSupport
import Testing

/// Every command's example, bent at random, on a book that what is taken changes.
@Suite struct FuzzTests {
  private static let values = [
    "0", "1", "-1", "9", "12", "4294967295", "4294967296", "18446744073709551616", "0.01", "5",
    "5.00",
    "9999999999999.99", "T-1042", "C-20417", "J-1", "INV-3381", "INV-3390",
    "INV-3381:1.00,INV-3390",
    "INV-1,INV-1", ",", ":", "today", "eom", "+1d", "-1m", "-9999y", "+9999d", "0001-01-01",
    "9999-12-31",
    "2026-11-03", "2026-10-31", "\"\"", "\" \"", "\"\\t\"", "\"\\ud83d\\ude00\"", "é", "日本", ".",
    "#", "\\N",
    "2125550147,2125550148", "+442079460123", "yes", "no", "none", "tsv", "table", "jsonl", "nsf",
    "void",
    "account", "total", "client", "document", "due", "trade", "loan", "JPY", "KWD", "3650",
    "\"4111 1111 1111 1111\"", "<<", "--", "-- x", "@t", "=",
  ]

  private func bent(_ line: String, _ random: inout SplitMix64) -> [UInt8] {
    var words = line.split(separator: " ").map(String.init)
    for _ in 0...random.below(3) {
      let place = random.below(words.count)
      let value = Self.values[random.below(Self.values.count)]
      switch random.below(6) {
      case 0: words.remove(at: place)
      case 1: words.insert(value, at: place)
      case 2: words.swapAt(place, random.below(words.count))
      default:
        let key = words[place].split(separator: "=", omittingEmptySubsequences: false)[0]
        words[place] = words[place].contains("=") ? "\(key)=\(value)" : value
      }
      if words.isEmpty { words = ["PING"] }
    }
    var bytes = Array(words.joined(separator: " ").utf8)
    if random.oneIn(8), !bytes.isEmpty {
      bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
    }
    return bytes
  }

  private static let seeds =
    Registry.standard.commands.map {
      $0.example.replacing(" 71", with: " 9")
    } + [
      "LOOKUP ACCOUNT T-1042 as-of=2026-11-03",
      "REPORT AGING by=account basis=document as-of=2026-11-03",
      "REPORT AGING detail=yes buckets=15,45 where=\"balance>0\" as-of=2026-11-05",
      "REPORT STATEMENT J-1 style=balance-forward buckets=7",
      "REPORT FORECAST by=month as-of=2026-11-01", "REPORT DSO by=account from=2026-01-01",
      "REPORT RECEIPTS by=account from=2026-01-01", "REPORT CREDIT where=\"open>0\"",
      "REPORT STATEMENT T-1042 from=2026-01-01 as-of=2026-11-23",
      "LOOKUP INVOICE INV-3381 account=T-1042",
      "POST REVERSE 9 reason=nsf date=2026-11-20 if=rev:13", "POST APPLY 9 date=2026-11-05",
      "POST INVOICE J-1 N-1 500 date=2026-11-01 due=2026-11-01",
      "POST CREDIT J-1 300 apply=INV-3381",
    ]

  @Test(arguments: UInt64(0)..<8)
  func `whatever is asked, there is one reply and the book stays sound`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.open()
    var codes: [String: Int] = [:]
    for step in 0..<4000 {
      let line = bent(Self.seeds[random.below(Self.seeds.count)], &random)
      let reply = desk.run(line)
      let asked = String(decoding: line, as: UTF8.self)
      codes[code(reply), default: 0] += 1
      #expect(Code(rawValue: UInt16(code(reply)) ?? 0) != nil, "\(asked)")
      #expect(code(reply) != "590", "\(asked): \(reply[0])")
      #expect(reply[0].prefix(5).contains("+") == (reply.count > 1), "\(asked)")
      #expect(reply.count == 1 || reply.last!.hasPrefix(". 200 OK rows="), "\(asked)")
      if step % 50 == 0 { #expect(desk.book.violations().isEmpty) }
    }
    #expect(desk.book.violations().isEmpty)
    #expect(desk.book.sequence > 40, "enough was written")
    #expect(codes.count > 8, "\(codes)")
    for by in ["kind", "account", "collector", "portfolio", "client", "total"] {
      for day in ["-1d", "2026-11-05", "2026-11-20", "today"] {
        #expect(code(desk.run("REPORT AGING by=\(by) as-of=\(day)")) == "210")
      }
    }
  }

  @Test func `the same rows in tsv and in jsonl`() throws {
    let desk = Desk.open()
    desk.run(
      "POST ACCOUNT H-1 kind=trade name=\"#\\t\\\\ \\\"q\\\" 日本\" collector=.dot client=\"\\\\N\"")
    for line in [
      "LOOKUP ACCOUNT H-1", "LOOKUP ACCOUNT T-1042", "REPORT AGING by=client",
      "LOOKUP HISTORY T-1042", "LOOKUP NAME a", "REPORT STATEMENT T-1042", "HELP", "CAPA",
    ] {
      let tsv = cells(desk.run(line.hasPrefix("H") || line == "CAPA" ? line : line + " fmt=tsv"))
      guard line != "HELP", line != "CAPA" else { continue }
      let json = try desk.run(line + " fmt=jsonl").dropFirst().dropLast().map { row in
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])
        return object.mapValues { $0 is NSNull ? "\\N" : "\($0)" }
      }
      #expect(tsv == json, "\(line)")
    }
  }

  /// The rows of a tsv reply by the names of their columns, unescaped, with their section.
  private func cells(_ reply: [String]) -> [[String: String]] {
    var rows: [[String: String]] = []
    var (section, header, isHeader) = ("", [String](), false)
    for line in reply.dropFirst().dropLast() {
      if line.hasPrefix("# ") {
        (section, isHeader) = (String(line.dropFirst(2)), true)
        continue
      }
      let cells = (line.hasPrefix(".") ? line.dropFirst() : line[...])
        .split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
      if isHeader {
        (header, isHeader) = (cells, false)
      } else {
        rows.append(
          Dictionary(uniqueKeysWithValues: zip(header, cells)).merging(["section": section]) { $1 })
      }
    }
    return rows
  }

  private func unescaped(_ cell: Substring) -> String {
    if cell == "\\N" { return "\\N" }
    return String(cell).replacing("\\\\", with: "\u{0}").replacing("\\t", with: "\t")
      .replacing("\\#", with: "#").replacing("\u{0}", with: "\\")
  }
}
