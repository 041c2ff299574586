import Foundation
import PiperollStore
import PiperollVersion
import Testing

@testable import PiperollLedger
@testable import PiperollServer

/// What later versions will do to the list of tables, done here to a directory that this version
/// has left: a table more, a row that grew; and what this version does with such a version's book.
@Suite struct LaterVersionTests {
  // MARK: The directory

  private static let day = Day(year: 2026, month: 3, day: 2)!
  private static let accounts: UInt64 = 60_000

  /// Accounts, some with an invoice and a hold. The journal's first segments are gone by the second
  /// snapshot, and some entries came after it.
  private static func entry(_ number: UInt64) -> Entry {
    let fact =
      switch number {
      case 1...accounts:
        Fact(
          AccountOpened(
            account: "A-\(number)", kind: .trade, name: "Name \(number)", currency: .usd))
      case _ where number % 3 == 0:
        Fact(HoldPlaced(account: number - accounts, kind: .dispute, from: day))
      default:
        Fact.invoiceBilled(
          InvoiceBilled(
            account: number - accounts, invoice: "I-\(number)",
            amount: Money(minor: Int64(number)), due: day.advanced(days: 30)))
      }
    return Entry(effective: day, actor: "maria", fact: fact)
  }

  /// - Returns: the state.
  private static func fill(_ directory: String) throws -> String {
    var sizes = JournalSizes()
    sizes.segmentBytes = 1 << 20
    try Store.create(directory, journalID: .random(), sizes: sizes)
    let store = try Store.open(directory, sizes: sizes, start: { _ in }, record: { _, _, _ in })
    var book = Book()
    let last = accounts + 9_000
    while book.sequence < last {
      var group = JournalGroup()
      let first = book.sequence + 1
      for number in first..<min(first + 1_000, last + 1) {
        let entry = entry(number)
        group.append(sequence: number, time: Int64(number)) { entry.encode(to: &$0) }
        book.apply(entry, Stamp(number: number, recorded: Int64(number)))
      }
      let result = try store.journal.append(
        expectedSequence: first, epoch: store.journal.epoch, group: &group)
      #expect(result == .acknowledged)
      guard book.sequence == accounts || book.sequence == last - 3_000 else { continue }
      try store.writeSnapshot(sequence: book.sequence, time: book.lastRecorded) { sink in
        var sink = SnapshotBookSink(sink: sink)
        try book.encode(to: &sink)
      }
    }
    try store.close()
    return book.stateHash()
  }

  private func directory(_ body: (String, _ state: String) throws -> Void) throws {
    let directory = NSTemporaryDirectory() + "piperoll-later-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let state = try Self.fill(directory)
    #expect(try StoreReader(directory).segments[0] > 1, "the journal is trimmed")
    try body(directory, state)
  }

  // MARK: Later versions

