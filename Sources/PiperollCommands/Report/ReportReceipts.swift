import PiperollLedger
import PiperollWire

enum ReportReceipts {
  static let spec = CommandSpec(
    "REPORT RECEIPTS",
    "The money that came in within a period, and the money that went back.",
    role: .viewer,
    parameters: [
      .by(MovementGrouping.ofMoney, or: .day), .fromFirstOfMonth, .filter,
      .lastDay,
    ],
    example: "REPORT RECEIPTS by=method from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows], sections: [receipts, .proof], codes: [.data, .ok],
    effect: .report(run))

  private static let receipts = SectionSpec(
    "receipts", .rows,
    [ColumnSpec("currency"), ColumnSpec("group")] + SectionSpec.moneyColumns
      + [ColumnSpec("name")])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(in: book, context, by: MovementGrouping.ofMoney, or: .day)
    let report = try CreditMovements.proved(book, .cash, period, "the payments")
    reply.begin(period, of: book)
    reply.endLine()
    reply.section(receipts)
    for sum in MovementSums(report, book, by: period.grouping).sums {
      reply.beginRow()
      reply.cell(sum.currency.code)
      reply.cell(sum, by: period.grouping, book)
      reply.cells(sum)
      reply.cell(sum.recovered, sum.currency)
      reply.cell(nameOf: sum, by: period.grouping, book)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endReport(report.proofs)
    return book.sequence
  }
}

extension SectionSpec {
  /// The columns of sums of money: those that `cells` writes, and the part that is recoveries.
  static let moneyColumns = [
    ColumnSpec("payments", .count), ColumnSpec("received", .money), ColumnSpec("returned", .money),
    ColumnSpec("net", .money), ColumnSpec("recovered", .money),
  ]
}
