import PiperollLedger
import PiperollWire

enum ReportDSO {
  static let spec = CommandSpec(
    "REPORT DSO", "Days sales outstanding: how many days' sales are owed at the end of a period.",
    role: .viewer,
    parameters: [.by(.currency), .from("89 days before as-of"), .filter, .lastDay],
    example: "REPORT DSO by=portfolio as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, FieldSpec("days", "how many days the period has"), .rows],
    sections: [dso, .proof], codes: [.data, .ok], effect: .report(run))

  private static let dso = SectionSpec(
    "dso", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("open", .money),
      ColumnSpec("sales", .money), ColumnSpec("dso", .count), ColumnSpec("count-back", .count),
      ColumnSpec("name"),
    ])

  /// With the last day a period of 90 days, about a quarter: longer than most payment terms.
  private static let daysBefore = 89

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(
      in: book, context, by: Grouping.allCases, or: .currency
    ) { $0.advanced(days: -daysBefore) }
    let report = CollectionMeasures(
      book, from: period.from, to: period.asOf, by: period.grouping, of: period.selection)
    try demandProved(report.proofs, "the items")
    reply.begin(period, of: book)
    reply.field("days", report.days)
    reply.endLine()
    reply.section(dso)
    for (group, sums) in zip(report.groups.groups, report.sums)
    where !group.isOthers && (sums.closing != .zero || sums.sales != .zero) {
      reply.beginRow()
      reply.cell(group.currency.code)
      reply.cell(group: group.group, by: period.grouping, group.currency, book)
      reply.cell(sums.closing, group.currency)
      reply.cell(sums.sales, group.currency)
      reply.cell(tenths: report.daysOutstanding(sums))
      reply.cell(tenths: report.daysCountedBack(sums))
      reply.cell(nameOf: group.group, by: period.grouping, book)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endReport(report.proofs)
    return book.sequence
  }
}
