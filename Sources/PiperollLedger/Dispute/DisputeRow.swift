/// A dispute, resolved or not.
public struct DisputeRow: BitwiseCopyable, Sendable {
  /// How much its end credited.
  public internal(set) var credited = Money.zero
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  /// The day from which it counts.
  public internal(set) var made: Day
  /// The day on which it came.
  public internal(set) var received: Day
  /// The day from which it is resolved; `never` if it is not.
  var resolved = never
  var resolvedWord: UInt32 = 0
  var answerWord: UInt32 = 0
  var contactWord: UInt32
  /// Its first row in the table of items.
  var firstItem: UInt32
  var itemCount: UInt32
  var previousOfAccount: UInt32
  var reasonByte: UInt8
  var viaByte: UInt8
  /// What came of it; it means nothing before it is resolved.
  var outcomeByte: UInt8 = 0
  var unused: UInt8 = 0

  /// The entry that recorded it. Its number names the dispute.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that resolved it, 0 if none did.
  public var resolvedBy: EntryNumber { EntryNumber(resolvedWord) }
  /// The day from which it is resolved; nil if it is not.
  public var resolvedOn: Day? { resolved == never ? nil : resolved }
  /// What came of it; nil if it is not resolved.
  public var outcome: DisputeOutcome? {
    resolvedWord == 0 ? nil : DisputeOutcome(rawValue: outcomeByte)
  }
  /// The letter or email that told the debtor; nil for none.
  public var answer: EntryNumber? { answerWord == 0 ? nil : EntryNumber(answerWord) }
  /// The contact who disputes it; nil if nobody says.
  public var contact: EntryNumber? { contactWord == 0 ? nil : EntryNumber(contactWord) }
  /// Why it is disputed.
  public var reason: DisputeReason { DisputeReason(rawValue: reasonByte)! }
  /// How it came.
  public var via: DisputeWay { DisputeWay(rawValue: viaByte)! }

  func isOpen(on day: Day) -> Bool { made <= day && day < resolved }
}

extension DisputeRow: ChainedRow {
  static var chain: AccountChain { .disputes }
}

/// The disputes, resolved or not.
enum DisputeTable: BookTable {
  typealias Row = DisputeRow
  static var section: Section { Section(63, "disputes") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.amount(row.credited)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.day(row.made)
      links.day(row.received)
      links.voided(row.resolved)
      for word in [row.resolvedWord, row.answerWord, row.contactWord] {
        links.entries.mayName(word &- 1)
      }
      if row.itemCount > 0 {
        links.extents[DisputeItemTable.section].mustName(row.firstItem &+ (row.itemCount - 1))
      }
      links.demand(UInt64(row.firstItem) + UInt64(row.itemCount) <= UInt64(UInt32.max))
      links.choice(row.reasonByte, of: DisputeReason.self)
      links.choice(row.viaByte, of: DisputeWay.self)
      links.choice(row.outcomeByte, of: DisputeOutcome.self)
      links.demand(row.unused == 0)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a dispute is its entry's, and that its end is the entry that resolved it, with the
  /// credit that it says behind it.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for dispute in 0..<UInt32(book.disputes.count) {
      let row = book.disputes[dispute]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .dispute && entry.subject == dispute && entry.effective == row.made
          && entry.account == row.account && row.received <= row.made && row.itemCount > 0,
        "dispute \(row.entry): its entry")
      if let contact = row.contact {
        demand(
          contact < row.entry && book.entries[Int(contact) - 1].kind == .contact,
          "dispute \(row.entry): its contact")
      }
      demand(isEnd(of: dispute, in: book), "dispute \(row.entry): its end")
    }
    Book.checkChain(book.disputes, book, demand) { $1.account }
  }

  private static func isEnd(of dispute: UInt32, in book: borrowing Book) -> Bool {
    let row = book.disputes[dispute]
    guard row.resolvedBy != 0 else {
      return row.resolvedOn == nil && row.credited == .zero && row.answer == nil
    }
    let end = book.entries[Int(row.resolvedBy) - 1]
    guard end.kind == .resolve, end.subject == dispute, end.effective == row.resolvedOn else {
      return false
    }
    let credit = book.credit(behindResolution: row.resolvedBy)
    return row.credited == (credit.map { -book.entries[Int($0) - 1].effect } ?? .zero)
      && (row.credited > .zero) == (row.outcome == .credit)
  }
}

/// An item that is disputed, and how much of it.
public struct DisputeItemRow: ItemShareRow {
  /// How much of it is disputed.
  public internal(set) var amount: Money
  /// The dispute's row.
  var dispute: UInt32
  /// The item's row.
  public internal(set) var item: UInt32

  var owner: UInt32 { dispute }
}

/// The items of disputes, in the order of the disputes.
enum DisputeItemTable: ItemShareTable {
  typealias Row = DisputeItemRow
  static var section: Section { Section(64, "items of disputes") }
  static var owners: Section { DisputeTable.section }

  /// Checks that each is of the dispute that names it, on the dispute's account, of something, and
  /// was there before it.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.disputeItems.count) {
      let row = book.disputeItems[place]
      let dispute = book.disputes[row.dispute]
      demand(
        dispute.firstItem <= place && place - dispute.firstItem < dispute.itemCount
          && book.itemAccount[row.item] == dispute.account && row.amount > .zero
          && row.amount <= book.items[row.item].amount
          && book.items[row.item].entry < dispute.entry, "dispute \(dispute.entry): its items")
    }
  }
}
