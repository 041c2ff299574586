/// Interest that was charged (an item), or given back (a credit); the other field is `none`.
struct InterestRow: BitwiseCopyable, Sendable {
  var item = none
  var credit = none
  /// The last day that was charged: all that had accrued by its end.
  var through: Day
  var previousOfAccount: UInt32

  init(through: Day, previousOfAccount: UInt32) {
    self.through = through
    self.previousOfAccount = previousOfAccount
  }
}

extension InterestRow: ChainedRow {
  static var chain: AccountChain { .interestCharges }
}

/// The charges of interest.
enum InterestTable: BookTable {
  typealias Row = InterestRow
  static var section: Section { Section(30, "interest charges") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.demand((row.item == none) != (row.credit == none))
      links.items.mayName(row.item)
      links.credits.mayName(row.credit)
      links.day(row.through)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow {
      $0.item == none ? $0.credit >= known.credits : $0.item >= known.items
    }
  }

  /// Checks that the item or credit is one of interest, and that no later day than its date was
  /// charged.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.interestCharges.count {
      let row = book.interestCharges[place]
      let (isInterest, date) =
        row.item != none
        ? (book.items[row.item].kind == .interest, book.items[row.item].date)
        : (book.credits[row.credit].kind == .interest, book.credits[row.credit].date)
      demand(isInterest, "interest charge \(place): its item or credit")
      demand(row.through <= date, "interest charge \(place): the day that it was charged through")
    }
    Book.checkChain(book.interestCharges, book, demand) {
      $1.item != none ? $0.itemAccount[$1.item] : $0.credits[$1.credit].account
    }
  }
}
