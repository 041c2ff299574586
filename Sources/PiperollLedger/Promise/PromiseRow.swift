/// A promise to pay. Whether it was kept stands nowhere: it follows from the payments.
public struct PromiseRow: BitwiseCopyable, Sendable {
  /// How much is promised.
  public internal(set) var amount: Money
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  /// The day on which it was made.
  public internal(set) var made: Day
  /// The day by which the money is to be there, without days of grace.
  public internal(set) var due: Day
  /// The day from which it is ended or replaced; `never` if it is not.
  var ended = never
  var endedWord: UInt32 = 0
  var replacesWord: UInt32
  var previousOfAccount: UInt32

  /// The entry that made it. Its number names the promise.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that ended or replaced it, 0 if none did.
  public var endedBy: EntryNumber { EntryNumber(endedWord) }
  /// The promise that it replaces; nil for none.
  public var replaces: EntryNumber? { replacesWord == 0 ? nil : EntryNumber(replacesWord) }
}

extension PromiseRow: EndableRow {
  static var chain: AccountChain { .promises }
}

/// The promises, kept or not.
enum PromiseTable: BookTable {
  typealias Row = PromiseRow
  static var section: Section { Section(50, "promises") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.amount(row.amount)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.day(row.made)
      links.day(row.due)
      links.voided(row.ended)
      links.entries.mayName(row.endedWord &- 1)
      links.entries.mayName(row.replacesWord &- 1)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a promise is its entry's, and that what ended it is the entry that did so.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for promise in 0..<UInt32(book.promises.count) {
      let row = book.promises[promise]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .promise && entry.subject == promise && entry.effective == row.made
          && entry.account == row.account, "promise \(row.entry): its entry")
      demand(row.amount > .zero && row.due >= row.made, "promise \(row.entry): its terms")
      if let earlier = row.replaces {
        demand(
          book.promise(madeBy: earlier).map { book.promises[$0].endedBy == row.entry } ?? false,
          "promise \(row.entry): what it replaces")
      }
      guard row.endedBy != 0 else {
        demand(row.ended == never, "promise \(row.entry): its end")
        continue
      }
      let end = book.entries[Int(row.endedBy) - 1]
      let isEnd =
        end.kind == .end
        ? EntryNumber(end.subject) == row.entry
        : end.kind == .promise && book.promises[end.subject].replaces == row.entry
      demand(isEnd && end.effective == row.ended, "promise \(row.entry): its end")
    }
    Book.checkChain(book.promises, book, demand) { $1.account }
  }
}
