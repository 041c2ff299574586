import PiperollLedger
import PiperollWire

enum ReportRollForward {
  static let spec = CommandSpec(
    "REPORT ROLLFORWARD",
    "How balances moved: opening, what changed them, closing; its footer proves each column.",
    role: .viewer,
    parameters: [
      .by(.total), .fromFirstOfMonth, .filter, .lastDay,
    ],
    example: "REPORT ROLLFORWARD by=portfolio from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows],
    sections: [rollForward, total, proof], codes: [.data, .ok], effect: .report(run))

  private static let amounts = FlowColumn.words.map { ColumnSpec($0, .money) }
  private static let rollForward = SectionSpec(
    "rollforward", .rows,
    [ColumnSpec("currency"), ColumnSpec("group")] + amounts + [ColumnSpec("name")])
  private static let total = SectionSpec("total", .rows, [ColumnSpec("currency")] + amounts)
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("column"), ColumnSpec("entries", .money),
      ColumnSpec("documents", .money), ColumnSpec("difference", .money),
      ColumnSpec("others", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(in: book, context, by: Grouping.allCases, or: .total)
    let report = RollForward(
      book, from: period.from, to: period.asOf, by: period.grouping, of: period.selection)
    for proof in report.proofs where !proof.isProved {
      throw .fault(
        .internal, column: nil, key: nil,
        sentence:
          "what moved the balances in \(proof.currency.code) does not tie; run REPORT VERIFY")
    }
    reply.begin(period, of: book)
    reply.endLine()
    reply.section(rollForward)
    for row in report.rows {
      write(row, period.grouping, book, &reply)
      try await turns.row(&reply)
    }
    writeFooter(report, &reply)
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ row: RollForward.Row, _ grouping: Grouping, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(row.currency.code)
    reply.cell(group: row.group, by: grouping, row.currency, book)
    for (_, amount) in row.flow.columns { reply.cell(amount, row.currency) }
    reply.cell(nameOf: row.group, by: grouping, book)
    reply.endRow()
  }

  private static func writeFooter(_ report: RollForward, _ reply: inout ReplyWriter) {
    reply.section(total)
    for proof in report.proofs {
      reply.beginRow()
      reply.cell(proof.currency.code)
      for (_, amount) in proof.entries.columns { reply.cell(amount, proof.currency) }
      reply.endRow()
    }
    reply.section(proof)
    for proof in report.proofs {
      for ((entries, others), documents) in zip(
        zip(proof.entries.columns, proof.others.columns), proof.documents.columns)
      {
        // No document has the closing balance, so it is compared with what is open.
        let second = entries.name == .closing ? proof.outstanding : documents.amount
        reply.beginRow()
        reply.cell(proof.currency.code)
        reply.cell(entries.name.word)
        reply.cell(entries.amount, proof.currency)
        reply.cell(second, proof.currency)
        reply.cell(entries.amount + others.amount - second, proof.currency)
        reply.cell(others.amount, proof.currency)
        reply.endRow()
      }
    }
  }
}
