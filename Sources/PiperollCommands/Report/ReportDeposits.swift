import PiperollLedger
import PiperollWire

enum ReportDeposits {
  static let spec = CommandSpec(
    "REPORT DEPOSITS", "The money of each day by how it came in, to be compared with the bank's.",
    role: .viewer,
    parameters: [.from("the first of as-of's month"), .filter, .asOfToday],
    example: "REPORT DEPOSITS from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .rows], sections: [deposits, days, .proof],
    codes: [.data, .ok], effect: .report(run))

  private static let deposits = SectionSpec(
    "deposits", .rows,
    [ColumnSpec("currency"), ColumnSpec("date", .date), ColumnSpec("method")]
      + SectionSpec.moneyColumns)
  private static let days = SectionSpec(
    "days", .rows,
    [ColumnSpec("currency"), ColumnSpec("date", .date)] + SectionSpec.moneyColumns)

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = CreditMovements(book, .cash, from: from, to: asOf, of: selection)
    try demandProved(report.proofs, "the payments")
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    for (section, byMethod) in [(deposits, true), (days, false)] {
      reply.section(section)
      for sum in MovementSums(report, book, by: .day, andMethod: byMethod).sums {
        reply.beginRow()
        reply.cell(sum.currency.code)
        reply.cell(sum, by: .day, book)
        if byMethod { reply.cell(sum.method.word) }
        reply.cells(sum)
        reply.cell(sum.recovered, sum.currency)
        reply.endRow()
      }
    }
    reply.endReport(report.proofs)
    return book.sequence
  }
}
