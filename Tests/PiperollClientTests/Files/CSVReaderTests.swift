import Glibc
import Testing

@testable import PiperollClient

@Suite struct `A file of rows` {
  private let scratch = Scratch()

  /// The cells of each row, or its fault; a `|` between cells.
  private func rows(
    _ text: String, separator: Character = ",", encoding: TextEncoding = .utf8, piece: Int = 4096
  ) throws -> [String] {
    let file = try RowFile(scratch.write("in.csv", text))
    var reader = try CSVReader(
      file, separator: separator.asciiValue!, encoding: encoding, readBytes: piece)
    var (record, rows) = (CSVRecord(), [String]())
    while try reader.next(&record) {
      let cells = (0..<record.count).map { String(decoding: record.cell($0), as: UTF8.self) }
      let line = "\(record.line): "
      rows.append(
        line + (record.fault.map { "! \($0.prefix(12))" } ?? cells.joined(separator: "|")))
    }
    return rows
  }

  static let forms: [(String, [String])] = [
    ("a,b\n1,2\n", ["1: a|b", "2: 1|2"]), ("a,b\n1,2", ["1: a|b", "2: 1|2"]),
    ("a,b\r\n1,2\r\n", ["1: a|b", "2: 1|2"]), ("a,\n,b\n", ["1: a|", "2: |b"]),
    ("\n\na\n\n", ["3: a"]), ("", []), ("a,", ["1: a|"]),
    ("\u{FEFF}a,b\n", ["1: a|b"]), ("\"a,b\",c\n", ["1: a,b|c"]),
    ("\"a\"\"b\",c\n", ["1: a\"b|c"]), ("\"a\r\nb\",c\r\nd,e\n", ["1: a\r\nb|c", "3: d|e"]),
    ("\"\",\"\"\n", ["1: |"]), ("\"a\"\r\n\"b\"", ["1: a", "2: b"]), ("\"\"", []),
    ("a\"b,c\nd,e\n", ["1: ! a quote stan", "2: d|e"]),
    ("\"a\"b,c\nd,e\n", ["1: ! text follows", "2: d|e"]),
    ("a\rb\nc\n", ["1: ! a CR stands ", "2: c"]), (" a , b\n", ["1:  a | b"]),
    ("é,日本\n", ["1: é|日本"]), ("\"a\"\r", ["1: a"]),
  ]

  @Test(arguments: forms) func `is cut into rows and cells as RFC 4180 has it`(
    text: String, expected: [String]
  ) throws {
    #expect(try rows(text) == expected)
  }

  @Test(arguments: forms) func `is cut the same however it is read`(
    text: String, expected: [String]
  ) throws {
    for piece in 1...7 { #expect(try rows(text, piece: piece) == expected, "by \(piece)") }
  }

  @Test func `may have other separators`() throws {
    #expect(try rows("a;b,c\n", separator: ";") == ["1: a|b,c"])
    #expect(try rows("a\t\"b\tc\"\n", separator: "\t") == ["1: a|b\tc"])
  }

  @Test(arguments: ["a\n\"b,c\nd,e\n", "\"", "a,\"b\"\"\n"])
  func `with a quote that is never closed is refused with the line`(text: String) {
    let line = text.hasPrefix("a\n") ? 2 : 1
    let error = #expect(throws: ClientError.self) { try rows(text) }
    #expect(error?.exitCode == .usage)
    #expect(error?.description.contains("line \(line): a quote is opened") == true)
  }

  @Test func `knows where each row stands`() throws {
    let text = "a,b\r\n\"1\n\",2\nlast"
    let file = try RowFile(scratch.write("in.csv", text))
    var reader = try CSVReader(file, separator: 0x2C, encoding: .utf8, readBytes: 3)
    var (record, found) = (CSVRecord(), [String]())
    while try reader.next(&record) {
      found.append(String(decoding: try file.bytes(record.place), as: UTF8.self))
    }
    #expect(found == ["a,b\r\n", "\"1\n\",2\n", "last"])
  }

  @Test func `is not UTF-16, and a UTF-8 mark is no other encoding's`() throws {
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x61, 0], [0x61, 0, 0x62, 0]] {
      let path = scratch.write("in.csv", String(decoding: bytes, as: Unicode.ASCII.self))
      try write(bytes, to: path)
      let file = try RowFile(path)
      #expect(throws: ClientError.self) {
        try CSVReader(file, separator: 0x2C, encoding: .utf8)
      }
    }
    #expect(throws: ClientError.self) { try rows("\u{FEFF}a\n", encoding: .latin1) }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let sink = TextSink(open(path, O_WRONLY | O_TRUNC))
    sink.write(bytes: bytes)
    sink.flush()
    try #require(sink.fault == nil)
  }

  @Test func `written to while it is read is told`() throws {
    let path = scratch.write("in.csv", "a\n")
    let file = try RowFile(path)
    try file.demandUnchanged()
    try write(Array("a\nb\n".utf8), to: path)
    #expect(throws: ClientError.self) { try file.demandUnchanged() }
  }

  @Test(
    arguments: [
      ("utf-8", [UInt8]("é€".utf8), "é€", nil), ("utf-8", [0x61, 0xE9], "", 0xE9),
      ("utf-8", [0xED, 0xA0, 0x80], "", 0xED), ("latin1", [0xE9, 0x80], "é\u{80}", nil),
      ("windows-1252", [0xE9, 0x80, 0x92], "é€’", nil), ("windows-1252", [0x81], "", 0x81),
    ] as [(String, [UInt8], String, UInt8?)])
  func `is text in the encoding that is declared`(
    name: String, bytes: [UInt8], text: String, wrong: UInt8?
  ) throws {
    let encoding = try #require(TextEncoding(rawValue: name))
    var decoded: [UInt8] = []
    #expect(encoding.decode(bytes[...], into: &decoded) == wrong)
    guard wrong == nil else { return }
    #expect(String(decoding: decoded, as: UTF8.self) == text)
    #expect(encoding.encode(text) == bytes)
  }
}
