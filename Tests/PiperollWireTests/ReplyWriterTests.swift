import Foundation
import PiperollWire
import Testing

/// Cells that break formats.
let awkwardCells = [
  "", "a", ".", "..", ".a", "#", "# name", "\\", "\\N", "\\t", "a\tb", "a\nb", "a\r\nb", "\t", "\n",
  " ", " a ", "\"", "a\"b", "{}", "null", ";", "a;b", "é", "日本語", "e\u{301}", "😀", "\u{2028}",
  "\u{7F}", "\u{1}", "'", "/", "\\\"", "\\u0041",
]

@Suite struct ReplyWriterTests {
  static let section = SectionSpec(
    "things", .rows, [ColumnSpec("a"), ColumnSpec("b-c"), ColumnSpec("n", .count)])

  private func block(_ format: OutputFormat, _ rows: [[String?]]) -> [String] {
    var reply = ReplyWriter()
    reply.format = format
    reply.status(.data, block: true)
    reply.endLine()
    reply.section(Self.section)
    for row in rows {
      reply.beginRow()
      for cell in row { if let cell { reply.cell(cell) } else { reply.emptyCell() } }
      reply.cell(row.count)
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
    return lines(reply.bytes.array)
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(lines.popLast() == [], "the last line has its end")
    #expect(lines.allSatisfy { $0.last == 0x0D && $0.dropLast().allSatisfy { $0 != 0x0D } })
    return lines.map { String(decoding: $0.dropLast(), as: UTF8.self) }
  }

  private static func unescaped(_ cell: Substring) -> String? {
    if cell == "\\N" { return nil }
    var text = ""
    var rest = cell.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        text.unicodeScalars.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "t": text.unicodeScalars.append("\t")
      case "n": text.unicodeScalars.append("\n")
      case "r": text.unicodeScalars.append("\r")
      case let other?: text.unicodeScalars.append(other)
      case nil: Issue.record("a lone backslash")
      }
    }
    return text
  }

  private static var rows: [[String?]] {
    awkwardCells.map { [$0, nil] } + awkwardCells.map { [nil, $0] } + awkwardCells.map { [$0, $0] }
  }

  @Test func `tsv rows come back cell by cell, and none looks like a section or an end`() {
    let lines = block(.tsv, Self.rows)
    #expect(lines[..<3] == ["210+ DATA", "# things", "a\tb-c\tn"])
    #expect(lines.last == ". 200 OK rows=\(Self.rows.count)")
    #expect(lines.count == Self.rows.count + 4)
    for (line, row) in zip(lines.dropFirst(3), Self.rows) {
      #expect(!line.hasPrefix("# ") && !line.hasPrefix(". "))
      #expect(!line.hasPrefix(".") || line.hasPrefix(".."))
      let stuffed = line.hasPrefix(".") ? line.dropFirst() : line[...]
      let cells = stuffed.split(separator: "\t", omittingEmptySubsequences: false)
      #expect(cells.map(Self.unescaped) == row + ["2"])
    }
  }

  @Test func `jsonl rows are JSON, and hold the same cells`() throws {
    let lines = block(.jsonl, Self.rows)
    #expect(lines.first == "210+ DATA fmt=jsonl")
    #expect(lines.last == ". 200 OK rows=\(Self.rows.count)")
    for (line, row) in zip(lines.dropFirst().dropLast(), Self.rows) {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object["section"] as? String == "things")
      #expect(object["n"] as? Int == 2)
      for (name, cell) in zip(["a", "b-c"], row) {
        if let cell {
          #expect(object[name] as? String == cell)
        } else {
          #expect(object[name] is NSNull)
        }
      }
      #expect(object.count == 4)
    }
  }

  @Test func `no row of any format breaks a line or begins with a lone dot`() {
    for format in OutputFormat.allCases {
      let lines = block(format, Self.rows)
      #expect(lines.filter { $0.hasPrefix(". ") }.count == 1, "\(format)")
      #expect(lines.dropLast().allSatisfy { !$0.hasPrefix(".") || $0.hasPrefix("..") }, "\(format)")
    }
  }

  @Test(
    arguments: awkwardCells.filter {
      !$0.contains { $0.isNewline || $0 == "\u{1}" || $0 == "\u{7F}" }
    })
  func `a status line's value is read back as a word of a request`(value: String) throws {
    var reply = ReplyWriter()
    reply.status(.ok)
    reply.field("k", value)
    let line = Array(reply.bytes.array.dropFirst("200 OK ".utf8.count))
    #expect(try parse(line).words == ["k=" + value])
  }

  @Test func `a status line has its tag, its keys and its text`() {
    var reply = ReplyWriter()
    reply.tag = Array("@a:1".utf8)
    reply.status(.invalid)
    reply.field("rule", "amount_zero")
    reply.field("n", Int64.min)
    reply.field("name", "a b")
    reply.human("line\r\none\u{7F}")
    reply.endLine()
    #expect(
      String(decoding: reply.bytes.array, as: UTF8.self)
        == "@a:1 550 INVALID rule=amount_zero n=-9223372036854775808 name=\"a b\" ; line??one?\r\n")
  }

  @Test func `a bare value needs no quotes, and a value that needs them has them`() {
    for (value, written) in [
      ("a", "a"), ("", "\"\""), ("a b", "\"a b\""), ("a;b", "\"a;b\""), ("é", "é"), ("a=b", "a=b"),
      ("\\", "\"\\\\\""),
    ] {
      var reply = ReplyWriter()
      reply.field("k", value)
      #expect(String(decoding: reply.bytes.array, as: UTF8.self) == " k=" + written)
    }
  }

  @Test func `a byte that needs quotes is found at any place of a value`() {
    for byte in UInt8(0x20)...0x7E {
      for count in 1...17 {
        for place in 0..<count {
          var value = [UInt8](repeating: 0x61, count: count)
          value[place] = byte
          var reply = ReplyWriter()
          value.withUnsafeBytes { reply.field("k", bytes: $0) }
          let isQuoted = reply.bytes.array[3] == UInt8(ascii: "\"")
          #expect(isQuoted == " \";\\".utf8.contains(byte), "\(value)")
        }
      }
    }
  }

  @Test func `codes are each once, and each has its causes`() {
    #expect(Set(Code.allCases.map(\.name)).count == Code.allCases.count)
    #expect(Code.allCases.allSatisfy { (200...599).contains($0.rawValue) && !$0.causes.isEmpty })
    #expect(Code.allCases.map(\.rawValue) == Code.allCases.map(\.rawValue).sorted())
  }
}

