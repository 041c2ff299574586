/// Reads the sections of a book into its tables and indices. Each page is checked while it is still
/// in the cache. A section or a row version that this version does not know is refused by name: no
/// part of a book is ever skipped.
struct SectionReader<Source: BookSource>: TableVisitor, IndexVisitor {
  typealias Fault = BookDecodingError

  private(set) var source: Source
  /// The header of the next section.
  private var next: SectionHeader
  private var sections = 0
  var links = BookLinks()

  init(_ source: consuming Source) throws(BookDecodingError) {
    let format = try source.readInteger()
    guard format == Book.format else { throw .format(stored: format) }
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

  mutating func visit<Index: BookIndex>(
    _: Index.Type, _: HashIndex, _ other: inout HashIndex, rows: Int
  ) throws(BookDecodingError) {
    var sum = links.indexed[Index.section]
    if let first = Index.everyRowFrom, first < rows {
      for row in first..<UInt32(rows) { sum.count(row) }
    }
    if let header = try take(Index.section) {
      guard header.version == HashIndex.version else {
        throw .rowVersion(
          section: header.name, stored: header.version, known: HashIndex.version)
      }
      guard header.rowBytes == UInt64(HashIndex.slotBytes) else {
        throw .rowSize(section: header.name, stored: header.rowBytes)
      }
      other = try HashIndex(
        slots: try Self.rows(of: header), of: rows, from: &source, naming: &sum)
      try advance(past: header)
    }
    if !sum.isEven { throw .rows("the \(Index.section.name) misses a row") }
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
