import PiperollLedger
import PiperollWire

enum ReportNotices {
  static let spec = CommandSpec(
    "REPORT NOTICES",
    "How many letters and emails were sent in a period, by their levels, what they asked for and"
      + " what they cost the debtors.",
    role: .viewer, parameters: [.fromFirstOfMonth, .filter, .lastDay],
    example: "REPORT NOTICES from=2026-11-01", fields: [.from, .asOf, .known, .rows],
    sections: [notices, proof], codes: [.data, .ok], effect: .report(run))

  private static let notices = SectionSpec(
    "notices", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("level", .count), ColumnSpec("channel"),
      ColumnSpec("template"), ColumnSpec("count", .count), ColumnSpec("pay-now", .money),
      ColumnSpec("fees", .money),
    ])
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("notices", .count), ColumnSpec("entries", .count),
      ColumnSpec("fees", .money), ColumnSpec("charged", .money), ColumnSpec("difference", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = NoticeReport(book, from: from, asOf: asOf) { selection?[$0] ?? true }
    for proof in report.proofs where !proof.isProved {
      throw .untied("the notices in \(proof.currency.code)")
    }
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(notices)
    for (key, sum) in report.rows {
      reply.beginRow()
      reply.cell(key.currency.code)
      reply.cell(Int(key.level))
      reply.cell(key.channel.word)
      reply.cell(key.template.word)
      reply.cell(sum.count)
      reply.cell(sum.payNow, key.currency)
      reply.cell(sum.fees, key.currency)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.section(proof)
    for proof in report.proofs {
      reply.beginRow()
      reply.cell(proof.currency.code)
      reply.cell(proof.notices)
      reply.cell(proof.entries)
      for amount in [proof.fees, proof.charged, proof.fees - proof.charged] {
        reply.cell(amount, proof.currency)
      }
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }
}
