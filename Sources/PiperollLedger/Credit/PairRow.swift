/// The item and the credit of an entry that made both: of a transfer or a recovery.
public struct PairRow: BitwiseCopyable, Sendable {
  /// The item's row.
  public internal(set) var item: UInt32
  /// The credit's row.
  public internal(set) var credit: UInt32
}

/// The item and the credit of each entry that made both.
enum PairTable: BookTable {
  typealias Row = PairRow
  static var section: Section { Section(21, "pairs") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.items.mustName(row.item)
      links.credits.mustName(row.credit)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.item >= known.items }
  }

  /// Checks that the item and the credit were made by the same entry.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for pair in 0..<book.pairs.count {
      let row = book.pairs[pair]
      let number = book.items[row.item].entry
      let entry = book.entries[Int(number) - 1]
      let isPair = entry.kind == .transfer || entry.kind == .recovery
      demand(
        isPair && entry.subject == UInt32(pair) && book.credits[row.credit].entry == number,
        "entry \(number): its item and its credit")
    }
  }
}
