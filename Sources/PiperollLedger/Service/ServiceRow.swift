/// A service that was rendered.
public struct ServiceRow: BitwiseCopyable, Sendable {
  /// The price of the whole service, whatever its quantity.
  public internal(set) var amount: Money
  var quantityWord: UInt32
  /// The code of the service, as a symbol.
  public internal(set) var code: UInt32
  /// Who rendered it, as a symbol; 0 if not known.
  public internal(set) var renderedBy: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  var entryWord: UInt32
  /// The day on which it was rendered.
  public internal(set) var date: Day
  var verifiedWord: UInt32 = 0
  var billedWord: UInt32 = 0
  /// The effective date of its reversal; `never` if it was not reversed.
  var voided = never
  var previousOfAccount: UInt32

  /// The entry that recorded it. Its number names the service.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// How much was rendered.
  public var quantity: Quantity { Quantity(thousandths: quantityWord) }
  /// The entry that verified it; 0 if it was not verified.
  public var verifiedBy: EntryNumber { EntryNumber(verifiedWord) }
  /// The entry of the invoice or draft that it is on; 0 if there is none.
  public var billedBy: EntryNumber { EntryNumber(billedWord) }
  /// Whether it existed at the end of a day: it was rendered by then, and not reversed.
  public func stands(on day: Day) -> Bool { date <= day && day < voided }
}

extension ServiceRow: ChainedRow {
  static var chain: AccountChain { .services }
}

/// The services that were rendered. They may be billed.
enum ServiceTable: BookTable {
  typealias Row = ServiceRow
  static var section: Section { Section(33, "services") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.amount(row.amount)
      for word in [row.code, row.renderedBy] { links.symbol(word) }
      links.accounts.mustName(row.account)
      links.entry(row.entry)
      links.day(row.date)
      links.entries.mayName(row.verifiedWord &- 1)
      links.entries.mayName(row.billedWord &- 1)
      links.voided(row.voided)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a service is on one draft or invoice at most, and that its row names that one.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var billedBy = [EntryNumber](repeating: 0, count: book.services.count)
    for place in 0..<book.lines.count {
      let line = book.lines[place]
      guard let service = line.service, book.isStanding(documentOf: line.entry) else { continue }
      demand(
        billedBy[Int(service)] == 0, "service \(book.services[service].entry): billed twice")
      billedBy[Int(service)] = line.entry
    }
    for service in 0..<book.services.count {
      let row = book.services[service]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .service && entry.subject == UInt32(service) && entry.account == row.account
          && entry.effective == row.date, "service \(row.entry): its entry")
      demand((row.voided == never) == (entry.reversedBy == 0), "service \(row.entry): its reversal")
      demand(row.billedBy == billedBy[service], "service \(row.entry): what bills it")
      demand(row.billedBy == 0 || row.voided == never, "service \(row.entry): billed and void")
      let verified = row.verifiedBy == 0 ? nil : book.entries[Int(row.verifiedBy) - 1]
      demand(
        verified.map { $0.kind == .verify && $0.subject == UInt32(service) } ?? true,
        "service \(row.entry): who verified it")
    }
    Book.checkChain(book.services, book, demand) { $1.account }
  }
}

extension Book {
  fileprivate func isStanding(documentOf number: EntryNumber) -> Bool {
    let entry = entries[Int(number) - 1]
    if entry.kind == .draft { return drafts[entry.subject].endedBy == 0 }
    return entry.kind == .invoice && items[entry.subject].voided == never
  }
}
