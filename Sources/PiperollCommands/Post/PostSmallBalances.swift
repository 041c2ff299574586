public import PiperollLedger
public import PiperollWire

enum PostSmallBalances {
  static let spec = CommandSpec(
    "POST SMALL-BALANCES",
    "Writes off what is owed on every account that owes no more than the policy small-balance.",
    role: .operator,
    parameters: [
      Parameter(
        "max", .money, .defaulted("the policy's"), help: "less than the policy's, in currency="),
      Parameter(
        "currency", .currency, .defaulted("each that has the policy; with max=, USD"),
        help: "only accounts of it"),
      .filter, .date, .memo,
    ],
    example: "POST SMALL-BALANCES max=1.00 where=\"kind = trade\" ref=small-11",
    fields: [
      FieldSpec("entry", "the first of its entries"),
      FieldSpec("accounts", "how many are written off"), .rows,
    ],
    sections: [section], codes: [.created, .dup, .ok, .refMismatch], effect: .proposal(decide))

  static let section = SectionSpec(
    "writeoffs", .rows,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("currency"),
      ColumnSpec("amount", .money), ColumnSpec("entry", .count),
    ])

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let only = try arguments.currency("currency") ?? (arguments.has("max") ? .usd : nil)
    var max: Money?
    if let only, arguments.has("max") {
      max = try most(only, arguments, book, effective)
    }
    let selection = try arguments.filter().map { book.select($0, asOf: context.today) }
    let facts: [Fact]
    do {
      facts = try book.decideSmallBalances(of: selection, on: effective) { currency in
        if let only, only != currency { return nil }
        return max ?? book.amount(of: .smallBalance, on: effective, in: currency)
      }
    } catch { throw .refused(error) }
    return Proposal(facts)
  }

  private static func most(
    _ currency: Currency, _ arguments: borrowing Arguments, _ book: borrowing Book, _ day: Day
  ) throws(Failure) -> Money {
    let max = try arguments.money("max", currency)
    let policy = book.amount(of: .smallBalance, on: day, in: currency) ?? .zero
    if max > policy {
      let most = policy.text(decimals: currency.decimals)
      throw arguments.bad("max", "at most the policy small-balance, \(most) \(currency.code)")
    }
    return max
  }
}

extension ReplyWriter {
  /// Answers a write by its command, or its repetition.
  /// - Parameter number: the first of its entries; nil: there was nothing to do.
  public mutating func write(
    _ code: Code, _ number: EntryNumber?, by spec: CommandSpec, in book: borrowing Book,
    dry: Bool = false
  ) {
    let isRows = !spec.sections.isEmpty
    if number == nil, !isRows { return writeNothing() }
    let isPending = number.map { book.entries[Int($0) - 1].kind == .approval } ?? false
    status(code, block: isRows && !isPending)
    if dry { field("dry", "yes") }
    guard isRows, !isPending else {
      if let number { fields(of: book.outcome(of: number), in: book, dry: dry) }
      // Who may decide it is told of it by nobody else.
      if code == .pending, let number {
        human("it waits for another user's POST APPROVE \(number)")
      }
      return endLine()
    }
    let entries = number.map { book.continuation(of: $0) }
    if !dry, let number { field("entry", number) }
    field("accounts", entries.map(\.count) ?? 0)
    endLine()
    section(PostSmallBalances.section)
    if let entries { for entry in entries { write(writeOff: entry, book, dry: dry) } }
    endBlock()
    endLine()
  }

  private mutating func write(
    writeOff number: EntryNumber, _ book: borrowing Book, dry: Bool
  ) {
    let entry = book.entries[Int(number) - 1]
    let account = book.accounts[entry.account]
    beginRow()
    cell(account.id, book)
    cell(account.name, book)
    cell(account.currency.code)
    cell(-entry.effect, account.currency)
    if dry { emptyCell() } else { cell(number) }
    endRow()
  }
}
