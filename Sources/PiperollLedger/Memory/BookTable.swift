// A table of the book, as `Book.forEachTable` lists it. From that one list derive the view, the
// view of the past, the snapshot, the state hash, the reading of a snapshot with its checks, the
// figures of memory, and what REPORT VERIFY recomputes. What a table has to say stands beside its
// row.

/// What a table says of itself. Nothing has a default: a new table answers each question.
protocol BookTable {
  associatedtype Row: BitwiseCopyable & Sendable
  /// Where it stands in a book's bytes.
  static var section: Section { get }
  /// The version of the row's bytes: raised when a field is added to the row or changes.
  static var version: UInt32 { get }
  /// The versions that were raised, with what makes a row of today of each. A row that only grew at
  /// its end by fields that are zero keeps the state's hash.
  static var earlier: [EarlierRow<Row>] { get }
  /// How its rows come about.
  static var origin: RowOrigin { get }
  /// Looks at the rows of a page that was read from a snapshot: what names a row of another table,
  /// and what must be one of few values.
  static func look(at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks)
  /// How many of its rows were there after an entry. All, where a view of the past comes to its
  /// rows only by way of other tables.
  static func count(in rows: Column<Row>, at known: Known) -> Int
  /// Recomputes what its rows say in a second way.
  static func check(_ book: borrowing Book, _ demand: Demand)
}

/// The place of a table in a book's bytes. Number and name never change their meaning, and no
/// number is used twice.
struct Section: Sendable {
  /// In the order in which sections are written: a table after those whose rows it names.
  let number: UInt32
  /// By which a version that does not know the section refuses it; at most 24 bytes of ASCII.
  let name: StaticString

  init(_ number: UInt32, _ name: StaticString) { (self.number, self.name) = (number, name) }

  /// Tables have numbers below this one, so that what is summed up by table finds room. The list
  /// has some 35, and twice as many are to come.
  static var tablesEnd: UInt32 { 128 }
}

/// How a table's rows come about.
enum RowOrigin: Sendable {
  /// Entries make them one after the other: `EntryRow.subject` of the first names row 0, and so on.
  case madeByEntries
  /// An entry that says so with a flag has one, and they stand in the order of their entries.
  case oneOfAnEntry
  /// Some other way.
  case other
}

/// A row as an earlier version wrote it.
struct EarlierRow<Row>: Sendable {
  var version: UInt32
  /// The bytes of one row.
  var byteCount: Int
  /// Makes a row of today of so many bytes.
  var upgrade: @Sendable (UnsafeRawBufferPointer) -> Row
}

/// What a view of the past shows: the last entry, and how many rows tables had then that others
/// name.
struct Known {
  var entry: EntryNumber
  var contacts: Int
  var items: Int
  var credits: Int
}

/// What is done with each table in turn. `other` is the same table of a second book.
protocol TableVisitor {
  associatedtype Fault: Error
  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _ other: inout Column<Table.Row>
  ) throws(Fault)
}

/// An index of the book, as `Book.forEachIndex` lists it. It is derived from a table; it stands in
/// snapshots because to fill it anew would take longer than all the rest of a start, and it is no
/// part of the state.
protocol BookIndex {
  static var section: Section { get }
  /// The first of the rows that all have an entry in it; nil where the rows themselves say which
  /// have (`BookLinks.indexed`).
  static var everyRowFrom: UInt32? { get }
}

/// What is done with each index in turn.
protocol IndexVisitor {
  associatedtype Fault: Error
  /// - Parameter rows: how many rows the indexed table of the second book has.
  mutating func visit<Index: BookIndex>(
    _: Index.Type, _ index: HashIndex, _ other: inout HashIndex, rows: Int
  ) throws(Fault)
}
