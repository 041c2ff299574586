/// A part of an invoice or of a draft; in the order of the entries.
public struct LineRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  /// Its part of the whole.
  public internal(set) var amount: Money
  /// What it is for: a symbol.
  public internal(set) var code: UInt32
  var serviceRow: UInt32

  /// The service's row; nil where it is for none that was recorded.
  public var service: UInt32? { serviceRow == none ? nil : serviceRow }
}

/// What invoices and drafts are made of, where that is told.
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
      // Several of one entry stand together.
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

  /// The lines of a document come to its amount, and it says that it has some.
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
