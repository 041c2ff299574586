import PiperollLedger
import PiperollWire

enum ReportCredit {
  static let spec = CommandSpec(
    "REPORT CREDIT", "How much of each credit limit is used, and which accounts are over theirs.",
    role: .viewer,
    parameters: [
      Parameter(
        "over", .flag, .defaulted("no"), help: "yes: only accounts that owe more than their limit"),
      .filter, .asOfToday,
    ],
    example: "REPORT CREDIT over=yes",
    fields: [.asOf, .known, FieldSpec("over", "how many accounts are over their limit"), .rows],
    sections: [credit, total, .proof], codes: [.data, .ok], effect: .report(run))

  private static let amounts = [
    ColumnSpec("credit-limit", .money), ColumnSpec("open", .money),
    ColumnSpec("unapplied", .money), ColumnSpec("exposure", .money), ColumnSpec("headroom", .money),
  ]
  private static let credit = SectionSpec(
    "credit", .rows,
    [ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("name")] + amounts + [
      ColumnSpec("status"), ColumnSpec("collector"),
    ])
  private static let total = SectionSpec(
    "total", .rows,
    [ColumnSpec("currency"), ColumnSpec("accounts", .count), ColumnSpec("over", .count)] + amounts)

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let overOnly = try arguments.flag("over")
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = CreditLines(book, asOf: asOf, of: selection, overOnly: overOnly)
    try demandProved(report.proofs, "the balances")
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("over", report.lines.count { $0.isOver })
    reply.endLine()
    reply.section(credit)
    for line in report.lines { write(line, asOf, book, &reply) }
    writeTotals(report, book, &reply)
    reply.endReport(report.proofs)
    return book.sequence
  }

  private static func write(
    _ line: CreditLines.Line, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let account = book.accounts[line.account]
    reply.beginRow()
    reply.cell(account.currency.code)
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    for amount in [line.limit, line.open, line.unapplied, line.exposure, line.headroom] {
      reply.cell(amount, account.currency)
    }
    let standing = book.creditStanding(of: line.account, balance: line.exposure, asOf: asOf)
    reply.cell(standing.status.word)
    reply.cell(symbol: account.collector, book)
    reply.endRow()
  }

  private static func writeTotals(
    _ report: CreditLines, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(total)
    for proof in report.proofs {
      let currency = proof.currency
      var (accounts, over) = (0, 0)
      // Limits are bounded one by one only: their sum may be more than an amount holds.
      var sums = [Turnover](repeating: .zero, count: amounts.count)
      for line in report.lines where book.accounts[line.account].currency == currency {
        accounts += 1
        over += line.isOver ? 1 : 0
        let mine = [line.limit, line.open, line.unapplied, line.exposure, line.headroom]
        for (place, amount) in mine.enumerated() { sums[place].add(amount) }
      }
      reply.beginRow()
      reply.cell(currency.code)
      reply.cell(accounts)
      reply.cell(over)
      for sum in sums { reply.cell(sum.text(decimals: currency.decimals)) }
      reply.endRow()
    }
  }
}
