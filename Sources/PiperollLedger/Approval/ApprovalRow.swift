/// A request that waits for an approval, or that waited for one.
public struct ApprovalRow: BitwiseCopyable, Sendable {
  /// The text of the request, which is read again when it is approved.
  public internal(set) var request: TextReference
  var hashLow: UInt64
  var hashHigh: UInt64
  /// The amount that the request is about, above zero; zero if it is about none.
  public internal(set) var amount: Money
  var entryWord: UInt32
  /// The entry that carried it out or rejected it; 0 if none did.
  var decidedWord: UInt32 = 0
  /// The account's row; `none` if the request is about no account.
  var account: UInt32
  /// The effective date that the request asks for.
  public internal(set) var effective: Day
  /// The last day on which it can be approved.
  public internal(set) var expires: Day
  private var lowNeedBits: UInt16
  var kindByte: UInt8
  /// The currency of the amount; `noCurrency` if there is no amount.
  var currencyByte: UInt8
  /// The bits of needs from the seventeenth on.
  private var highNeedBits: UInt32 = 0
  private var unused: UInt32 = 0

  init(
    request: TextReference, hashLow: UInt64, hashHigh: UInt64, amount: Money, entryWord: UInt32,
    account: UInt32, effective: Day, expires: Day, needs: ApprovalNeeds, kindByte: UInt8,
    currencyByte: UInt8
  ) {
    self.request = request
    self.hashLow = hashLow
    self.hashHigh = hashHigh
    self.amount = amount
    self.entryWord = entryWord
    self.account = account
    self.effective = effective
    self.expires = expires
    lowNeedBits = UInt16(truncatingIfNeeded: needs.rawValue)
    highNeedBits = needs.rawValue >> 16
    self.kindByte = kindByte
    self.currencyByte = currencyByte
  }

  static var noCurrency: UInt8 { .max }

  /// The entry that asked for the approval. Its number names the approval.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that carried it out or rejected it; nil if none did.
  public var decided: EntryNumber? { decidedWord == 0 ? nil : EntryNumber(decidedWord) }
  /// All the reasons why it waits.
  public var needs: ApprovalNeeds { ApprovalNeeds(rawValue: needBits) }
  var needBits: UInt32 { highNeedBits << 16 | UInt32(lowNeedBits) }
  /// The kind of the entry that the request would record.
  public var kind: EntryKind { EntryKind(rawValue: kindByte)! }
  /// The currency of the amount; nil if there is no amount.
  public var currency: Currency? {
    currencyByte == Self.noCurrency ? nil : Currency(index: currencyByte)
  }
  /// The row of the account that the request is about; nil if it is about none.
  public var accountRow: UInt32? { account == none ? nil : account }
  var hash: FactHash { FactHash(low: hashLow, high: hashHigh) }
}

/// An entry that was recorded because an approval allowed it. Rows are in the order of the entries.
struct CarriedOutRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  /// The approval's row.
  var approval: UInt32
  var unused: UInt32 = 0
}

/// The state of a request for an approval.
public enum ApprovalState: UInt8, CaseIterable, Sendable {
  case pending, approved, rejected, expired
}

/// The requests for an approval, decided or not, in the order of recording.
enum ApprovalTable: BookTable {
  typealias Row = ApprovalRow
  static var section: Section { Section(37, "approvals") }
  static var version: UInt32 { 2 }
  /// The first version had no room for more than 16 needs.
  static var earlier: [EarlierRow<Row>] {
    [
      EarlierRow(version: 1, byteCount: 56) { bytes in
        withUnsafeTemporaryAllocation(
          byteCount: MemoryLayout<Row>.stride, alignment: MemoryLayout<Row>.alignment
        ) { row in
          row.initializeMemory(as: UInt8.self, repeating: 0)
          row.copyMemory(from: bytes)
          return row.load(as: Row.self)
        }
      }
    ]
  }
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

  /// Checks that each request was made by its entry, and that it was decided at most once.
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

/// The entries that were recorded because an approval allowed them.
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

  /// Checks that the approval names the entry that it allowed.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.carriedOut.count {
      let row = book.carriedOut[place]
      demand(
        book.approvals[row.approval].decided == row.entry,
        "entry \(row.entry): the approval that let it through")
    }
  }
}
