import PiperollLedger
import PiperollWire

/// What REPORT DELINQUENCY shows with roll=yes.
enum RollRows {
  static func section(_ buckets: AgingBuckets) -> SectionSpec {
    SectionSpec(
      "roll", .rows,
      [
        ColumnSpec("currency"), ColumnSpec("bucket"), ColumnSpec("accounts", .count),
        ColumnSpec("opening", .money),
      ] + buckets.columns + [ColumnSpec("closing", .money), ColumnSpec("rolled-on", .count)])
  }

  static let proof = SectionSpec(
    "roll-proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("opening", .money), ColumnSpec("opening-aging", .money),
      ColumnSpec("closing", .money), ColumnSpec("closing-aging", .money),
      ColumnSpec("difference", .money),
    ])

  static func write(
    _ arguments: borrowing Arguments, _ book: borrowing Book, asOf: Day, in buckets: AgingBuckets,
    of selection: Selection?, _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    if arguments.has("by") { throw arguments.bad("by", "not with roll=yes: its rows are buckets") }
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    if from == .first { throw arguments.bad("from", "a later day: nothing was before this one") }
    let report = RollRates(
      book, from: from.advanced(days: -1), to: asOf, in: buckets, of: selection)
    for proof in report.proofs where proof.difference != .zero {
      throw .untied("what is open in \(proof.currency.code)")
    }
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(section(buckets))
    for row in report.rows {
      write(row, buckets, &reply)
      try await turns.row(&reply)
    }
    reply.section(proof)
    for row in report.proofs {
      reply.beginRow()
      reply.cell(row.currency.code)
      for amount in [
        row.opening, row.openingAging, row.closing, row.closingAging, row.difference,
      ] {
        reply.cell(amount, row.currency)
      }
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
  }

  private static func write(
    _ row: RollRates.Row, _ buckets: AgingBuckets, _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(row.currency.code)
    reply.cell(row.bucket.map { buckets.name($0) } ?? "new")
    reply.cell(row.accounts)
    reply.cell(row.opening, row.currency)
    for amount in row.closing { reply.cell(amount, row.currency) }
    reply.cell(row.closingTotal, row.currency)
    reply.cell(tenths: row.rolledOn)
    reply.endRow()
  }
}
