import PiperollLedger
import PiperollWire

enum ReportStatement {
  static let spec = CommandSpec(
    "REPORT STATEMENT",
    "An account's statement: opening balance, what happened, closing balance, what is open and how"
      + " old.",
    role: .viewer,
    parameters: [
      .account,
      Parameter(
        "from", .date, .defaulted("the first of as-of's month"), help: "the first day shown"),
      .asOfToday,
    ],
    example: "REPORT STATEMENT T-1042 from=2026-10-01 as-of=2026-10-31",
    fields: [
      .accountField, FieldSpec("from", "the first day shown"), .asOf,
      FieldSpec("balance", "the closing balance"), .rows,
    ],
    sections: [statement, activity, open, aging], codes: [.data, .ok, .notFound],
    effect: .report(run))

  private static let statement = SectionSpec(
    "statement", .record,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("currency"), ColumnSpec("from", .date),
      ColumnSpec("as-of", .date), ColumnSpec("opening", .money), ColumnSpec("charges", .money),
      ColumnSpec("payments", .money), ColumnSpec("credits", .money),
      ColumnSpec("reversals", .money),
      ColumnSpec("closing", .money), ColumnSpec("unapplied", .money),
      ColumnSpec("past-due", .money), ColumnSpec("adjustments", .money),
      ColumnSpec("write-offs", .money), ColumnSpec("refunds", .money),
      ColumnSpec("transfers", .money),
    ])
  private static let activity = SectionSpec(
    "activity", .rows,
    [
      ColumnSpec("date", .date), ColumnSpec("entry", .count), ColumnSpec("kind"),
      ColumnSpec("amount", .money), ColumnSpec("balance", .money), ColumnSpec("detail"),
    ])
  private static let open = SectionSpec(
    "open", .rows,
    [
      ColumnSpec("invoice"), ColumnSpec("date", .date), ColumnSpec("due", .date),
      ColumnSpec("days-past-due", .count), ColumnSpec("amount", .money), ColumnSpec("open", .money),
      ColumnSpec("kind"),
    ])
  private static let aging = SectionSpec(
    "aging", .rows,
    [
      ColumnSpec("not-due", .money), ColumnSpec("1-30", .money), ColumnSpec("31-60", .money),
      ColumnSpec("61-90", .money), ColumnSpec("91-120", .money), ColumnSpec("over-120", .money),
      ColumnSpec("total", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asked = try arguments.date("as-of")
    let asOf = asked ?? context.today
    // Somebody's entry of tomorrow must not move everybody's statement into the next month.
    let from = try arguments.date("from") ?? (asked ?? context.today).startOfMonth
    if from > asOf { throw arguments.bad("from", "a day up to as-of, which is \(asOf.text)") }
    let report = Statement(book, account, from: from, asOf: asOf)
    let row = book.accounts[account]
    guard report.isProved else {
      throw .fault(
        .internal, column: nil, key: nil,
        sentence: "the statement does not tie to its open items; run REPORT VERIFY")
    }
    reply.status(.data, block: true)
    reply.field("account", row.id, book)
    reply.field("from", from)
    reply.field("as-of", asOf)
    reply.field("balance", report.flow.closing, row.currency)
    reply.endLine()
    write(report, row, book, &reply)
    writeActivity(report, row.currency, book, &reply)
    writeOpen(report, row.currency, book, &reply)
    reply.section(aging)
    reply.beginRow()
    for bucket in report.buckets { reply.cell(bucket, row.currency) }
    reply.cell(report.buckets.reduce(.zero, +), row.currency)
    reply.endRow()
    reply.endBlock()
    reply.endLine()
    return row.lastEntry
  }

  private static func write(
    _ report: Statement, _ row: AccountRow, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(statement)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.name, book)
    reply.cell(row.currency.code)
    reply.cell(report.from)
    reply.cell(report.asOf)
    let flow = report.flow
    for amount in [
      flow.opening, flow.charges, flow.payments, flow.credits, flow.reversals, flow.closing,
      report.unapplied, report.pastDue, flow.adjustments, flow.writeOffs, flow.refunds,
      flow.transfers,
    ] {
      reply.cell(amount, row.currency)
    }
    reply.endRow()
  }

  private static func writeActivity(
    _ report: Statement, _ currency: Currency, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(activity)
    for line in report.lines {
      let entry = book.entries[Int(line.entry) - 1]
      reply.beginRow()
      reply.cell(entry.effective)
      reply.cell(line.entry)
      reply.cell(entry.kind.word)
      reply.cell(line.effect, currency)
      reply.cell(line.balance, currency)
      reply.cell(detail: entryDetail(line.entry, book))
      reply.endRow()
    }
  }

  private static func writeOpen(
    _ report: Statement, _ currency: Currency, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(open)
    for (item, left) in report.open {
      reply.beginRow()
      reply.cell(book.items[item].number, book)
      reply.cell(book.items[item].date)
      reply.cell(book.itemDue[item])
      reply.cell(max(0, report.asOf - book.itemDue[item]))
      reply.cell(book.items[item].amount, currency)
      reply.cell(left, currency)
      reply.cell(book.items[item].kind.word)
      reply.endRow()
    }
  }
}
