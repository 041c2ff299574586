import TestSupport
import Testing

@testable import PiperollLedger

/// The sections of a book's bytes. A section that is unknown, missing or out of its place is
/// refused.
@Suite struct SectionTests {
  private static let book = BookView {
    var random = RandomPlay(seed: 29)
    for _ in 0..<200 { random.step() }
    return random.play
  }

  /// Keeps a book for the tests that read it.
  private final class BookView: Sendable {
    let bytes: [UInt8]
    let state: String
    init(_ make: () -> Play) {
      let play = make()
      play.hold(0, .dispute, from: 5, until: 90)
      bytes = encoded(play.book)
      state = play.book.stateHash()
    }
  }

  /// The sections of some bytes, in their order.
  private func headers(_ bytes: [UInt8]) throws -> [(header: SectionHeader, range: Range<Int>)] {
    var source = ByteSource(bytes)
    _ = try source.readInteger()
    var found: [(header: SectionHeader, range: Range<Int>)] = []
    while true {
      let start = source.offset
      let header = try SectionHeader(from: &source)
      if header.number == 0 { return found }
      if header.rowBytes > 0 {
        source.offset += Int(header.rowBytes * header.rows)
      } else {
        for _ in 0..<header.rows { source.offset += Int(try source.readInteger()) }
      }
      found.append((header, start..<source.offset))
    }
  }

  // MARK: The list

  private struct Lister: TableVisitor, IndexVisitor {
    typealias Fault = Never
    var sections: [Section] = []
    mutating func visit<Table: BookTable>(
      _: Table.Type, _: Column<Table.Row>, _: inout Column<Table.Row>
    ) {
      sections.append(Table.section)
      #expect(Table.section.number < Section.tablesEnd)
    }
    mutating func visit<Index: BookIndex>(
      _: Index.Type, _: HashIndex, _: inout HashIndex
    ) {
      sections.append(Index.section)
    }
  }

  @Test func `sections stand in the order of their numbers, and no two have one name`() {
    var lister = Lister()
    var book = Book()
    Book.forEachTable(of: Book(), &book, &lister)
    lister.sections.append(BookDates.section)
    Book.forEachIndex(of: Book(), &book, &lister)
    lister.sections.insert(TextArena.section, at: 0)
    let numbers = lister.sections.map(\.number)
    #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
    let names = lister.sections.map { "\($0.name)" }
    #expect(
      Set(names).count == names.count && names.allSatisfy { (1...24).contains($0.utf8.count) })
  }

  @Test func `what has no rows is not in the bytes`() throws {
    let empty = try headers(encoded(Book())).map(\.header.name)
    #expect(empty == ["symbols", "dates"])
  }

  // MARK: A table more

  private enum TaskTable: BookTable {
    typealias Row = UInt64
    static var section: Section { Section(42, "tasks") }
    static var version: UInt32 { 1 }
    static var earlier: [EarlierRow<Row>] { [] }
    static var origin: RowOrigin { .other }
    static func look(
      at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
    ) {}
    static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }
    static func check(_ book: borrowing Book, _ demand: Demand) {}
  }

  /// The bytes of a book as a version with the table of tasks writes them.
  private func encodedWithTasks(
    _ book: borrowing Book, _ tasks: Column<UInt64>
  ) -> [UInt8] {
    var sink = ByteSink()
    sink.write(integer: Book.format)
    var (writer, noTasks) = (SectionWriter(sink), Column<UInt64>())
    var none = Book()
    writer.write(book.arena)
    Book.forEachTable(of: book, &none, &writer)
    writer.visit(TaskTable.self, tasks, &noTasks)
    writer.write(BookDates(book.latestEffective, closedThrough: book.closedThrough))
    writer.end()
    return writer.sink.bytes
  }

  private func decoded(_ bytes: [UInt8]) throws -> Book {
    var source = ByteSource(bytes)
    return try Book(from: &source)
  }

  @Test func `a table more changes no byte of a book without rows of it`() throws {
    let book = try decoded(Self.book.bytes)
    #expect(encodedWithTasks(book, Column()) == Self.book.bytes)
    #expect(book.stateHash() == Self.book.state)
  }

  @Test func `a book with a table that this version lacks is refused by name`() throws {
    var tasks = Column<UInt64>()
    tasks.append(7)
    let bytes = encodedWithTasks(try decoded(Self.book.bytes), tasks)
    let expected = BookDecodingError.unknownSection("tasks", number: 42)
    #expect(throws: expected) { _ = try decoded(bytes) }
    #expect(expected.isNewer)
    #expect(
      "\(expected)" == "its book has a section \"tasks\" (42), which this version does not know")
  }

  // MARK: Sections at fault

  @Test func `rows of a later version are refused by name, and so are rows of another size`() throws
  {
    let holds = try #require(try headers(Self.book.bytes).first { $0.header.name == "holds" })
    var bytes = Self.book.bytes
    bytes[holds.range.lowerBound + 4] = 2
    let newer = BookDecodingError.rowVersion(section: "holds", stored: 2, known: 1)
    #expect(throws: newer) { _ = try decoded(bytes) }
    #expect(newer.isNewer)
    bytes[holds.range.lowerBound + 4] = 0
    let older = BookDecodingError.rowVersion(section: "holds", stored: 0, known: 1)
    #expect(throws: older) { _ = try decoded(bytes) }
    #expect(!older.isNewer)
    bytes = Self.book.bytes
    bytes[holds.range.lowerBound + 8] += 8
    #expect(throws: BookDecodingError.rowSize(section: "holds", stored: holds.header.rowBytes + 8))
    {
      _ = try decoded(bytes)
    }
  }

  @Test func `a section of an unknown number is refused by its name, wherever it stands`() throws {
    for section in try headers(Self.book.bytes).dropFirst() {
      let number = section.header.number + 1
      if Book.sectionNumbers.contains(number) { continue }
      var bytes = Self.book.bytes
      bytes[section.range.lowerBound] += 1
      let expected = BookDecodingError.unknownSection(section.header.name, number: number)
      #expect(throws: expected) { _ = try decoded(bytes) }
    }
  }

  @Test func `a section that is left out, doubled or renamed is refused`() throws {
    for (header, range) in try headers(Self.book.bytes) {
      var without = Self.book.bytes
      without.removeSubrange(range)
      #expect(throws: BookDecodingError.self, "without \(header.name)") { _ = try decoded(without) }
      var twice = Self.book.bytes
      twice.insert(contentsOf: Self.book.bytes[range], at: range.upperBound)
      #expect(throws: BookDecodingError.self, "twice \(header.name)") { _ = try decoded(twice) }
      var renamed = Self.book.bytes
      renamed[range.lowerBound + 24] = UInt8(ascii: "X")
      #expect(throws: BookDecodingError.self, "renamed \(header.name)") { _ = try decoded(renamed) }
    }
  }
}
