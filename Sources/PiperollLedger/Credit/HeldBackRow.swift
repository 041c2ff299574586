/// An amount that belongs to an entry, in a table of its own. Rows are in the order of the entries.
struct AmountRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  var amount: Money
}

/// The amounts of credit that entries left unapplied because items were on hold.
enum HeldBackTable: BookTable {
  typealias Row = AmountRow
  static var section: Section { Section(36, "held-back amounts") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .oneOfAnEntry }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.flaggedEntry(row.entry, of: section)
      links.amount(row.amount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that the entry says that it held something back.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.heldBacks.count {
      let row = book.heldBacks[place]
      demand(
        book.entries[Int(row.entry) - 1].hasHeldBack && row.amount > .zero,
        "entry \(row.entry): what was held back")
    }
  }
}
