import PiperollLedger
import PiperollWire

enum ReportReceipts {
  static let spec = CommandSpec(
    "REPORT RECEIPTS",
    "The money that came in within a period, and what of earlier money went back.",
    role: .viewer,
    parameters: [
      .by(MovementGrouping.ofMoney, or: .day), .from("the first of as-of's month"), .filter,
      .asOfToday,
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
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let grouping = try arguments.choice("by", among: MovementGrouping.ofMoney) ?? .day
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = CreditMovements(book, .cash, from: from, to: asOf, of: selection)
    try demandProved(report.proofs, "the payments")
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    reply.endLine()
    reply.section(receipts)
    for sum in MovementSums(report, book, by: grouping).sums {
      reply.beginRow()
      reply.cell(sum.currency.code)
      reply.cell(sum, by: grouping, book)
      reply.cells(sum)
      reply.cell(sum.recovered, sum.currency)
      reply.cell(nameOf: sum, by: grouping, book)
      reply.endRow()
    }
    reply.endReport(report.proofs)
    return book.sequence
  }
}

extension SectionSpec {
  /// The columns of sums of money: those of `cells`, and what of it is recoveries.
  static let moneyColumns = [
    ColumnSpec("payments", .count), ColumnSpec("received", .money), ColumnSpec("returned", .money),
    ColumnSpec("net", .money), ColumnSpec("recovered", .money),
  ]
}
