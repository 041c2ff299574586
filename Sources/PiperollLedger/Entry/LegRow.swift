/// The second account of an entry that moves money between two. Rows are in the order of the
/// entries.
public struct LegRow: BitwiseCopyable, Sendable {
  /// How much the entry changed this account's balance.
  public internal(set) var effect = Money.zero
  /// This account's balance after it, in the order of recording.
  public internal(set) var balance = Money.zero
  /// The entry, which names the first account.
  public internal(set) var entry: EntryNumber
  /// The account's row.
  public internal(set) var account: UInt32
  var previousOfAccount: UInt32 = 0
}

/// The second account of each entry that moves money between two accounts.
enum LegTable: BookTable {
  typealias Row = LegRow
  static var section: Section { Section(20, "legs") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.nextEntry(row.entry, of: section)
      links.amount(row.effect)
      links.total(row.balance)
      links.accounts.mustName(row.account)
      links.demand(EntryNumber(row.previousOfAccount) < row.entry)
      links.entriesOfAccounts.count(
        UInt32(truncatingIfNeeded: row.entry &- 1), naming: row.previousOfAccount &- 1)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a leg is on another account than its entry, and that both moved the same amount,
  /// in opposite directions.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for leg in 0..<book.legs.count {
      let row = book.legs[leg]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .transfer || entry.kind == .reverse, "entry \(row.entry): its second account")
      demand(
        entry.account != row.account && entry.effect == -row.effect,
        "entry \(row.entry): what it moved between its accounts")
    }
  }
}
