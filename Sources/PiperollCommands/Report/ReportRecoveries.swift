import PiperollLedger
import PiperollWire

enum ReportRecoveries {
  static let spec = CommandSpec(
    "REPORT RECOVERIES", "The money that came in within a period on what had been written off.",
    role: .viewer,
    parameters: [
      .by(MovementGrouping.ofMoney, or: .collector), .fromFirstOfMonth, .filter,
      .lastDay,
    ],
    example: "REPORT RECOVERIES by=method from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows], sections: [recoveries, groups, .proof],
    codes: [.data, .ok], effect: .report(run))

  private static let recoveries = SectionSpec(
    "recoveries", .rows, SectionSpec.movementColumns("method"),
    screen: SectionSpec.movementScreen("method"))
  private static let groups = SectionSpec(
    "groups", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("recoveries", .count),
      ColumnSpec("recovered", .money), ColumnSpec("returned", .money), ColumnSpec("net", .money),
      ColumnSpec("name"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(
      in: book, context, by: MovementGrouping.ofMoney, or: .collector)
    let report = try CreditMovements.proved(book, .recoveries, period, "the recoveries")
    reply.begin(period, of: book)
    reply.endLine()
    try await reply.write(report.movements, in: recoveries, book, turns) { $0.method.word }
    try await reply.write(report, by: period.grouping, in: groups, book, turns)
    reply.endReport(report.proofs)
    return book.sequence
  }
}
