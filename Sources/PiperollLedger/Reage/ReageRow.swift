/// A re-aging of some items.
public struct ReageRow: BitwiseCopyable, Sendable {
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  /// The day from which it holds.
  public internal(set) var made: Day
  /// The day from which its items are aged.
  public internal(set) var due: Day
  /// Its first row in the table of items.
  var firstItem: UInt32
  var itemCount: UInt32
  var previousOfAccount: UInt32
  var unused: UInt32 = 0

  /// The entry that recorded it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
}

extension ReageRow: ChainedRow {
  static var chain: AccountChain { .reages }
}

/// The re-agings. Items keep their due dates; what is told by age looks here.
enum ReageTable: BookTable {
  typealias Row = ReageRow
  static var section: Section { Section(65, "re-agings") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.day(row.made)
      links.day(row.due)
      if row.itemCount > 0 {
        links.extents[ReageItemTable.section].mustName(row.firstItem &+ (row.itemCount - 1))
      }
      links.demand(UInt64(row.firstItem) + UInt64(row.itemCount) <= UInt64(UInt32.max))
      links.demand(row.unused == 0)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a re-aging is its entry's.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for reage in 0..<UInt32(book.reages.count) {
      let row = book.reages[reage]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .reage && entry.subject == reage && entry.effective == row.made
          && entry.account == row.account && row.itemCount > 0, "re-aging \(row.entry): its entry")
    }
    Book.checkChain(book.reages, book, demand) { $1.account }
  }
}

/// An item that is re-aged, and how much of it was open then.
public struct ReageItemRow: ItemShareRow {
  /// How much of it was open.
  public internal(set) var amount: Money
  /// The re-aging's row.
  var reage: UInt32
  /// The item's row.
  public internal(set) var item: UInt32

  var owner: UInt32 { reage }
}

/// The items of re-agings, in the order of the re-agings.
enum ReageItemTable: ItemShareTable {
  typealias Row = ReageItemRow
  static var section: Section { Section(66, "items of re-agings") }
  static var owners: Section { ReageTable.section }

  /// Checks that each is of the re-aging that names it, on its account, and is aged from a later
  /// day than it is due.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.reageItems.count) {
      let row = book.reageItems[place]
      let reage = book.reages[row.reage]
      demand(
        reage.firstItem <= place && place - reage.firstItem < reage.itemCount
          && book.itemAccount[row.item] == reage.account && row.amount > .zero
          && book.itemDue[row.item] < reage.due && book.items[row.item].entry < reage.entry,
        "re-aging \(reage.entry): its items")
    }
  }
}
