import PiperollLedger
import PiperollWire

enum LookupPayoff {
  static let spec = CommandSpec(
    "LOOKUP PAYOFF",
    "Shows what an account has to pay on a day to owe nothing at its end, interest to that day"
      + " included.",
    role: .viewer,
    parameters: [
      .account,
      Parameter(
        "as-of", .date, .defaulted("today"), help: "the day of the payment; it may be ahead"),
    ],
    example: "LOOKUP PAYOFF L-77 as-of=+14d",
    fields: [
      .accountField, FieldSpec("payoff", "what is to be paid"),
      FieldSpec("per-diem", "what each further day adds"),
      FieldSpec("good-through", "the last day for which it is right"), .known,
      .rows,
    ],
    sections: [payoff], codes: [.data, .ok, .notFound, .invalid], effect: .read(run))

  private static let payoff = SectionSpec(
    "payoff", .record,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("currency"),
      ColumnSpec("good-through", .date), ColumnSpec("principal", .money),
      ColumnSpec("interest", .money), ColumnSpec("accrued", .money), ColumnSpec("fees", .money),
      ColumnSpec("other", .money), ColumnSpec("unapplied", .money), ColumnSpec("payoff", .money),
      ColumnSpec("per-diem", .money), ColumnSpec("rate"), ColumnSpec("charged-through", .date),
    ],
    screen: ScreenLayout([
      "account", "name", "payoff", "good-through", "per-diem", "currency", "principal", "interest",
      "accrued", "fees", "other", "unapplied", "rate", "charged-through",
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOfToday(in: book, context)
    let day = asOf.day
    let figure: Payoff
    do { figure = try Payoff(book, account: account, on: day) } catch { throw .refused(error) }
    let row = book.account(account, on: day)
    reply.status(.data, block: true)
    reply.field(shown: row.id, book)
    reply.field("payoff", figure.total, row.currency)
    reply.field("per-diem", figure.perDiem, row.currency)
    reply.field("good-through", day)
    if let known = asOf.known { reply.field("known", known) }
    reply.endLine()
    reply.section(payoff)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.name, book)
    reply.cell(row.currency.code)
    reply.cell(day)
    for amount in [
      figure.principal, figure.interest, figure.accrued, figure.fees, figure.other,
      figure.unapplied, figure.total, figure.perDiem,
    ] {
      reply.cell(amount, row.currency)
    }
    reply.cell(book.rate(of: account, asOf: day).text)
    if let through = figure.chargedThrough { reply.cell(through) } else { reply.emptyCell() }
    reply.endRow()
    reply.endBlock()
    reply.endLine()
    return row.lastEntry
  }
}
