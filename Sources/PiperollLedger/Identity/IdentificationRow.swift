/// That somebody was asked who they are.
public struct IdentificationRow: BitwiseCopyable, Sendable {
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  /// The contact's row plus one; 0 where it fitted nobody.
  var contactWord: UInt32
  var matchedByte: UInt8
  var missedByte: UInt8
  var verifiedByte: UInt8
  var spareByte: UInt8 = 0

  /// The entry that recorded it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The row of the contact whom it fitted best; nil where it fitted nobody.
  public var contact: UInt32? { contactWord == 0 ? nil : contactWord - 1 }
  /// What fitted, on that call so far.
  public var matched: FactorSet { FactorSet(rawValue: matchedByte) }
  /// What was said then and did not fit.
  public var missed: FactorSet { FactorSet(rawValue: missedByte) }
  /// Whether as much fitted as was asked for.
  public var isVerified: Bool { verifiedByte == 1 }
}

/// Who was asked who they are.
enum IdentificationTable: BookTable {
  typealias Row = IdentificationRow
  static var section: Section { Section(71, "identifications") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.extents[ContactTable.section].mayName(row.contactWord &- 1)
      links.demand(FactorSet.all.isSuperset(of: row.matched.union(row.missed)))
      links.demand(row.verifiedByte <= 1 && row.spareByte == 0)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that an identification is its entry's, and that whoever is verified is somebody of whom
  /// something fitted.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.identifications.count) {
      let row = book.identifications[place]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .identify && entry.subject == place && entry.account == row.account,
        "identification \(row.entry): its entry")
      demand(
        (row.contact != nil) == !row.matched.isEmpty && (!row.isVerified || row.contact != nil),
        "identification \(row.entry): its contact")
    }
  }
}
