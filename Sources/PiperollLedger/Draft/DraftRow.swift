/// A drafted invoice. Once it is billed there is an item for it.
public struct DraftRow: BitwiseCopyable, Sendable {
  /// The number that its invoice has or will have.
  public internal(set) var number: TextReference
  /// What will be owed for it.
  public internal(set) var amount: Money
  /// The account's row.
  public internal(set) var account: UInt32
  var entryWord: UInt32
  var dueOrNever: Day
  var previousOfAccount: UInt32
  /// The entry that billed or dropped it; 0 if it is still a draft.
  public internal(set) var endedBy: EntryNumber = 0

  /// The entry that drafted it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The due date; nil for the account's terms, counted from the day of release.
  public var due: Day? { dueOrNever == never ? nil : dueOrNever }
}

extension DraftRow: ChainedRow {
  static var chain: AccountChain { .drafts }
}

/// The drafted invoices, billed since or not.
enum DraftTable: BookTable {
  typealias Row = DraftRow
  static var section: Section { Section(34, "drafts") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.text(row.number)
      links.amount(row.amount)
      links.accounts.mustName(row.account)
      links.entry(row.entry)
      links.voided(row.dueOrNever)
      links.demand(row.endedBy < EntryNumber(UInt32.max))
      links.entries.mayName(UInt32(truncatingIfNeeded: row.endedBy &- 1))
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a draft ended as the invoice that it was drafted for, or was dropped, or is still
  /// there.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for draft in 0..<book.drafts.count {
      let row = book.drafts[draft]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .draft && entry.subject == UInt32(draft) && entry.account == row.account,
        "draft \(row.entry): its entry")
      guard row.endedBy != 0 else { continue }
      let end = book.entries[Int(row.endedBy) - 1]
      let holds =
        end.kind == .invoice
        ? book.items[end.subject].amount == row.amount
          && book.itemAccount[end.subject] == row.account
        : end.kind == .reverse && EntryNumber(end.subject) == row.entry
      demand(holds, "draft \(row.entry): how it ended")
    }
    Book.checkChain(book.drafts, book, demand) { $1.account }
  }
}
