// A book's bytes: first an integer, the format of the sections (`Book.format`). Then the sections,
// with rising numbers. Then a header with number 0 whose `rows` is the number of sections. A table
// or index without rows has no section, so adding a table to the list does not change the bytes or
// the hash of a book that has no rows in it.

/// The header before a section's rows: 48 bytes, all numbers little-endian.
///
///     0  number (4)         8  bytes of a row (8)      24  name, ASCII, zeros behind it (24)
///     4  row version (4)   16  rows (8)
struct SectionHeader: Equatable {
  static let byteCount = 48
  private static let nameAt = 24

  var number: UInt32
  var version: UInt32
  /// The bytes of a row; 0 if rows have various lengths (the pages of texts).
  var rowBytes: UInt64
  var rows: UInt64
  var name: String

  /// The header that ends a book with some number of sections.
  static func end(sections: Int) -> SectionHeader {
    SectionHeader(number: 0, version: 0, rowBytes: 0, rows: UInt64(sections), name: "")
  }

  init(_ section: Section, version: UInt32, rowBytes: Int, rows: Int) {
    self.init(
      number: section.number, version: version, rowBytes: UInt64(rowBytes), rows: UInt64(rows),
      name: "\(section.name)")
  }

  private init(number: UInt32, version: UInt32, rowBytes: UInt64, rows: UInt64, name: String) {
    (self.number, self.version, self.rowBytes, self.rows) = (number, version, rowBytes, rows)
    self.name = name
  }

  func write<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try sink.write(integer: UInt64(number) | UInt64(version) << 32)
    try sink.write(integer: rowBytes)
    try sink.write(integer: rows)
    var bytes = Array(name.utf8)
    precondition(bytes.count <= Self.byteCount - Self.nameAt, "a section's name has 24 bytes")
    bytes += [UInt8](repeating: 0, count: Self.byteCount - Self.nameAt - bytes.count)
    var fault: Sink.Fault?
    bytes.withUnsafeBytes { bytes in
      do throws(Sink.Fault) { try sink.write(bytes) } catch { fault = error }
    }
    if let fault { throw fault }
  }

  init<Source: BookSource>(from source: inout Source) throws(BookDecodingError) {
    let first = try source.readInteger()
    let (rowBytes, rows) = (try source.readInteger(), try source.readInteger())
    var name: [UInt8] = []
    for _ in 0..<3 {
      let word = try source.readInteger()
      for shift in 0..<8 { name.append(UInt8(truncatingIfNeeded: word >> UInt64(shift * 8))) }
    }
    // The name is shown when the section is refused, so it must be printable ASCII.
    let isPlain = name.allSatisfy { $0 == 0 || (0x20..<0x7F).contains($0) }
    guard isPlain else { throw .rows("the header of a section") }
    self.init(
      number: UInt32(truncatingIfNeeded: first), version: UInt32(first >> 32), rowBytes: rowBytes,
      rows: rows, name: String(decoding: name.prefix { $0 != 0 }, as: UTF8.self))
  }
}
