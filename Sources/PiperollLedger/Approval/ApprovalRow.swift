/// A write that waits for an approval, or waited.
public struct ApprovalRow: BitwiseCopyable, Sendable {
  /// What was asked for, to be read again.
  public internal(set) var request: TextReference
  var hashLow: UInt64
  var hashHigh: UInt64
  /// What it is about, as an amount above zero; zero where it is about none.
  public internal(set) var amount: Money
  var entryWord: UInt32
  /// The entry that carried it out or rejected it; 0 if none did.
  var decidedWord: UInt32 = 0
  /// The account's row, `none` if it is on none.
  var account: UInt32
  /// The effective date that it asks for.
  public internal(set) var effective: Day
  /// The last day on which it can be approved.
  public internal(set) var expires: Day
  var needBits: UInt16
  var kindByte: UInt8
  /// Of the amount; `noCurrency` where there is none.
  var currencyByte: UInt8

  static var noCurrency: UInt8 { .max }

  /// The entry that asked, by which it is known.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that carried it out or rejected it; nil if none did.
  public var decided: EntryNumber? { decidedWord == 0 ? nil : EntryNumber(decidedWord) }
  /// All the reasons why it waits.
  public var needs: ApprovalNeeds { ApprovalNeeds(rawValue: needBits) }
  /// What it would record.
  public var kind: EntryKind { EntryKind(rawValue: kindByte)! }
  /// Of the amount; nil where there is none.
  public var currency: Currency? {
    currencyByte == Self.noCurrency ? nil : Currency(index: currencyByte)
  }
  /// The row of the account that it is on; nil if it is on none.
  public var accountRow: UInt32? { account == none ? nil : account }
  var hash: FactHash { FactHash(low: hashLow, high: hashHigh) }
}

/// An entry that an approval let through; in the order of the entries.
struct CarriedOutRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  /// The approval's row.
  var approval: UInt32
  var unused: UInt32 = 0
}

/// How an approval stands.
public enum ApprovalState: UInt8, CaseIterable, Sendable {
  case pending, approved, rejected, expired
}

/// What waits for an approval or waited, in the order of recording.
enum ApprovalTable: BookTable {
  typealias Row = ApprovalRow
  static var section: Section { Section(37, "approvals") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.text(row.request)
      links.amount(row.amount)
      links.entry(row.entry)
      links.entries.mayName(row.decidedWord &- 1)
      links.accounts.mayName(row.account)
      links.day(row.effective)
      links.day(row.expires)
      links.demand(ApprovalNeeds(stored: row.needBits) != nil)
      links.choice(row.kindByte, of: EntryKind.self)
      links.demand(
        row.currencyByte == ApprovalRow.noCurrency || Int(row.currencyByte) < Currency.codes.count)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// An approval was asked for by its entry. At most once it was rejected or let an entry through.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for approval in 0..<UInt32(book.approvals.count) {
      let row = book.approvals[approval]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .approval && entry.subject == approval && entry.account == row.account,
        "approval \(row.entry): its entry")
      guard let decided = row.decided else { continue }
      let decision = book.entries[Int(decided) - 1]
      let isRejected = decision.kind == .reject && decision.subject == approval
      demand(
        decided > row.entry && (isRejected || book.approval(behind: decided) == approval),
        "approval \(row.entry): how it was decided")
    }
  }
}

/// The entries that approvals let through.
enum CarriedOutTable: BookTable {
  typealias Row = CarriedOutRow
  static var section: Section { Section(38, "carried-out approvals") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.nextEntry(row.entry, of: section)
      links.extents[ApprovalTable.section].mustName(row.approval)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// The approval knows the entry that it let through.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.carriedOut.count {
      let row = book.carriedOut[place]
      demand(
        book.approvals[row.approval].decided == row.entry,
        "entry \(row.entry): the approval that let it through")
    }
  }
}
