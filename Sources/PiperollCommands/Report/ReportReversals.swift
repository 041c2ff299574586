import PiperollLedger
import PiperollWire

enum ReportReversals {
  static let spec = CommandSpec(
    "REPORT REVERSALS", "What was undone within a period, why, and by whom.", role: .viewer,
    parameters: [
      .by(ReversalSums.groupings, or: .reason), .fromFirstOfMonth, .filter,
      .lastDay,
    ],
    example: "REPORT REVERSALS from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows], sections: [reversals, groups, .proof],
    codes: [.data, .ok], effect: .report(run))

  private static let reversals = SectionSpec(
    "reversals", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("date", .date), ColumnSpec("entry", .count),
      ColumnSpec("account"), ColumnSpec("reversed", .count), ColumnSpec("kind"),
      ColumnSpec("reversed-date", .date), ColumnSpec("effect", .money), ColumnSpec("reason"),
      ColumnSpec("by"), ColumnSpec("memo"), ColumnSpec("detail"), ColumnSpec("name"),
    ],
    screen: ScreenLayout([
      "date", "account", "currency", "effect", ScreenColumn("what", of: ["kind", "detail"]),
      ScreenColumn("why", of: ["reason", .init("memo", after: ": ")]), .ifRoom("entry"),
      .ifRoom("reversed"),
      .ifRoom("name"), .ifRoom("by"), .ifRoom("reversed-date"),
    ]))

  private static let groups = SectionSpec(
    "groups", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("reversals", .count),
      ColumnSpec("effect", .money), ColumnSpec("name"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(
      in: book, context, by: ReversalSums.groupings, or: .reason)
    let report = Reversals(
      book, from: period.from, to: period.asOf, of: period.selection)
    try demandProved(report.proofs, "the reversals")
    reply.begin(period, of: book)
    reply.endLine()
    reply.section(reversals)
    for line in report.lines {
      write(line, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(groups)
    for sum in ReversalSums(report, book, by: period.grouping).sums {
      reply.beginRow()
      reply.cell(sum.currency.code)
      reply.cells(sum, by: period.grouping, book)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endReport(report.proofs)
    return book.sequence
  }

  private static func write(
    _ line: Reversals.Line, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.entries[Int(line.entry) - 1]
    let original = book.entries[Int(row.subject) - 1]
    let account = book.accounts[line.account]
    reply.beginRow()
    reply.cell(account.currency.code)
    reply.cell(row.effective)
    reply.cell(line.entry)
    reply.cell(account.id, book)
    reply.cell(row.subject)
    reply.cell(original.kind.word)
    reply.cell(original.effective)
    reply.cell(line.effect, account.currency)
    reply.cell(row.reversalReason.word)
    reply.cell(symbol: row.actor, book)
    reply.cell(book.memo(of: line.entry), book)
    reply.cell(detailOf: EntryNumber(row.subject), book)
    reply.cell(account.name, book)
    reply.endRow()
  }
}
