/// Reads the sections of a book into its tables. Each page is checked while it is still in the
/// cache. A section or a row version that this version does not know is refused by name: nothing is
/// ever skipped but the indices that older versions wrote, which are made anew.
struct SectionReader<Source: BookSource>: TableVisitor, IndexVisitor {
  typealias Fault = BookDecodingError

  private(set) var source: Source
  /// The format of the sections.
  let format: UInt64
  /// The header of the next section.
  private var next: SectionHeader
  private var sections = 0
  var links = BookLinks()

  init(_ source: consuming Source) throws(BookDecodingError) {
    format = try source.readInteger()
    guard format == Book.format || format == Book.formatWithIndices else {
      throw .format(stored: format)
    }
    next = try SectionHeader(from: &source)
    self.source = source
  }

  mutating func visit<Table: BookTable>(
    _: Table.Type, _: Column<Table.Row>, _ other: inout Column<Table.Row>
  ) throws(BookDecodingError) {
    guard let header = try take(Table.section) else { return }
    let rows = try Self.rows(of: header)
    if header.version == Table.version {
      guard header.rowBytes == UInt64(MemoryLayout<Table.Row>.stride) else {
        throw .rowSize(section: header.name, stored: header.rowBytes)
      }
      other = try Column(rows, from: &source) { Table.look(at: $0, from: $1, &links) }
    } else {
      guard let earlier = Table.earlier.first(where: { $0.version == header.version }) else {
        throw .rowVersion(section: header.name, stored: header.version, known: Table.version)
      }
      guard header.rowBytes == UInt64(earlier.byteCount) else {
        throw .rowSize(section: header.name, stored: header.rowBytes)
      }
      other = try Column(rows, from: &source, earlier) { Table.look(at: $0, from: $1, &links) }
    }
    try advance(past: header)
  }

  /// Passes over an index.
  mutating func visit<Index: BookIndex>(
    _: Index.Type, _: HashIndex, _: inout HashIndex
  ) throws(BookDecodingError) {
    guard let header = try take(Index.section) else { return }
    guard header.version == Index.storedVersion, header.rowBytes == Index.storedSlotBytes else {
      throw .rows("section \(header.name)")
    }
    // The column of one page is thrown away when the next is read.
    for first in stride(from: 0, to: try Self.rows(of: header), by: Column<UInt64>.pageRows) {
      let rows = min(try Self.rows(of: header) - first, Column<UInt64>.pageRows)
      _ = try Column<UInt64>(rows, from: &source) { _, _ in }
    }
    try advance(past: header)
  }

  mutating func readTexts() throws(BookDecodingError) -> TextArena {
    guard let header = try take(TextArena.section) else { return TextArena() }
    let arena = try TextArena(pages: try Self.rows(of: header), from: &source)
    links.textPages = arena.pageCount
    try advance(past: header)
    return arena
  }

  mutating func readDates() throws(BookDecodingError) -> BookDates {
    guard let header = try take(BookDates.section), header.rows == 1,
      header.rowBytes == UInt64(BookDates.byteCount)
    else { throw .rows("the dates of the book") }
    let dates = try BookDates(from: &source)
    try advance(past: header)
    return dates
  }

  /// - Throws: if a section is left that no table or index has read.
  func end() throws(BookDecodingError) {
    guard next.number == 0 else { throw unknown(next) }
    guard next == .end(sections: sections) else { throw .rows("the number of its sections") }
  }

  /// The next section, if it is the given one. Numbers rise, so a smaller number is one that this
  /// version does not know.
  private func take(_ section: Section) throws(BookDecodingError) -> SectionHeader? {
    if next.number == 0 || next.number > section.number { return nil }
    guard next.number == section.number else { throw unknown(next) }
    guard next.name == "\(section.name)" else { throw unknown(next) }
    guard next.rows > 0 else { throw .rows("section \(next.name) has no rows") }
    return next
  }

  private mutating func advance(past header: SectionHeader) throws(BookDecodingError) {
    sections += 1
    next = try SectionHeader(from: &source)
    guard next.number == 0 || next.number > header.number else {
      throw .rows("the order of its sections")
    }
    if !Book.sectionNumbers.contains(next.number) { throw unknown(next) }
  }

  private func unknown(_ header: SectionHeader) -> BookDecodingError {
    .unknownSection(header.name, number: header.number)
  }

  /// The number of rows. A book numbers its rows with 32 bits.
  private static func rows(of header: SectionHeader) throws(BookDecodingError) -> Int {
    guard header.rows < UInt64(UInt32.max) else {
      throw .rows("section \(header.name) is too long")
    }
    return Int(header.rows)
  }
}
