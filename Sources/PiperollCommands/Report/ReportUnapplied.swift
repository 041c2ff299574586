import PiperollLedger
import PiperollWire

enum ReportUnapplied {
  static let spec = CommandSpec(
    "REPORT UNAPPLIED",
    "Payments, credits and transfers that are not or only partly set against items.",
    role: .viewer, parameters: [.by(.kind), .filter, .asOfToday],
    example: "REPORT UNAPPLIED by=collector", fields: [.asOf, .known, .by, .rows],
    sections: [credits, groups, .proof], codes: [.data, .ok], effect: .report(run))

  private static let credits = SectionSpec(
    "credits", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("name"),
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("method"),
      ColumnSpec("date", .date), ColumnSpec("days", .count), ColumnSpec("amount", .money),
      ColumnSpec("unapplied", .money), ColumnSpec("collector"),
    ],
    screen: ScreenLayout([
      "account", "name", "date", "days", "currency", "amount", "unapplied", "entry",
      .ifRoom("method"), .ifRoom("collector"), .ifRoom("kind"),
    ]))
  private static let groups = SectionSpec(
    "groups", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("credits", .count),
      ColumnSpec("unapplied", .money), ColumnSpec("name"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let grouping = try arguments.choice("by", Grouping.self) ?? .kind
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = UnappliedCredits(book, asOf: asOf, by: grouping, of: selection)
    try demandProved(report.proofs, "the credits")
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    reply.endLine()
    reply.section(credits)
    for row in report.rows {
      write(row, asOf, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(groups)
    for (group, sum) in zip(report.groups.groups, report.sums) where sum.count > 0 {
      reply.beginRow()
      reply.cell(group.currency.code)
      reply.cell(group: group.group, by: grouping, group.currency, book)
      reply.cell(sum.count)
      reply.cell(sum.unapplied, group.currency)
      reply.cell(nameOf: group.group, by: grouping, book)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endReport(report.proofs)
    return book.sequence
  }

  private static func write(
    _ open: OpenCredit, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.credits[open.credit]
    let account = book.accounts[row.account]
    reply.beginRow()
    reply.cell(account.currency.code)
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    reply.cell(row.entry)
    reply.cell(row.kind.entryKind.word)
    if row.kind.isMoney { reply.cell(row.method.word) } else { reply.emptyCell() }
    reply.cell(row.date)
    reply.cell(asOf - row.date)
    reply.cell(row.amount, account.currency)
    reply.cell(open.left, account.currency)
    reply.cell(symbol: account.collector, book)
    reply.endRow()
  }
}
