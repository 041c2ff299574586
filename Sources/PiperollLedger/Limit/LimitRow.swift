/// A change of an account's credit limit.
public struct LimitRow: BitwiseCopyable, Sendable {
  /// The new limit; -1 if there is no limit from then on.
  var limitOrNone: Money
  /// The limit that the account was opened with; -1 if none. It is the same in all rows of an
  /// account.
  var openingOrNone: Money
  var entryWord: UInt32
  /// The day from which the new limit applies.
  public internal(set) var effective: Day
  var previousOfAccount: UInt32
  /// Who asked for the change, as a symbol.
  public internal(set) var requestedBy: UInt32
  var reasonWord: UInt64

  /// The entry that changed it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The new limit; nil if there is no limit from then on.
  public var limit: Money? { limitOrNone == .noLimit ? nil : limitOrNone }
  /// The reason for the change.
  public var reason: LimitReason { LimitReason(rawValue: UInt8(reasonWord))! }
}

extension LimitRow: ChainedRow {
  static var chain: AccountChain { .limits }
}

/// The changes of credit limits.
enum LimitTable: BookTable {
  typealias Row = LimitRow
  static var section: Section { Section(32, "limits") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      for limit in [row.limitOrNone, row.openingOrNone] {
        links.demand(limit >= .noLimit)
        links.amount(limit)
      }
      links.entry(row.entry)
      links.day(row.effective)
      links.symbol(row.requestedBy)
      links.choice(row.reasonWord, of: LimitReason.self)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that an account's limit is that of its last change, in the order of the entries.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var last = [UInt32: LimitRow]()
    for number in 0..<book.limits.count {
      let row = book.limits[number]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .limit && entry.subject == UInt32(number) && entry.effective == row.effective,
        "limit \(row.entry): its entry")
      let known = last[entry.account]
      demand(
        known.map { $0.openingOrNone == row.openingOrNone } ?? true,
        "limit \(row.entry): the limit that the account was opened with")
      if row.effective >= known?.effective ?? .first { last[entry.account] = row }
    }
    for (account, row) in last where account != none {
      let id = book.text(book.accounts[account].id)
      demand(
        book.accounts[account].creditLimitOrNone == row.limitOrNone, "account \(id): its limit")
    }
    Book.checkChain(book.limits, book, demand) { $0.entries[Int($1.entry) - 1].account }
  }
}
