/// What a settlement takes off once all of it was paid: an adjustment of what is left of the items
/// that it settled. It stands in the group of the entry that completed it.
public struct Settled: Equatable, Sendable {
  /// The entry that made the settlement.
  public var plan: EntryNumber
  /// The adjustment.
  public var credit: CreditTaken

  public init(plan: EntryNumber, credit: CreditTaken) {
    self.plan = plan
    self.credit = credit
  }
}

extension Settled: ListedFact {
  static var code: FactCode { 64 }
  var entryKind: EntryKind { .adjust }
  func aim(_ aim: inout ReplayAim) { credit.aim(&aim) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Settled { self }
  /// It was given up when the settlement was made.
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(plan)
    credit.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    plan = try reader.take()
    credit = try CreditTaken(from: &reader)
    if credit.kind != .adjustment { throw .unknownValue }
  }
}

/// An adjustment by which a settlement took off what was left.
public struct SettledRow: BitwiseCopyable, Sendable {
  var entryWord: UInt32
  /// The settlement's row.
  public internal(set) var plan: UInt32
  var previousOfAccount: UInt32

  /// The entry of the adjustment.
  public var entry: EntryNumber { EntryNumber(entryWord) }
}

extension SettledRow: ChainedRow {
  static var chain: AccountChain { .settled }
}

/// What settlements took off, in the order of the entries.
enum SettledTable: BookTable {
  typealias Row = SettledRow
  static var section: Section { Section(62, "settled") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.nextEntry(row.entry, of: section)
      links.extents[PlanTable.section].mustName(row.plan)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that each is an adjustment of a settlement's account, of no more than its discount.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.settled.count {
      let row = book.settled[place]
      let plan = book.plans[row.plan]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        plan.isSettlement && plan.entry < row.entry && entry.kind == .adjust
          && entry.account == plan.account && -entry.effect <= plan.discount,
        "settled by \(row.entry): its settlement")
    }
    Book.checkChain(book.settled, book, demand) { $0.plans[$1.plan].account }
  }
}
