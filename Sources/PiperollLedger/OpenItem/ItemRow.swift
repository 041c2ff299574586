/// What is seldom read of an open item; what a report scans stands in columns of its own
/// (`itemAccount`, `itemDue`, `itemRemaining`).
public struct ItemRow: BitwiseCopyable, Sendable {
  /// Its number, unique on its account.
  public internal(set) var number: TextReference
  /// The amount, which is never below zero and has no more than 50 bits; above them the kind, and
  /// whether something that was set against the item has been undone.
  private var amountBits: UInt64
  var entryWord: UInt32
  /// The document's date.
  public internal(set) var date: Day
  /// The effective date of its reversal, `never` if there is none.
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

  /// As billed; what is left stands in `itemRemaining`.
  public var amount: Money { Money(minor: Int64(amountBits & Self.amountMask)) }
  /// What it is for.
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

/// The open items, open or not; three columns stand beside them, row by row.
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
      links.invoices.count(number, naming: row.nextSameNumber)
      links.repeatedInvoices.count(row.nextSameNumber)
    }
    links.indexed[InvoiceIndex.section] = links.invoices
    links.indexed[AccountInvoiceIndex.section] = links.repeatedInvoices
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    known.items
  }

  /// An item was made by its entry on its date, and is found by its number.
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
