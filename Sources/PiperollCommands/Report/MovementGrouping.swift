import PiperollLedger
import PiperollWire

/// What the movements of credit in a period are added up by: their day or month, their method or
/// reason, or a grouping of their accounts.
enum MovementGrouping: UInt8, WireWord {
  case day, month, method, reason, kind, account, collector, portfolio, client, currency, total

  static let words = wordsByNumber()
  /// For money that came in: it has a method, but no reason.
  static let ofMoney = allCases.filter { $0 != .reason }
  /// For write-offs: they have a reason, but no method.
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

  /// The same grouping for accounts; nil if it groups by the movements themselves.
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

  /// The group of a movement, as a number by which groups are sorted.
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
  /// The movements of a period, checked against the ledger.
  /// - Parameter what: what they are called in a sentence for people.
  /// - Throws: 590 INTERNAL where they do not agree with the ledger.
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
  /// The parameter `by=`.
  /// - Parameter groupings: what it may be.
  /// - Parameter first: what it is if it is not given.
  static func by(_ groupings: [MovementGrouping], or first: MovementGrouping) -> Parameter {
    Parameter(
      "by", .choice(groupings.map(\.word)), .defaulted(first.word),
      help: "a row for each of these")
  }
}

extension ReplyWriter {
  /// Writes a cell with the name of a group of movements.
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

  /// Writes a cell with the debtor's name if each group is one account, else one without a value.
  mutating func cell(
    nameOf sum: MovementSums.Sum, by grouping: MovementGrouping, _ book: borrowing Book
  ) {
    guard grouping == .account else { return emptyCell() }
    cell(book.accounts[UInt32(sum.key)].name, book)
  }

  /// Writes the cells of a sum: how many movements, what came in, what went back, and the
  /// difference.
  mutating func cells(_ sum: MovementSums.Sum) {
    cell(sum.count)
    cell(sum.taken, sum.currency)
    cell(sum.reversed, sum.currency)
    cell(sum.taken - sum.reversed, sum.currency)
  }
}
