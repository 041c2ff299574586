// A table of the book, as `Book.forEachTable` lists it. That one list gives the view, the view of
// the past, the snapshot, the state hash, the reading of a snapshot with its checks, the figures of
// memory use, and what REPORT VERIFY recomputes. Each table's part of these is in the file of its
// row.

/// What each table must define. There are no default answers: a new table has to give all of them.
protocol BookTable {
  associatedtype Row: BitwiseCopyable & Sendable
  /// The table's section in a book's bytes.
  static var section: Section { get }
  /// The version of a row's bytes. It is raised when a field is added to the row, or changes.
  static var version: UInt32 { get }
  /// The earlier versions that can still be read, each with a function that makes a row of today of
  /// an old one. If a row only got longer, by fields that are zero in old rows, the state hash does
  /// not change.
  static var earlier: [EarlierRow<Row>] { get }
  /// How its rows come about.
  static var origin: RowOrigin { get }
  /// Checks the rows of a page that was read from a snapshot: that the rows which they name exist,
  /// and that fields with few possible values have one of these.
  static func look(at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks)
  /// How many of its rows existed after an entry. A table that a view of the past reaches only
  /// through other tables returns all rows.
  static func count(in rows: Column<Row>, at known: Known) -> Int
  /// Recomputes in a second way what its rows say.
  static func check(_ book: borrowing Book, _ demand: Demand)
}

/// A section of a book's bytes: the place of one table. Number and name never change their meaning,
/// and no number is used twice.
struct Section: Sendable {
  /// Sections are written in the order of their numbers. A table comes after those whose rows it
  /// names.
  let number: UInt32
  /// The name by which a version that does not know the section refuses it; at most 24 bytes of
  /// ASCII.
  let name: StaticString

  init(_ number: UInt32, _ name: StaticString) { (self.number, self.name) = (number, name) }

  /// The numbers of tables are below this one, so that arrays by table have room. There are some 35
  /// tables, and there may be twice as many later.
  static var tablesEnd: UInt32 { 128 }
}

/// How a table's rows come about.
enum RowOrigin: Sendable {
  /// Entries make them, in order: the first entry with a row has `EntryRow.subject` 0, and so on.
  case madeByEntries
  /// Entries with a flag have one row each, and the rows are in the order of these entries.
  case oneOfAnEntry
  /// Some other way.
  case other
}

/// How to read a row that an earlier version wrote.
struct EarlierRow<Row>: Sendable {
  var version: UInt32
  /// The bytes of one old row.
  var byteCount: Int
  /// Makes a row of today from the bytes of an old one.
  var upgrade: @Sendable (UnsafeRawBufferPointer) -> Row
}

/// The limits of a view of the past: its last entry, and how many rows the tables had then that
/// other tables name.
struct Known {
  var entry: EntryNumber
  var contacts: Int
  var items: Int
  var credits: Int
}

/// Something that is done with each table in turn. `other` is the same table of a second book.
protocol TableVisitor {
  associatedtype Fault: Error
  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _ other: inout Column<Table.Row>
  ) throws(Fault)
}

/// An index of the book, as `Book.forEachIndex` lists it. It is derived from a table, and hashed
/// with a secret: no part of the state, and in no file. Only snapshots of books with
/// `Book.formatWithIndices` have a section for each.
protocol BookIndex {
  static var section: Section { get }
}

extension BookIndex {
  /// The version of the slots in such a section, and their size.
  static var storedVersion: UInt32 { 1 }
  static var storedSlotBytes: UInt64 { 8 }
}

/// Something that is done with each index in turn.
protocol IndexVisitor {
  associatedtype Fault: Error
  mutating func visit<Index: BookIndex>(
    _: Index.Type, _ index: HashIndex, _ other: inout HashIndex
  ) throws(Fault)
}
