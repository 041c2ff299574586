/// A hold on an account or on one of its items, whether in force or not.
public struct HoldRow: BitwiseCopyable, Sendable {
  /// Who or what informed the desk; empty if not known.
  public internal(set) var source: TextReference
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  var itemRow: UInt32
  /// Its first day.
  public internal(set) var from: Day
  var untilOrNever: Day
  /// The effective date of its release; `never` if it was not released.
  var released = never
  var releasedWord: UInt32 = 0
  var previousOfAccount: UInt32
  var kindWord: UInt64

  /// The entry that placed it. Its number names the hold.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The item's row; nil for the whole account.
  public var item: UInt32? { itemRow == none ? nil : itemRow }
  /// The kind of hold.
  public var kind: HoldKind { HoldKind(rawValue: UInt8(kindWord))! }
  /// Its last day; nil if only a release ends it.
  public var until: Day? { untilOrNever == never ? nil : untilOrNever }
  /// The entry that released it, 0 if none did.
  public var releasedBy: EntryNumber { EntryNumber(releasedWord) }
  /// The day from which it is released; nil if it was not released.
  public var releasedOn: Day? { released == never ? nil : released }

  /// The state of the hold on a day.
  public func status(on day: Day) -> HoldStatus {
    if released <= day { return .released }
    if untilOrNever < day { return .expired }
    return day < from ? .pending : .inForce
  }

  func isInForce(on day: Day) -> Bool { status(on: day) == .inForce }
}

extension HoldRow: ChainedRow {
  static var chain: AccountChain { .holds }
}

/// The state of a hold on a day.
public enum HoldStatus: UInt8, CaseIterable, Sendable {
  case inForce
  /// Its first day is still to come.
  case pending
  /// Its last day is over.
  case expired
  case released
}

/// The holds, in force or not.
enum HoldTable: BookTable {
  typealias Row = HoldRow
  static var section: Section { Section(31, "holds") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.text(row.source)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.items.mayName(row.itemRow)
      links.day(row.from)
      links.voided(row.untilOrNever)
      links.voided(row.released)
      links.entries.mayName(row.releasedWord &- 1)
      links.choice(row.kindWord, of: HoldKind.self)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a hold is on an item of its own account, and that its release is the entry that
  /// released it.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for hold in 0..<UInt32(book.holds.count) {
      let row = book.holds[hold]
      let placed = book.entries[Int(row.entry) - 1]
      demand(placed.kind == .hold && placed.subject == hold, "hold \(row.entry): its entry")
      demand(placed.account == row.account, "hold \(row.entry): its account")
      demand(row.until.map { $0 >= row.from } ?? true, "hold \(row.entry): its last day")
      if let item = row.item {
        demand(book.itemAccount[item] == row.account, "hold \(row.entry): its item")
      }
      guard row.releasedBy != 0 else {
        demand(row.releasedOn == nil, "hold \(row.entry): its release")
        continue
      }
      let release = book.entries[Int(row.releasedBy) - 1]
      demand(
        release.kind == .releaseHold && release.subject == hold
          && release.effective == row.releasedOn, "hold \(row.entry): its release")
    }
    Book.checkChain(book.holds, book, demand) { $1.account }
  }
}
