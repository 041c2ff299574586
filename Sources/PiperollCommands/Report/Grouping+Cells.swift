import PiperollLedger
import PiperollWire

// What all reports by groups of accounts share: the parameter `by=`, and the cells that name a
// group.

extension Parameter {
  /// The parameter `by=`.
  /// - Parameter first: what it is if it is not given.
  static func by(_ first: Grouping) -> Parameter {
    Parameter(
      "by", .choice(Grouping.words), .defaulted(first.word), help: "a row for each of these")
  }
}

extension FieldSpec {
  static let by = FieldSpec("by", "what each row stands for")
}

extension ReplyWriter {
  /// Writes a cell with the name of a group of accounts. Without a value for the group of accounts
  /// that have no collector, portfolio or client.
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

  /// Writes a cell with the debtor's name if each group is one account, else one without a value.
  mutating func cell(nameOf group: UInt32, by grouping: Grouping, _ book: borrowing Book) {
    if grouping == .account { cell(book.accounts[group].name, book) } else { emptyCell() }
  }
}
