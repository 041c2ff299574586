import PiperollLedger
import PiperollWire

// What every report by groups of accounts shares: the key, and the cells that name a group.

extension Parameter {
  /// - Parameter first: what the rows are if nothing is said.
  static func by(_ first: Grouping) -> Parameter {
    Parameter(
      "by", .choice(Grouping.words), .defaulted(first.word), help: "a row for each of these")
  }
}

extension FieldSpec {
  static let by = FieldSpec("by", "what the rows are")
}

extension ReplyWriter {
  /// The name of a group of accounts in a currency; none for the accounts that have none of it.
  mutating func cell(
    group: UInt32, by grouping: Grouping, _ currency: Currency, _ book: borrowing Book
  ) {
    switch grouping {
    case .kind: cell(AccountKind.words[Int(group)])
    case .account: cell(book.accounts[group].id, book)
    case .collector, .portfolio, .client: cell(symbol: group, book)
    case .currency: cell(currency.code)
    case .total: cell("all")
    }
  }

  /// The debtor's name, where a group is an account.
  mutating func cell(nameOf group: UInt32, by grouping: Grouping, _ book: borrowing Book) {
    if grouping == .account { cell(book.accounts[group].name, book) } else { emptyCell() }
  }
}
