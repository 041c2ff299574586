/// The fields of an item that are seldom read. Those that reports scan are columns of their own
/// (`itemAccount`, `itemDue`, `itemRemaining`).
public struct ItemRow: BitwiseCopyable, Sendable {
  /// Its number, unique on its account.
  public internal(set) var number: TextReference
  /// The amount, in the lower 50 bits; it is never below zero. Above it are the kind, and a flag
  /// which says whether an application to the item was taken back.
  private var amountBits: UInt64
  var entryWord: UInt32
  /// The document's date.
  public internal(set) var date: Day
  /// The effective date of its reversal; `never` if it was not reversed.
  var voided = never
  var previousOfAccount: UInt32
  var previousOpen = none
  var nextOpen = none
  var lastApplication = none
  var nextSameNumber = none

  private static var undoingBit: UInt64 { 1 << 63 }
  private static var kindShift: UInt64 { 56 }
  private static var kindMask: UInt64 { 0xF }
  private static var amountMask: UInt64 { 1 << 50 - 1 }

  init(
    number: TextReference, kind: ItemKind, amount: Money, entryWord: UInt32, date: Day,
    previousOfAccount: UInt32
  ) {
    self.number = number
    amountBits = UInt64(amount.minor) | UInt64(kind.rawValue) << Self.kindShift
    self.entryWord = entryWord
    self.date = date
    self.previousOfAccount = previousOfAccount
  }

  /// The amount as billed. `itemRemaining` says how much is left.
  public var amount: Money { Money(minor: Int64(amountBits & Self.amountMask)) }
  /// What the item is for.
  public var kind: ItemKind { kindIfKnown! }
  var kindIfKnown: ItemKind? {
    ItemKind(rawValue: UInt8(amountBits >> Self.kindShift & Self.kindMask))
  }
  /// The entry that made it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  var hasUndoing: Bool {
    get { amountBits & Self.undoingBit != 0 }
    set { if newValue { amountBits |= Self.undoingBit } else { amountBits &= ~Self.undoingBit } }
  }
}

/// All items, open or not. The three other columns have one row for each item.
enum ItemTable: BookTable {
  typealias Row = ItemRow
  static var section: Section { Section(13, "items") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, number in
      links.text(row.number)
      links.amount(row.amount)
      links.demand(row.kindIfKnown != nil)
      links.entry(row.entry)
      links.day(row.date)
      links.voided(row.voided)
      links.itemsOfAccounts.count(number, naming: row.previousOfAccount)
      links.openItems.name(row.nextOpen)
      links.openItemsBackwards.name(row.previousOpen)
      links.applicationsOfItems.name(row.lastApplication)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    known.items
  }

  /// Checks that an item was made by its entry, on its date, and that it is found by its number.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for item in 0..<UInt32(book.items.count) {
      let row = book.items[item]
      let number = book.text(row.number)
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        book.documents(of: row.entry).item == item && entry.effective == row.date,
        "item \(number): its entry")
      demand((row.voided == never) == (entry.reversedBy == 0), "item \(number): its reversal")
      demand(
        book.findInvoice(number, of: book.itemAccount[item]) == item, "item \(number): its index")
    }
  }
}
