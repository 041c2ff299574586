import PiperollLedger
import PiperollWire

enum ReportTrial {
  static let spec = CommandSpec(
    "REPORT TRIAL",
    "The general ledger from the entries: what went through each account, and its balance.",
    role: .viewer,
    parameters: [
      Parameter("from", .date, .defaulted("the first entry"), help: "the first day shown"),
      .filter, .lastDay,
    ],
    example: "REPORT TRIAL from=2026-10-01 as-of=2026-10-31",
    fields: [FieldSpec("from", "the first day shown"), .asOf, .known, .rows],
    sections: [trial, proof], codes: [.data, .ok], effect: .report(run))

  private static let trial = SectionSpec(
    "trial", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("ledger-account"), ColumnSpec("opening", .money),
      ColumnSpec("debit", .money), ColumnSpec("credit", .money), ColumnSpec("balance", .money),
      ColumnSpec("name"),
    ])
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("debits", .money), ColumnSpec("credits", .money),
      ColumnSpec("control", .money), ColumnSpec("outstanding", .money),
      ColumnSpec("accounts", .money), ColumnSpec("difference", .money),
      ColumnSpec("others", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let from = try arguments.firstDay(upTo: asOf, or: .first)
    let selection = try arguments.selection(in: book, asOf: asOf)
    let trials = book.trialBalances(from: from, asOf: asOf, of: selection)
    for trial in trials where !trial.isProved {
      throw .fault(
        .internal, column: nil, key: nil,
        sentence: "the ledger in \(trial.currency.code) does not tie; run REPORT VERIFY")
    }
    reply.status(.data, block: true)
    if arguments.has("from") { reply.field("from", from) }
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(trial)
    for trial in trials { write(trial, asOf, book, &reply) }
    writeProofs(trials, &reply)
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ trial: TrialBalance, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    for account in LedgerAccount.allCases {
      let row = trial[account]
      reply.beginRow()
      reply.cell(trial.currency.code)
      reply.cell(account.word)
      reply.cell(row.opening, trial.currency)
      reply.cell(row.debit.text(decimals: trial.currency.decimals))
      reply.cell(row.credit.text(decimals: trial.currency.decimals))
      reply.cell(row.balance, trial.currency)
      reply.cell(book.name(of: account, on: asOf))
      reply.endRow()
    }
  }

  private static func writeProofs(_ trials: [TrialBalance], _ reply: inout ReplyWriter) {
    reply.section(proof)
    for trial in trials {
      reply.beginRow()
      reply.cell(trial.currency.code)
      reply.cell(trial.debits.text(decimals: trial.currency.decimals))
      reply.cell(trial.credits.text(decimals: trial.currency.decimals))
      let accounts = trial.documents.control
      for amount in [
        trial.control, trial.documents.outstanding, accounts,
        trial.control - accounts, trial.others,
      ] {
        reply.cell(amount, trial.currency)
      }
      reply.endRow()
    }
  }
}
