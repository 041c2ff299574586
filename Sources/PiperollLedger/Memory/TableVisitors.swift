// What is done with every table. Each of these types replaces a list of tables that would have to
// be kept up to date.

/// Makes the tables of the second book copies of the first book's, with all pages shared.
struct TableCopier: TableVisitor, IndexVisitor {
  typealias Fault = Never

  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _ other: inout Column<Table.Row>
  ) {
    other = rows
  }

  mutating func visit<Index: BookIndex>(
    _: Index.Type, _ index: HashIndex, _ other: inout HashIndex
  ) {
    other = index
  }
}

/// Makes the tables of the second book those of the first book as they were after an entry.
struct TableCutter: TableVisitor {
  typealias Fault = Never

  let known: Known

  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _ other: inout Column<Table.Row>
  ) {
    other = rows.cut(to: Table.count(in: rows, at: known))
  }
}

/// Adds the rows of each table to a hash. A table without rows adds nothing.
struct TableHasher: TableVisitor {
  typealias Fault = Never

  var hash = StateHash()

  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _: inout Column<Table.Row>
  ) {
    if rows.count == 0 { return }
    hash.write(integer: UInt64(Table.section.number))
    hash.write(integer: UInt64(rows.count))
    for page in 0..<rows.pageCount { hash.write(rows: rows.page(page)) }
  }
}

/// Calls the check of each table.
struct TableChecks: TableVisitor {
  typealias Fault = Never

  private(set) var checks: [(borrowing Book, Demand) -> Void] = []

  mutating func visit<Table: BookTable>(
    _: Table.Type, _: Column<Table.Row>, _: inout Column<Table.Row>
  ) {
    checks.append { Table.check($0, $1) }
  }
}

/// Compares what the rows of a book said of each other with the size of its tables.
struct TableLinks: TableVisitor {
  typealias Fault = Never

  let links: BookLinks
  /// The number of the last entry.
  let sequence: EntryNumber
  /// The first check that failed, in words; nil if none did.
  private(set) var flaw: String?

  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _: inout Column<Table.Row>
  ) {
    if flaw == nil {
      flaw = links.flaw(
        of: Table.section, rows: rows.count, Table.origin, lastEntry: sequence)
    }
  }
}

/// Gathers the numbers of all sections that tables and indices have.
struct SectionNumbers: TableVisitor, IndexVisitor {
  typealias Fault = Never

  private(set) var numbers: Set<UInt32> = []

  mutating func visit<Table: BookTable>(
    _: Table.Type, _: Column<Table.Row>, _: inout Column<Table.Row>
  ) {
    numbers.insert(Table.section.number)
  }

  mutating func visit<Index: BookIndex>(
    _: Index.Type, _: HashIndex, _: inout HashIndex
  ) {
    numbers.insert(Index.section.number)
  }
}

/// How much memory a table's rows take.
public struct TableSize: Equatable, Sendable {
  /// The table's name, as it stands in snapshots.
  public let name: String
  /// How many rows it has.
  public let rows: Int
  /// The bytes of its rows, without texts and indices.
  public let bytes: Int
}

/// Collects the size of each table.
struct TableMeasurer: TableVisitor {
  typealias Fault = Never

  private(set) var sizes: [TableSize] = []

  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _: inout Column<Table.Row>
  ) {
    sizes.append(
      TableSize(
        name: "\(Table.section.name)", rows: rows.count,
        bytes: rows.count * MemoryLayout<Table.Row>.stride))
  }
}
