/// A letter or an email that the desk sends, and how far it has come.
public struct NoticeRow: BitwiseCopyable, Sendable {
  /// What it asks for.
  public internal(set) var payNow: Money
  /// What it costs the debtor.
  public internal(set) var fee: Money
  /// What the person quotes who wants no more of its kind.
  public internal(set) var token: UInt64
  /// SHA-256 of the text.
  public internal(set) var hash: NoticeHash
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  /// The row of the contact to whom it goes.
  public internal(set) var contact: UInt32
  /// The day from which it counts.
  public internal(set) var made: Day
  /// Its first row in the table of parts.
  var firstPart: UInt32
  var partCount: UInt32
  var previousOfAccount: UInt32
  var channelByte: UInt8
  var templateByte: UInt8
  /// The highest level to which something has come; 0: none.
  public internal(set) var level: UInt8
  /// Always zero: room for a later field.
  var spareByte: UInt8 = 0

  /// The entry that recorded it. Its number names the notice.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// How many things came to a level by it.
  public var partsCount: Int { Int(partCount) }
  /// By which means it goes.
  public var channel: ContactChannel { ContactChannel(rawValue: channelByte)! }
  /// What it is for, and its template.
  public var template: LetterName { LetterName(rawValue: templateByte)! }
}

extension NoticeRow: ChainedRow {
  static var chain: AccountChain { .notices }
}

/// The letters and emails that the desk sends.
enum NoticeTable: BookTable {
  typealias Row = NoticeRow
  static var section: Section { Section(75, "notices") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.amount(row.payNow)
      links.amount(row.fee)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.extents[ContactTable.section].mustName(row.contact)
      links.day(row.made)
      if row.partCount > 0 {
        links.extents[NoticePartTable.section].mustName(row.firstPart &+ (row.partCount - 1))
      }
      links.demand(UInt64(row.firstPart) + UInt64(row.partCount) <= UInt64(UInt32.max))
      links.choice(row.channelByte, of: ContactChannel.self)
      links.choice(row.templateByte, of: LetterName.self)
      links.demand(row.spareByte == 0)
      links.demand(row.level <= UInt8(DunningLevels.countMax))
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a notice is its entry's, that its fee is charged behind it, and that its level is
  /// the highest of its parts.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for notice in 0..<UInt32(book.notices.count) {
      let row = book.notices[notice]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .notice && entry.subject == notice && entry.effective == row.made
          && entry.account == row.account && book.contacts[row.contact].entry < row.entry,
        "notice \(row.entry): its entry")
      let level = book.parts(ofNotice: notice).map(\.level).max() ?? 0
      demand(row.level == level, "notice \(row.entry): its level")
      demand(isCharged(row, in: book), "notice \(row.entry): its fee")
    }
    Book.checkChain(book.notices, book, demand) { $1.account }
  }

  private static func isCharged(_ row: NoticeRow, in book: borrowing Book) -> Bool {
    guard row.fee != .zero else { return true }
    guard let fee = book.fee(ofNotice: row) else { return false }
    return book.items[fee].amount == row.fee
  }
}

/// What has come to a level by a notice: an item, or an instalment of a loan.
public struct NoticePartRow: BitwiseCopyable, Sendable {
  /// The notice's row.
  var notice: UInt32
  /// The item's row; for an instalment, that of the loan's principal.
  public internal(set) var item: UInt32
  /// The day on which it was due.
  public internal(set) var due: Day
  var levelWord: UInt32

  /// The level to which it has come.
  public var level: UInt8 { UInt8(levelWord) }
}

/// The parts of notices, in the order of the notices.
enum NoticePartTable: BookTable {
  typealias Row = NoticePartRow
  static var section: Section { Section(76, "parts of notices") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.extents[NoticeTable.section].mustName(row.notice)
      links.items.mustName(row.item)
      links.day(row.due)
      links.demand((1...UInt32(DunningLevels.countMax)).contains(row.levelWord))
    }
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }

  /// Checks that each is of the notice that names it, and of an item of the notice's account that
  /// was there before.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.noticeParts.count) {
      let row = book.noticeParts[place]
      let notice = book.notices[row.notice]
      demand(
        notice.firstPart <= place && place - notice.firstPart < notice.partCount
          && book.itemAccount[row.item] == notice.account
          && book.items[row.item].entry < notice.entry, "notice \(notice.entry): its parts")
    }
  }
}
