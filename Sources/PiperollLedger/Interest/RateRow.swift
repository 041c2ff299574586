/// An interest rate of an account, from a day on.
public struct RateRow: BitwiseCopyable, Sendable {
  /// The rate.
  public internal(set) var rate: InterestRate
  /// The first day on which it applies.
  public internal(set) var from: Day
  var entryWord: UInt32
  var previousOfAccount: UInt32
}

extension RateRow: ChainedRow {
  static var chain: AccountChain { .rates }
}

/// The interest rates of accounts, each from a day on.
enum RateTable: BookTable {
  typealias Row = RateRow
  static var section: Section { Section(28, "rates") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.demand(row.rate <= .largest)
      links.day(row.from)
      links.entry(EntryNumber(row.entryWord))
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { EntryNumber($0.entryWord) > known.entry }
  }

  /// Checks that a rate was set or granted with a loan by its entry, and applies from that entry's
  /// date.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.rates.count {
      let row = book.rates[place]
      let entry = book.entries[Int(row.entryWord) - 1]
      demand(
        (entry.kind == .rate || entry.kind == .loan) && entry.effective == row.from,
        "rate of entry \(row.entryWord): its entry")
    }
    Book.checkChain(book.rates, book, demand) { $0.entries[Int($1.entryWord) - 1].account }
  }
}
