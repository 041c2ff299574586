import PiperollLedger
import PiperollWire

/// What a period's movements of credit are added up by: when, how and why they came, or whose
/// accounts they are.
enum MovementGrouping: UInt8, WireWord {
  case day, month, method, reason, kind, account, collector, portfolio, client, currency, total

  static let words = wordsByNumber()
  /// Of money, which comes in by a method.
  static let ofMoney = allCases.filter { $0 != .reason }
  /// Of what was written off, for a reason.
  static let ofWriteOffs = allCases.filter { $0 != .method }

  var word: String {
    switch self {
    case .day: "day"
    case .month: "month"
    case .method: "method"
    case .reason: "reason"
    case .kind: "kind"
    case .account: "account"
    case .collector: "collector"
    case .portfolio: "portfolio"
    case .client: "client"
    case .currency: "currency"
    case .total: "total"
    }
  }

  /// Of the accounts; nil of what is the movements' own.
  var ofAccounts: Grouping? {
    switch self {
    case .day, .month, .method, .reason: nil
    case .kind: .kind
    case .account: .account
    case .collector: .collector
    case .portfolio: .portfolio
    case .client: .client
    case .currency: .currency
    case .total: .total
    }
  }

  /// The group of a movement, as a number that sorts as people expect.
  func key(of movement: CreditMovements.Movement, _ book: borrowing Book) -> Int64 {
    let credit = book.credits[movement.credit]
    return switch self {
    case .day: Int64(movement.day.number)
    case .month: Int64(movement.day.startOfMonth.number)
    case .method: Int64(credit.method.rawValue)
    case .reason: Int64(credit.reason.rawValue)
    case .kind, .account, .collector, .portfolio, .client, .currency, .total:
      Int64(ofAccounts!.group(of: credit.account, book))
    }
  }
}

extension CreditMovements {
  /// A period's movements, which tie to the ledger: else they are not given.
  /// - Parameter what: they are, for people.
  static func proved(
    _ book: borrowing Book, _ subject: Subject, _ period: Period<some Any>,
    reason: Reason? = nil, _ what: String
  ) throws(Failure) -> CreditMovements {
    let report = CreditMovements(
      book, subject, from: period.from, to: period.asOf, of: period.selection, reason: reason)
    try demandProved(report.proofs, what)
    return report
  }
}

extension Parameter {
  /// - Parameter groupings: the first is what the rows are if nothing is said.
  static func by(_ groupings: [MovementGrouping], or first: MovementGrouping) -> Parameter {
    Parameter(
      "by", .choice(groupings.map(\.word)), .defaulted(first.word),
      help: "a row for each of these")
  }
}

extension ReplyWriter {
  /// The name of a group of movements, and of one account's its debtor's name.
  mutating func cell(_ sum: MovementSums.Sum, by grouping: MovementGrouping, _ book: borrowing Book)
  {
    switch grouping {
    case .day, .month: cell(Day(number: Int32(sum.key)))
    case .method: cell(PaymentMethod.words[Int(sum.key)])
    case .reason: cell(Reason.words[Int(sum.key)])
    case .kind, .account, .collector, .portfolio, .client, .currency, .total:
      cell(group: UInt32(sum.key), by: grouping.ofAccounts!, sum.currency, book)
    }
  }

  /// The debtor's name, where a group is an account.
  mutating func cell(
    nameOf sum: MovementSums.Sum, by grouping: MovementGrouping, _ book: borrowing Book
  ) {
    guard grouping == .account else { return emptyCell() }
    cell(book.accounts[UInt32(sum.key)].name, book)
  }

  /// How many, what came, what went back, and the one less the other.
  mutating func cells(_ sum: MovementSums.Sum) {
    cell(sum.count)
    cell(sum.taken, sum.currency)
    cell(sum.reversed, sum.currency)
    cell(sum.taken - sum.reversed, sum.currency)
  }
}
