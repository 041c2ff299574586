import PiperollLedger
import PiperollWire

enum ReportPromises {
  static let spec = CommandSpec(
    "REPORT PROMISES", "What debtors promised, and what came in for it in time, too late or never.",
    role: .viewer,
    parameters: [
      Parameter(
        "state", .choice(PromiseState.words), .defaulted("all"), help: "only those in this state"),
      Parameter("due-from", .date, .defaulted("all"), help: "only those due on that day or later")
        .far,
      Parameter("due-to", .date, .defaulted("all"), help: "only those due on that day or before")
        .far,
      .filter, .asOfToday,
    ],
    example: "REPORT PROMISES state=broken due-from=2026-11-01",
    fields: [.asOf, .known, FieldSpec("promises", "how many there are"), .rows],
    sections: [promises, proof], codes: [.data, .ok], effect: .report(run))

  private static let promises = SectionSpec(
    "promises", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("promise", .count),
      ColumnSpec("by"),
    ] + SectionSpec.promiseColumns + [ColumnSpec("name")],
    screen: ScreenLayout([
      "account", "name", "due", "currency", "amount", "counted", "late", "state",
      .ifRoom("promise"), .ifRoom("kept-on"), .ifRoom("cured-on"), .ifRoom("made"),
      .ifRoom("by"), .ifRoom("until"),
    ]))
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("promises", .count), ColumnSpec("promised", .money),
      ColumnSpec("counted", .money), ColumnSpec("late", .money), ColumnSpec("others", .money),
      ColumnSpec("receipts", .money), ColumnSpec("difference", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let state = try arguments.choice("state", PromiseState.self)
    let (from, to) = (try arguments.date("due-from"), try arguments.date("due-to"))
    let selection = try arguments.filter().map { book.select($0, asOf: asOf) }
    let report = PromiseReport(book, asOf: asOf, of: selection) { standing, row in
      (state == nil || standing.state == state) && row.due >= from ?? .first
        && row.due <= to ?? .last
    }
    for proof in report.proofs where !proof.isProved {
      throw .untied("the promises in \(proof.currency.code)")
    }
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("promises", report.rows.count)
    reply.endLine()
    reply.section(promises)
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
    _ standing: PromiseStanding, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.promises[standing.promise]
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

  private static func write(_ proof: PromiseReport.Proof, _ reply: inout ReplyWriter) {
    reply.beginRow()
    reply.cell(proof.currency.code)
    reply.cell(proof.promises)
    for amount in [
      proof.promised, proof.counted, proof.late, proof.others, proof.receipts, proof.difference,
    ] {
      reply.cell(amount.text(decimals: proof.currency.decimals))
    }
    reply.endRow()
  }
}
