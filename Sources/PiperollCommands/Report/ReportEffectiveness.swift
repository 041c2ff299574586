import PiperollLedger
import PiperollWire

enum ReportEffectiveness {
  static let spec = CommandSpec(
    "REPORT EFFECTIVENESS",
    "The collection effectiveness index: how much of what could be collected was.",
    role: .viewer,
    parameters: [.by(.currency), .fromFirstOfMonth, .filter, .lastDay],
    example: "REPORT EFFECTIVENESS by=collector from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows], sections: [effectiveness, .proof],
    codes: [.data, .ok], effect: .report(run))

  private static let effectiveness = SectionSpec(
    "effectiveness", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("opening", .money),
      ColumnSpec("sales", .money), ColumnSpec("closing", .money), ColumnSpec("current", .money),
      ColumnSpec("index", .count), ColumnSpec("name"), ColumnSpec("written-off", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(
      in: book, context, by: Grouping.allCases, or: .currency)
    let report = CollectionMeasures(
      book, from: period.from, to: period.asOf, by: period.grouping, of: period.selection)
    try demandProved(report.proofs, "the items")
    reply.begin(period, of: book)
    reply.endLine()
    reply.section(effectiveness)
    for (group, sums) in zip(report.groups.groups, report.sums)
    where !group.isOthers
      && (sums.opening != .zero || sums.sales != .zero || sums.closing != .zero)
    {
      reply.beginRow()
      reply.cell(group.currency.code)
      reply.cell(group: group.group, by: period.grouping, group.currency, book)
      for amount in [sums.opening, sums.sales, sums.closing, sums.current] {
        reply.cell(amount, group.currency)
      }
      reply.cell(tenths: report.effectiveness(sums))
      reply.cell(nameOf: group.group, by: period.grouping, book)
      reply.cell(sums.writtenOff, group.currency)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endReport(report.proofs)
    return book.sequence
  }
}
