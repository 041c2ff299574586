import PiperollLedger
import PiperollWire

enum ReportUnverified {
  static let spec = CommandSpec(
    "REPORT UNVERIFIED", "The services that nobody has verified, billed or not.", role: .viewer,
    parameters: [
      .by(.account),
      Parameter("detail", .flag, .defaulted("no"), help: "yes: also a row for each service"),
      .filter, .asOfToday,
    ],
    example: "REPORT UNVERIFIED by=collector",
    fields: [.asOf, .known, .by, FieldSpec("services", "how many there are"), .rows],
    sections: [unverified, services, proof], codes: [.data, .ok], effect: .report(run))

  private static let unverified = SectionSpec(
    "unverified", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("services", .count),
      ColumnSpec("amount", .money), ColumnSpec("unbilled", .money), ColumnSpec("billed", .money),
      ColumnSpec("oldest", .date), ColumnSpec("days", .count), ColumnSpec("name"),
    ])
  private static let services = SectionSpec(
    "services", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("account"), ColumnSpec("date", .date),
      ColumnSpec("code"), ColumnSpec("quantity"), ColumnSpec("amount", .money),
      ColumnSpec("currency"), ColumnSpec("rendered-by"), ColumnSpec("by"), ColumnSpec("status"),
    ])
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("services", .count), ColumnSpec("shown", .money),
      ColumnSpec("others", .money), ColumnSpec("control", .money), ColumnSpec("difference", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let grouping = try arguments.choice("by", Grouping.self) ?? .account
    let isDetailed = try arguments.flag("detail")
    let selection = try arguments.filter().map { book.select($0, asOf: asOf) }
    let report = Unverified(book, asOf: asOf, by: grouping, of: selection)
    for proof in report.proofs where !proof.isProved {
      throw .untied("the services in \(proof.currency.code)")
    }
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    reply.field("services", report.services.count)
    reply.endLine()
    reply.section(unverified)
    for row in report.rows {
      write(row, grouping, asOf, book, &reply)
      try await turns.row(&reply)
    }
    if isDetailed { try await writeServices(report, asOf, book, &reply, turns) }
    reply.section(proof)
    for proof in report.proofs { write(proof, &reply) }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ row: Unverified.Row, _ grouping: Grouping, _ asOf: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(row.currency.code)
    reply.cell(group: row.group, by: grouping, row.currency, book)
    reply.cell(row.unbilled.services + row.billed.services)
    let amount = row.unbilled.amount + row.billed.amount
    for amount in [amount, row.unbilled.amount, row.billed.amount] {
      reply.cell(amount.text(decimals: row.currency.decimals))
    }
    reply.cell(row.oldest)
    reply.cell(asOf - row.oldest)
    reply.cell(nameOf: row.group, by: grouping, book)
    reply.endRow()
  }

  private static func writeServices(
    _ report: Unverified, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter,
    _ turns: ReportRun
  ) async throws(Failure) {
    let billed = book.billedServices(asOf: asOf)
    reply.section(services)
    for service in report.services {
      let row = book.knownService(service)
      let account = book.accounts[row.account]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(account.id, book)
      reply.cell(row.date)
      reply.cell(symbol: row.code, book)
      reply.cell(row.quantity.text)
      reply.cell(row.amount, account.currency)
      reply.cell(account.currency.code)
      reply.cell(symbol: row.renderedBy, book)
      reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
      reply.cell(billed[Int(service)] ? "billed" : "unbilled")
      reply.endRow()
      try await turns.row(&reply)
    }
  }

  private static func write(_ proof: Unverified.Proof, _ reply: inout ReplyWriter) {
    let decimals = proof.currency.decimals
    reply.beginRow()
    reply.cell(proof.currency.code)
    reply.cell(proof.shown.services)
    let difference = proof.shown.amount + proof.others.amount - proof.control.amount
    for amount in [proof.shown.amount, proof.others.amount, proof.control.amount, difference] {
      reply.cell(amount.text(decimals: decimals))
    }
    reply.endRow()
  }
}
