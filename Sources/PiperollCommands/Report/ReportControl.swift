import PiperollLedger
import PiperollWire

enum ReportControl {
  static let spec = CommandSpec(
    "REPORT CONTROL",
    "The general-ledger totals from the documents, tied to the control account from the entries.",
    role: .viewer, parameters: [.filter, .asOfToday], example: "REPORT CONTROL as-of=2026-10-31",
    fields: [.asOf, .known, .closed, .rows], sections: [control, proof], codes: [.data, .ok],
    effect: .report(run))

  private static let control = SectionSpec(
    "control", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("ledger-account"), ColumnSpec("debit", .money),
      ColumnSpec("credit", .money), ColumnSpec("name"),
    ])
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("debits", .money), ColumnSpec("credits", .money),
      ColumnSpec("outstanding", .money), ColumnSpec("control", .money),
      ColumnSpec("difference", .money), ColumnSpec("others", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let selection = try arguments.selection(in: book, asOf: asOf)
    let trials = book.trials(asOf: asOf, of: selection)
    for trial in trials where !trial.isProved {
      throw .fault(
        .internal, column: nil, key: nil,
        sentence: "the totals in \(trial.currency.code) do not tie; run REPORT VERIFY")
    }
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    if let closed = book.closedThrough { reply.field("closed", closed) }
    reply.endLine()
    reply.section(control)
    for trial in trials { write(trial, asOf, book, &reply) }
    reply.section(proof)
    for trial in trials {
      reply.beginRow()
      reply.cell(trial.currency.code)
      let difference = trial.outstanding - trial.control
      for amount in [
        trial.debits, trial.credits, trial.outstanding, trial.control, difference, trial.others,
      ] {
        reply.cell(amount, trial.currency)
      }
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ trial: Trial, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    for account in LedgerAccount.allCases {
      let total = trial[account]
      reply.beginRow()
      reply.cell(trial.currency.code)
      reply.cell(account.word)
      if total >= .zero { reply.cell(total, trial.currency) } else { reply.emptyCell() }
      if total < .zero { reply.cell(-total, trial.currency) } else { reply.emptyCell() }
      reply.cell(book.name(of: account, on: asOf))
      reply.endRow()
    }
  }
}
