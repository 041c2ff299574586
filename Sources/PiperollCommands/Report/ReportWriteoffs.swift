import PiperollLedger
import PiperollWire

enum ReportWriteoffs {
  static let spec = CommandSpec(
    "REPORT WRITEOFFS", "What was written off within a period, why, and how much was reversed.",
    role: .viewer,
    parameters: [
      .by(MovementGrouping.ofWriteOffs, or: .reason),
      Parameter(
        "reason", .choice(Reason.ofWriteOffs.map(\.word)), help: "only write-offs for this reason"),
      .fromFirstOfMonth, .filter, .lastDay,
    ],
    example: "REPORT WRITEOFFS by=collector reason=bankruptcy from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, FieldSpec("reason", "the reason asked for"), .rows],
    sections: [writeOffs, groups, .proof], codes: [.data, .ok], effect: .report(run))

  private static let writeOffs = SectionSpec(
    "writeoffs", .rows, SectionSpec.movementColumns("reason"),
    screen: SectionSpec.movementScreen("reason"))
  private static let groups = SectionSpec(
    "groups", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("writeoffs", .count),
      ColumnSpec("written-off", .money), ColumnSpec("reversed", .money), ColumnSpec("net", .money),
      ColumnSpec("name"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(
      in: book, context, by: MovementGrouping.ofWriteOffs, or: .reason)
    let reason = try arguments.choice("reason", among: Reason.ofWriteOffs)
    let report = try CreditMovements.proved(
      book, .writeOffs, period, reason: reason, "the write-offs")
    reply.begin(period, of: book)
    if let reason { reply.field("reason", reason.word) }
    reply.endLine()
    try await reply.write(report.movements, in: writeOffs, book, turns) { $0.reason.word }
    try await reply.write(report, by: period.grouping, in: groups, book, turns)
    reply.endReport(report.proofs)
    return book.sequence
  }
}
