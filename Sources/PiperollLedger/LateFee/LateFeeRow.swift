/// What had a late fee: an item, or an instalment of a loan, by its due date. The row stays when
/// the fee is reversed.
struct LateFeeRow: BitwiseCopyable, Sendable {
  /// The row of the item that was late; for an instalment, of the loan's principal.
  var item: UInt32
  var due: Day
  var previousOfAccount: UInt32
}

extension LateFeeRow: ChainedRow {
  static var chain: AccountChain { .lateFees }
}

/// The items and instalments that a late fee was charged for.
enum LateFeeTable: BookTable {
  typealias Row = LateFeeRow
  static var section: Section { Section(39, "late fees") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.items.mustName(row.item)
      links.day(row.due)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int {
    rows.count
  }

  /// Checks that nothing has two late fees, and that each was charged for something that can be
  /// late.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var seen: Set<Book.Late> = []
    for place in 0..<book.lateFees.count {
      let row = book.lateFees[place]
      let item = book.items[row.item]
      let number = book.text(item.number)
      demand(
        seen.insert(Book.Late(item: row.item, due: row.due)).inserted,
        "item \(number): a second late fee for \(row.due.text)")
      demand(
        item.kind == .principal
          ? row.due <= book.itemDue[row.item] : row.due == book.itemDue[row.item],
        "item \(number): the due date of its late fee")
    }
    Book.checkChain(book.lateFees, book, demand) { $0.itemAccount[$1.item] }
  }
}
