import PiperollLedger
import PiperollWire

enum ReportRecoveries {
  static let spec = CommandSpec(
    "REPORT RECOVERIES", "The money that came in within a period on what had been written off.",
    role: .viewer,
    parameters: [
      .by(MovementGrouping.ofMoney, or: .collector), .from("the first of as-of's month"), .filter,
      .asOfToday,
    ],
    example: "REPORT RECOVERIES by=method from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows], sections: [recoveries, groups, .proof],
    codes: [.data, .ok], effect: .report(run))

  private static let recoveries = SectionSpec(
    "recoveries", .rows, SectionSpec.movementColumns("method"))
  private static let groups = SectionSpec(
    "groups", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("recoveries", .count),
      ColumnSpec("recovered", .money), ColumnSpec("returned", .money), ColumnSpec("net", .money),
      ColumnSpec("name"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let grouping = try arguments.choice("by", among: MovementGrouping.ofMoney) ?? .collector
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = CreditMovements(book, .recoveries, from: from, to: asOf, of: selection)
    try demandProved(report.proofs, "the recoveries")
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    reply.endLine()
    reply.write(report.movements, in: recoveries, book) { $0.method.word }
    reply.write(MovementSums(report, book, by: grouping), by: grouping, in: groups, book)
    reply.endReport(report.proofs)
    return book.sequence
  }
}
