/// A loan. The item of its principal is a row of its own.
public struct LoanRow: BitwiseCopyable, Sendable {
  /// The amount of each instalment but the last.
  public internal(set) var instalment: Money
  /// The row of the principal's item.
  public internal(set) var item: UInt32
  /// The day on which the first instalment is due.
  public internal(set) var firstDue: Day
  /// The rate at which it was granted.
  public internal(set) var rate: InterestRate
  var previousOfAccount: UInt32
  /// How many instalments there are.
  var instalmentsWord: UInt32
  var dayCountByte: UInt8
  var everyByte: UInt8
  var unused: UInt16 = 0

  init(_ terms: LoanTerms, instalment: Money, item: UInt32, previousOfAccount: UInt32) {
    self.instalment = instalment
    self.item = item
    firstDue = terms.firstDue
    rate = terms.rate
    self.previousOfAccount = previousOfAccount
    instalmentsWord = UInt32(terms.instalments)
    dayCountByte = terms.dayCount.rawValue
    everyByte = terms.every.rawValue
  }

  /// How its days are counted.
  public var dayCount: DayCount { DayCount(rawValue: dayCountByte)! }
  /// The time from one instalment to the next.
  public var every: LoanPeriod { LoanPeriod(rawValue: everyByte)! }
  /// How many instalments there are.
  public var instalments: Int { Int(instalmentsWord) }
}

extension LoanRow: ChainedRow {
  static var chain: AccountChain { .loans }
}

/// The loans. The principal of each loan is an item.
enum LoanTable: BookTable {
  typealias Row = LoanRow
  static var section: Section { Section(29, "loans") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.amount(row.instalment)
      links.items.mustName(row.item)
      links.day(row.firstDue)
      links.demand(row.rate <= .largest)
      links.demand((1...LoanTerms.instalmentsMax).contains(row.instalments))
      links.choice(row.dayCountByte, of: DayCount.self)
      links.choice(row.everyByte, of: LoanPeriod.self)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.item >= known.items }
  }

  /// Checks that a loan's principal is the item that its entry made, that it is due with the last
  /// instalment, and that the instalment is the amount that pays it back.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.loans.count) {
      let row = book.loans[place]
      let item = book.items[row.item]
      let number = book.text(item.number)
      let entry = book.entries[Int(item.entry) - 1]
      demand(
        item.kind == .principal && entry.kind == .loan && entry.subject == place,
        "loan \(number): its principal")
      let terms = book.terms(ofLoan: place)
      demand(book.itemDue[row.item] == terms.lastDue, "loan \(number): its last due date")
      demand(
        terms.equalInstalment(from: item.date) == row.instalment, "loan \(number): its instalment")
    }
    Book.checkChain(book.loans, book, demand) { $0.itemAccount[$1.item] }
  }
}