@Suite struct TableTests {
  private func table(_ section: SectionSpec, _ rows: [[String]]) -> [String] {
    var reply = ReplyWriter()
    reply.format = .table
    reply.section(section)
    for row in rows {
      reply.beginRow()
      for cell in row { reply.cell(cell) }
      reply.endRow()
    }
    reply.endBlock()
    return String(decoding: reply.bytes.array, as: UTF8.self)
      .split(separator: "\r\n").map(String.init)
  }

  private static let section = SectionSpec(
    "t", .rows, [ColumnSpec("name"), ColumnSpec("amount", .money), ColumnSpec("last")])

  @Test func `columns are aligned, amounts to the right, no blanks at the end`() {
    let rows = [["a", "5.00", "x"], ["longer", "1234.50", ""], [".dot", "0.05", "y z"]]
    #expect(
      table(Self.section, rows) == [
        "# t", "name     amount  last", "a          5.00  x", "longer  1234.50",
        "..dot       0.05  y z",
        ". 200 OK rows=3",
      ])
  }

  @Test func `wide and combining characters count as a terminal shows them`() {
    let rows = [
      ["日本", "1.00", "a"], ["e\u{301}e\u{301}", "1.00", "b"], ["한글", "1.00", "c"],
      ["abcd", "1.00", "d"], ["zu\u{AD}", "1.00", "e"],
    ]
    #expect(
      table(Self.section, rows) == [
        "# t", "name  amount  last", "日本    1.00  a", "e\u{301}e\u{301}      1.00  b",
        "한글    1.00  c",
        "abcd    1.00  d", "zu\u{AD}      1.00  e", ". 200 OK rows=5",
      ])
  }

  @Test func `a record stands down the page, without what it has not`() {
    let record = SectionSpec(
      "r", .record, [ColumnSpec("a"), ColumnSpec("long-name"), ColumnSpec("c")])
    #expect(
      table(record, [["1", "2", ""]]) == ["# r", "a          1", "long-name  2", ". 200 OK rows=1"])
  }

  @Test func `a section without rows is its headers`() {
    #expect(table(Self.section, []) == ["# t", "name  amount  last", ". 200 OK rows=0"])
  }

  @Test func `a control character in a cell is a blank`() {
    let rows = table(Self.section, [["a\u{1B}[2J", "1", "b\nc\r\nd\te"]])
    #expect(rows[2] == "a [2J       1  b c  d e")
  }

  @Test func `a long section has its headers again, and columns of their own widths`() {
    let rows = table(
      Self.section, (0..<2_500).map { ["\($0)", "1", $0 < 1_000 ? "" : "note \($0)"] })
    let heads = rows.indices.filter { rows[$0].hasPrefix("name") }
    #expect(heads == [1, 1_002, 2_003])
    #expect(rows.count == 2_500 + heads.count + 2 && rows.last?.hasSuffix("rows=2500") == true)
    #expect(rows[2] == "0          1" && rows[1_003].hasSuffix("note 1000"))
  }

  @Test func `of many accounts that are shown the first are noted`() {
    var reply = ReplyWriter()
    for number in 100..<1_100 {
      Array("A-\(number)".utf8).withUnsafeBytes { reply.show(account: $0) }
    }
    let noted = String(decoding: reply.shown.array, as: UTF8.self).split(separator: ",")
    #expect(noted == (100..<100 + noted.count).map { "A-\($0)" })
    #expect(noted.count >= 30 && reply.shown.count <= 1_000)
  }
}
