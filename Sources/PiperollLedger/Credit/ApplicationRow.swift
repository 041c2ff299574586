/// An amount of a credit that is applied to an item. Or a correction of such a row: the part that
/// was taken back (below zero), or restored.
public struct ApplicationRow: BitwiseCopyable, Sendable {
  /// The amount; below zero if the row takes something back.
  public internal(set) var amount: Money
  /// For an application, how much of it has been taken back. For a correction, the row that it
  /// corrects.
  private var state: UInt64
  var entryWord: UInt32
  /// The credit's row.
  public internal(set) var credit: UInt32
  /// The item's row.
  public internal(set) var item: UInt32
  /// The day from which it counts. It is not before the date of the item or of the credit, nor
  /// before the day on which either got back what is applied here.
  public internal(set) var effective: Day
  var previousOfCredit: UInt32
  var previousOfItem: UInt32

  private static var correctionBit: UInt64 { 1 << 63 }

  /// - Parameter corrects: the row that it corrects; nil for an application.
  init(
    amount: Money, entry: EntryNumber, credit: UInt32, item: UInt32, effective: Day,
    corrects: UInt32?, previousOfCredit: UInt32, previousOfItem: UInt32
  ) {
    self.amount = amount
    state = corrects.map { Self.correctionBit | UInt64($0) } ?? 0
    entryWord = UInt32(entry)
    self.credit = credit
    self.item = item
    self.effective = effective
    self.previousOfCredit = previousOfCredit
    self.previousOfItem = previousOfItem
  }

  /// The entry that made it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The row that it takes back or restores; nil for an application.
  var corrects: UInt32? {
    state & Self.correctionBit == 0 ? nil : UInt32(truncatingIfNeeded: state)
  }
  /// How much of the application still counts; zero for a correction.
  public var standing: Money {
    state & Self.correctionBit == 0 ? Money(minor: amount.minor - Int64(state)) : .zero
  }

  /// Whether the row is possible at this row number: what it corrects comes before it, and no more
  /// was taken back than was applied.
  func isSound(at number: UInt32) -> Bool {
    if let corrects { return corrects < number && state & ~Self.correctionBit == UInt64(corrects) }
    return amount > .zero && state <= UInt64(amount.minor)
  }

  /// Notes a correction of this row.
  /// - Parameter amount: below zero if something was taken back, above zero if it was restored.
  mutating func correct(by amount: Money) {
    precondition(state & Self.correctionBit == 0, "a correction is not corrected")
    state = UInt64(Int64(state) - amount.minor)
    precondition(standing >= .zero && standing <= self.amount, "0 <= standing <= amount")
  }
}

/// The amounts of credits applied to items, and the corrections of these rows.
enum ApplicationTable: BookTable {
  typealias Row = ApplicationRow
  static var section: Section { Section(18, "applications") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, number in
      links.amount(row.amount)
      links.demand(row.isSound(at: number))
      links.entry(row.entry)
      links.credits.mustName(row.credit)
      links.items.mustName(row.item)
      links.day(row.effective)
      links.applicationsOfCredits.count(number, naming: row.previousOfCredit)
      links.applicationsOfItems.count(number, naming: row.previousOfItem)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a credit is applied to items of its own account, not before either's date, and
  /// that corrections add up to what the application says was taken back.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var corrected = [Money](repeating: .zero, count: book.applications.count)
    for number in 0..<book.applications.count {
      let row = book.applications[number]
      let (credit, item) = (book.credits[row.credit], book.items[row.item])
      demand(
        credit.account == book.itemAccount[row.item],
        "application of entry \(row.entry): its accounts")
      demand(
        row.effective >= credit.date && row.effective >= item.date,
        "application of entry \(row.entry): its date")
      guard let corrects = row.corrects else { continue }
      let original = book.applications[corrects]
      demand(
        original.credit == row.credit && original.item == row.item,
        "application of entry \(row.entry): what it corrects")
      corrected[Int(corrects)] += row.amount
    }
    for number in 0..<book.applications.count {
      let row = book.applications[number]
      demand(
        row.corrects != nil || row.standing == row.amount + corrected[number],
        "application of entry \(row.entry): what of it was taken back")
    }
  }
}
