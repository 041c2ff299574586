import PiperollLedger
import PiperollWire

enum ReportDeposits {
  static let spec = CommandSpec(
    "REPORT DEPOSITS",
    "The money of each day by how it came in, to compare with the bank's records.",
    role: .viewer,
    parameters: [.by(.total), .fromFirstOfMonth, .filter, .lastDay],
    example: "REPORT DEPOSITS by=client from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows], sections: [deposits, days, .proof],
    codes: [.data, .ok], effect: .report(run))

  private static let deposits = SectionSpec(
    "deposits", .rows,
    [ColumnSpec("currency"), ColumnSpec("date", .date), ColumnSpec("method")]
      + SectionSpec.moneyColumns + ofGroup)
  private static let days = SectionSpec(
    "days", .rows,
    [ColumnSpec("currency"), ColumnSpec("date", .date)] + SectionSpec.moneyColumns + ofGroup)
  private static let ofGroup = [ColumnSpec("group"), ColumnSpec("name")]

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(in: book, context, by: Grouping.allCases, or: .total)
    let report = try CreditMovements.proved(book, .cash, period, "the payments")
    reply.begin(period, of: book)
    reply.endLine()
    for (section, byMethod) in [(deposits, true), (days, false)] {
      reply.section(section)
      let sums = MovementSums(
        report, book, by: .day, andMethod: byMethod, of: period.grouping)
      for sum in sums.sums {
        reply.beginRow()
        reply.cell(sum.currency.code)
        reply.cell(sum, by: .day, book)
        if byMethod { reply.cell(sum.method.word) }
        reply.cells(sum)
        reply.cell(sum.recovered, sum.currency)
        reply.cell(group: sum.group, by: period.grouping, sum.currency, book)
        reply.cell(nameOf: sum.group, by: period.grouping, book)
        reply.endRow()
        try await turns.row(&reply)
      }
    }
    reply.endReport(report.proofs)
    return book.sequence
  }
}