  private enum TaskTable: BookTable {
    typealias Row = UInt64
    static var section: Section { Section(127, "tasks") }
    static var version: UInt32 { 1 }
    static var earlier: [EarlierRow<Row>] { [] }
    static var origin: RowOrigin { .other }
    static func look(
      at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
    ) {}
    static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }
    static func check(_ book: borrowing Book, _ demand: Demand) {}
  }

  /// A hold's row with a field more.
  private struct LaterHoldRow: BitwiseCopyable, Sendable {
    var hold: HoldRow
    var priority: UInt64 = 0
  }

  private enum LaterHoldTable: BookTable {
    typealias Row = LaterHoldRow
    static var section: Section { HoldTable.section }
    static var version: UInt32 { HoldTable.version + 1 }
    static var earlier: [EarlierRow<Row>] {
      [
        EarlierRow(version: 1, byteCount: MemoryLayout<HoldRow>.stride) {
          LaterHoldRow(hold: $0.loadUnaligned(as: HoldRow.self))
        }
      ]
    }
    static var origin: RowOrigin { HoldTable.origin }
    static func look(
      at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
    ) {
      let holds = rows.map(\.hold)
      holds.withUnsafeBufferPointer { HoldTable.look(at: $0, from: first, &links) }
    }
    static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }
    static func check(_ book: borrowing Book, _ demand: Demand) {}
  }

  /// Does what another visitor does, as a version that has the table of tasks, and holds with the
  /// longer row.
  private struct Later<Inner: TableVisitor>: TableVisitor {
    typealias Fault = Inner.Fault
    var inner: Inner
    var holds = Column<LaterHoldRow>()
    var tasks = Column<UInt64>()

    mutating func visit<Table: BookTable>(
      _: Table.Type, _ rows: Column<Table.Row>, _ other: inout Column<Table.Row>
    ) throws(Inner.Fault) {
      if Table.section.number == HoldTable.section.number {
        try inner.visit(LaterHoldTable.self, holds, &holds)
      } else {
        try inner.visit(Table.self, rows, &other)
      }
    }

    mutating func visitTasks() throws(Inner.Fault) {
      try inner.visit(TaskTable.self, tasks, &tasks)
    }
  }

  /// The newest snapshot's book as the later version has it, and its state.
  private func stateOfLater(_ source: SnapshotSource) throws -> (state: String, holds: Int) {
    var later = Later(inner: try SectionReader(SnapshotBookSource(source: source)))
    var book = Book()
    book.arena = try later.inner.readTexts()
    try Book.forEachTable(of: Book(), &book, &later)
    try later.visitTasks()
    let dates = try later.inner.readDates()
    try later.inner.end()
    var hasher = Later(inner: TableHasher(), holds: later.holds, tasks: later.tasks)
    book.arena.add(to: &hasher.inner.hash)
    var none = Book()
    Book.forEachTable(of: book, &none, &hasher)
    hasher.visitTasks()
    dates.add(to: &hasher.inner.hash)
    return (hasher.inner.hash.hexadecimal(), later.holds.count)
  }

  @Test func `a directory with a trimmed journal opens to the same state`() throws {
    try directory { directory, state in
      let opened = try BookStore.open(directory)
      #expect(opened.book.stateHash() == state)
      #expect(opened.book.violations().isEmpty)
      #expect(opened.store.report.snapshotSequence == Self.accounts + 6_000)
      try opened.store.close()
    }
  }

  @Test func `with a table more and longer rows it comes to the same state`() throws {
    try directory { directory, _ in
      let reader = try StoreReader(directory)
      for sequence in reader.snapshots {
        let book = try readBook(reader.snapshot(sequence))
        let later = try stateOfLater(reader.snapshot(sequence))
        #expect(later.state == book.stateHash())
        #expect(later.holds == book.holds.count)
      }
      #expect(try readBook(reader.snapshot(reader.snapshots.last!)).holds.count == 2_000)
    }
  }

  @Test func `a book with rows that only a later version knows is refused by name`() throws {
    try directory { directory, _ in
      let opened = try BookStore.open(directory)
      var tasks = Column<UInt64>()
      tasks.append(7)
      try opened.store.writeSnapshot(
        sequence: opened.book.sequence, time: opened.book.lastRecorded
      ) { sink in
        var sink = SnapshotBookSink(sink: sink)
        try sink.write(integer: Book.format)
        var (writer, noTasks) = (SectionWriter(sink), Column<UInt64>())
        var none = Book()
        try writer.write(opened.book.arena)
        try Book.forEachTable(of: opened.book, &none, &writer)
        try writer.visit(TaskTable.self, tasks, &noTasks)
        try writer.write(
          BookDates(opened.book.latestEffective, closedThrough: opened.book.closedThrough))
        try writer.end()
      }
      try opened.store.close()
      let before = try contents(directory)
      let newer = BookDecodingError.unknownSection("tasks", number: 127)
      let file = try StoreReader(directory).snapshotFile(Self.accounts + 9_000)
      let expected = StoreError.newerBook(file: file, reason: "\(newer)", program: .current)
      #expect(throws: expected) { _ = try BookStore.open(directory) }
      #expect(throws: expected) { _ = try BookStore.verify(directory) }
      #expect(try contents(directory) == before)
    }
  }

  private func contents(_ directory: String) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try Data(contentsOf: URL(filePath: "\(directory)/\($0)")))
      })
  }
}
