import PiperollLedger
import PiperollWire

enum ReportPlans {
  static let spec = CommandSpec(
    "REPORT PLANS",
    "What debtors agreed to pay in parts or for a settlement, and whether they are keeping it.",
    role: .viewer,
    parameters: [
      Parameter(
        "state", .choice(PlanState.words), .defaulted("all"), help: "only those in this state"),
      .filter, .asOfToday,
    ],
    example: "REPORT PLANS state=behind",
    fields: [.asOf, .known, FieldSpec("plans", "how many there are"), .rows],
    sections: [plans, proof], codes: [.data, .ok], effect: .report(run))

  private static let plans = SectionSpec(
    "plans", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("plan", .count), ColumnSpec("by"),
    ] + SectionSpec.planColumns + [ColumnSpec("name")],
    screen: ScreenLayout([
      "account", "name", ScreenColumn("state", of: ["kind", "state"]), "currency", "paid",
      "behind", "rest", "next-due", .ifRoom("total"), .ifRoom("plan"), .ifRoom("due"),
      .ifRoom("last-due"), .ifRoom("discount"), .ifRoom("failed-on"), .ifRoom("paid-on"),
      .ifRoom("made"), .ifRoom("by"),
    ]))
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("plans", .count), ColumnSpec("total", .money),
      ColumnSpec("paid", .money), ColumnSpec("rest", .money), ColumnSpec("others", .money),
      ColumnSpec("receipts", .money), ColumnSpec("difference", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let state = try arguments.choice("state", PlanState.self)
    let selection = try arguments.filter().map { book.select($0, asOf: asOf) }
    let report = PlanReport(book, asOf: asOf, of: selection) { standing, _ in
      state == nil || standing.state == state
    }
    for proof in report.proofs where !proof.isProved {
      throw .untied("the plans in \(proof.currency.code)")
    }
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("plans", report.rows.count)
    reply.endLine()
    reply.section(plans)
    for standing in report.rows {
      write(standing, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(proof)
    for proof in report.proofs { write(proof, &reply) }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ standing: PlanStanding, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.plans[standing.plan]
    let account = book.accounts[row.account]
    reply.beginRow()
    reply.cell(account.currency.code)
    reply.cell(account.id, book)
    reply.cell(row.entry)
    reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    reply.cells(of: standing, book)
    reply.cell(account.name, book)
    reply.endRow()
  }

  private static func write(_ proof: PlanReport.Proof, _ reply: inout ReplyWriter) {
    reply.beginRow()
    reply.cell(proof.currency.code)
    reply.cell(proof.plans)
    for amount in [
      proof.total, proof.paid, proof.rest, proof.others, proof.receipts, proof.difference,
    ] {
      reply.cell(amount.text(decimals: proof.currency.decimals))
    }
    reply.endRow()
  }
}
