import PiperollLedger
import PiperollWire

enum ReportDisputes {
  static let spec = CommandSpec(
    "REPORT DISPUTES",
    "What is disputed, and what came of the disputes that were resolved in a period.",
    role: .viewer,
    parameters: [
      .fromFirstOfMonth,
      Parameter(
        "state", .choice(states), .defaulted("all"),
        help: "only those that are open, or of which that came"),
      .filter, .lastDay,
    ],
    example: "REPORT DISPUTES state=open",
    fields: [
      .from, .asOf, .known,
      FieldSpec("disputes", "how many there are"), .rows,
    ],
    sections: [disputes, proof], codes: [.data, .ok], effect: .report(run))

  private static let open = "open"
  private static let states = [open] + DisputeOutcome.words

  private static let disputes = SectionSpec(
    "disputes", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("dispute", .count),
      ColumnSpec("by"),
    ] + SectionSpec.disputeColumns + [ColumnSpec("days", .count), ColumnSpec("name")],
    screen: ScreenLayout([
      "account", "name", "days", "currency", "amount", "disputed", "reason", "state",
      .ifRoom("dispute"), .ifRoom("made"), .ifRoom("via"), .ifRoom("credited"),
      .ifRoom("resolved"), .ifRoom("by"), .ifRoom("received"),
    ]))
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("opening", .money), ColumnSpec("new", .money),
      ColumnSpec("credited", .money), ColumnSpec("upheld", .money),
      ColumnSpec("withdrawn", .money), ColumnSpec("closing", .money),
      ColumnSpec("lapsed", .money), ColumnSpec("aging", .money), ColumnSpec("difference", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let state = arguments.text("state")
    if let state, !states.contains(state) {
      throw arguments.bad("state", "one of \(states.joined(separator: " "))")
    }
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = DisputeReport(book, from: from, asOf: asOf, of: selection) {
      state == nil || $0.word == state
    }
    for proof in report.proofs where !proof.isProved {
      throw .untied("the disputes in \(proof.currency.code)")
    }
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.field("disputes", report.rows.count)
    reply.endLine()
    reply.section(disputes)
    for standing in report.rows {
      write(standing, asOf, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(proof)
    for proof in report.proofs { write(proof, &reply) }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ standing: DisputeStanding, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.knownDispute(standing.dispute)
    let account = book.accounts[row.account]
    let end = standing.outcome == nil ? nil : row.resolvedOn
    reply.beginRow()
    reply.cell(account.currency.code)
    reply.cell(shown: account.id, book)
    reply.cell(row.entry)
    reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    reply.cells(of: standing, book)
    reply.cell((end ?? asOf) - row.made)
    reply.cell(account.name, book)
    reply.endRow()
  }

  private static func write(_ proof: DisputeReport.Proof, _ reply: inout ReplyWriter) {
    reply.beginRow()
    reply.cell(proof.currency.code)
    for amount in [
      proof.opening, proof.made, proof.credited, proof.upheld, proof.withdrawn, proof.closing,
      proof.lapsed, proof.aging, proof.difference,
    ] {
      reply.cell(amount.text(decimals: proof.currency.decimals))
    }
    reply.endRow()
  }
}
