/// A service or line of an invoice or of a draft. Rows are in the order of the entries.
public struct LineRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  /// Its part of the document's amount.
  public internal(set) var amount: Money
  /// The code of what it is for, as a symbol.
  public internal(set) var code: UInt32
  var serviceRow: UInt32

  /// The row of the recorded service; nil if the line is for none.
  public var service: UInt32? { serviceRow == none ? nil : serviceRow }
}

/// The services and lines of invoices and drafts, for those documents that list them.
enum LineTable: BookTable {
  typealias Row = LineRow
  static var section: Section { Section(35, "lines") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      // Rows of the same entry stand together.
      links.demand(row.entry > 0 && row.entry >= links.lastEntries[section])
      links.demand(row.entry <= EntryNumber(UInt32.max))
      links.lastEntries[section] = row.entry
      links.amount(row.amount)
      links.symbol(row.code)
      links.extents[ServiceTable.section].mayName(row.serviceRow)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that the lines of a document add up to its amount, and that its entry says that it has
  /// lines.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var place = 0
    while place < book.lines.count {
      let number = book.lines[place].entry
      let rows = book.lineRows(of: number)
      let entry = book.entries[Int(number) - 1]
      demand(entry.hasLines && rows.contains(place), "entry \(number): its lines")
      guard entry.hasLines, rows.contains(place) else { return }
      let total = rows.reduce(Money.zero) { $0 + book.lines[$1].amount }
      let amount =
        entry.kind == .draft ? book.drafts[entry.subject].amount : book.items[entry.subject].amount
      demand(total == amount, "entry \(number): what its lines come to")
      place = rows.upperBound
    }
  }
}
