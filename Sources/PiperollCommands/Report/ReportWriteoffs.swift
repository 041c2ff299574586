import PiperollLedger
import PiperollWire

enum ReportWriteoffs {
  static let spec = CommandSpec(
    "REPORT WRITEOFFS", "What was written off within a period, why, and what of it was reversed.",
    role: .viewer,
    parameters: [
      .by(MovementGrouping.ofWriteOffs, or: .reason),
      Parameter("reason", .choice(Reason.ofWriteOffs.map(\.word)), help: "only those for it"),
      .from("the first of as-of's month"), .filter, .asOfToday,
    ],
    example: "REPORT WRITEOFFS by=collector reason=bankruptcy from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, FieldSpec("reason", "the one asked for"), .rows],
    sections: [writeOffs, groups, .proof], codes: [.data, .ok], effect: .report(run))

  private static let writeOffs = SectionSpec(
    "writeoffs", .rows, SectionSpec.movementColumns("reason"))
  private static let groups = SectionSpec(
    "groups", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("writeoffs", .count),
      ColumnSpec("written-off", .money), ColumnSpec("reversed", .money), ColumnSpec("net", .money),
      ColumnSpec("name"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let grouping = try arguments.choice("by", among: MovementGrouping.ofWriteOffs) ?? .reason
    let reason = try arguments.choice("reason", among: Reason.ofWriteOffs)
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = CreditMovements(
      book, .writeOffs, from: from, to: asOf, of: selection, reason: reason)
    try demandProved(report.proofs, "the write-offs")
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    if let reason { reply.field("reason", reason.word) }
    reply.endLine()
    reply.write(report.movements, in: writeOffs, book) { $0.reason.word }
    reply.write(MovementSums(report, book, by: grouping), by: grouping, in: groups, book)
    reply.endReport(report.proofs)
    return book.sequence
  }
}
