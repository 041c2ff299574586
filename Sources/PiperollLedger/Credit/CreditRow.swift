/// A payment, a credit memo or anything else that lowers a balance.
public struct CreditRow: BitwiseCopyable, Sendable {
  /// The amount as it was taken.
  public internal(set) var amount: Money
  /// How much of it is unapplied now; zero once it is void.
  public internal(set) var unapplied: Money
  /// The entry that took it. Its number names the credit.
  public internal(set) var entry: EntryNumber
  /// The account's row.
  public internal(set) var account: UInt32
  /// The day from which it counts.
  public internal(set) var date: Day
  var voided = never
  var previousOfAccount: UInt32
  var previousOpen = none
  var nextOpen = none
  var lastApplication = none
  var kindByte: UInt8
  var methodByte: UInt8
  var reasonByte: UInt8
  /// 1 once one of its applications has been taken back, else 0.
  var undoingByte: UInt8 = 0

  /// The kind of credit.
  public var kind: CreditKind { CreditKind(rawValue: kindByte)! }
  /// How the money came in; `other` if no money came in.
  public var method: PaymentMethod { PaymentMethod(rawValue: methodByte)! }
  /// Why it was given, adjusted or written off; `other` for a payment.
  public var reason: Reason { Reason(rawValue: reasonByte)! }
}

/// The payments, credit memos and everything else that lowers a balance, whether or not something
/// of them is left.
enum CreditTable: BookTable {
  typealias Row = CreditRow
  static var section: Section { Section(17, "credits") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, number in
      links.amount(row.amount)
      links.demand(row.unapplied >= .zero && row.unapplied <= row.amount)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.day(row.date)
      links.voided(row.voided)
      links.creditsOfAccounts.count(number, naming: row.previousOfAccount)
      let open = row.unapplied > .zero ? number : none
      links.openCredits.count(open, naming: row.nextOpen)
      links.openCreditsBackwards.count(open, naming: row.previousOpen)
      links.applicationsOfCredits.name(row.lastApplication)
      links.choice(row.kindByte, of: CreditKind.self)
      links.choice(row.methodByte, of: PaymentMethod.self)
      links.choice(row.reasonByte, of: Reason.self)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    known.credits
  }

  /// Checks that what is left of a credit is what its applications leave, and that its entry made
  /// it on its date.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for (credit, amount) in book.unappliedOfCredits(asOf: .last).enumerated() {
      let row = book.credits[credit]
      demand(
        amount == row.unapplied,
        "credit \(row.entry): \(row.unapplied) left, \(amount) by its applications")
      demand(
        row.kind.isUnappliable || amount == .zero,
        "credit \(row.entry): some of it is set against nothing")
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        book.documents(of: row.entry).credit == UInt32(credit) && entry.effective == row.date,
        "credit \(row.entry): its entry")
      demand((row.voided == never) == (entry.reversedBy == 0), "credit \(row.entry): its reversal")
    }
  }
}
