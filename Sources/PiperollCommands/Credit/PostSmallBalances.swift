import PiperollLedger
import PiperollWire

enum PostSmallBalances {
  static let spec = CommandSpec(
    "POST SMALL-BALANCES",
    "Writes off what is owed on every account that owes no more than the policy small-balance.",
    role: .operator,
    parameters: [
      Parameter(
        "max", .money, .defaulted("the policy's"),
        help: "the most to write off on an account, if less than the policy's"),
      Parameter(
        "currency", .currency, .defaulted("each that the policy is set for; with max=, USD"),
        help: "only accounts of this currency"),
      .filter, .date, .memo,
    ],
    example: "POST SMALL-BALANCES max=1.00 where=\"kind = trade\" ref=small-11",
    fields: [
      FieldSpec("entry", "the first of its entries"),
      FieldSpec("accounts", "on how many accounts it wrote off"), .why, .rows,
    ],
    codes: [.created, .dup, .ok, .refMismatch], effect: .proposal(decide), entryRows: writeOffs)

  private static let writeOffs = EntryRows(
    countKey: "accounts",
    section: SectionSpec(
      "writeoffs", .rows,
      [
        ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("currency"),
        ColumnSpec("amount", .money), ColumnSpec("entry", .count),
      ]),
    write: write)

  @Sendable private static func write(
    _ entry: ToldEntry, _ isDry: Bool, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let account = book.accounts[entry.row.account]
    reply.beginRow()
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    reply.cell(account.currency.code)
    reply.cell(-entry.row.effect, account.currency)
    if isDry { reply.emptyCell() } else { reply.cell(entry.number) }
    reply.endRow()
  }

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
    func largest(_ book: borrowing Book, _ currency: Currency) -> Money? {
      if let only, only != currency { return nil }
      return max ?? book.amount(of: .smallBalance, on: effective, in: currency)
    }
    do {
      let facts = try book.decideSmallBalances(of: selection, on: effective) { largest(book, $0) }
      return Proposal(facts, orNothing: book.whyNoSmallBalances { largest(book, $0) })
    } catch { throw .refused(error) }
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
