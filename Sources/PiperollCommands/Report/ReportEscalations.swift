import PiperollLedger
import PiperollWire

enum ReportEscalations {
  static let spec = CommandSpec(
    "REPORT ESCALATIONS", "What was brought before a supervisor, and what of it is open.",
    role: .viewer,
    parameters: [
      Parameter(
        "state", .choice(states), .defaulted("open"), help: "open; closed; all"),
      .filter, .asOfToday,
    ],
    example: "REPORT ESCALATIONS state=all",
    fields: [.asOf, .known, .rows], sections: [escalations, proof], codes: [.data, .ok],
    effect: .report(run))

  private static let (open, closed, all) = ("open", "closed", "all")
  private static let states = [open, closed, all]

  private static let escalations = SectionSpec(
    "escalations", .rows,
    [
      ColumnSpec("task", .count), ColumnSpec("account"), ColumnSpec("opened", .date),
      ColumnSpec("days", .count), ColumnSpec("by"), ColumnSpec("for"), ColumnSpec("state"),
      ColumnSpec("closed", .date), ColumnSpec("closed-by", .count), ColumnSpec("text"),
      ColumnSpec("name"),
    ],
    screen: ScreenLayout([
      "account", "name", "opened", "days", "state", "text", "for", "closed", .ifRoom("task"),
      .ifRoom("by"), .ifRoom("closed-by"),
    ]))

  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("opened", .count), ColumnSpec("closed", .count), ColumnSpec("open", .count),
      ColumnSpec("difference", .count), ColumnSpec("shown", .count), ColumnSpec("others", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let state = arguments.text("state") ?? open
    guard states.contains(state) else {
      throw arguments.bad("state", "one of \(states.joined(separator: " "))")
    }
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = EscalationReport(book, asOf: asOf) { row in
      let isOpen = book.end(ofTask: row, by: asOf) == nil
      return selection?[row.account] ?? true && (state == all || isOpen == (state == open))
    }
    if report.difference != 0 { throw .untied("the escalations") }
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(escalations)
    for row in report.rows {
      write(row, asOf, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(proof)
    reply.beginRow()
    for count in [
      report.opened, report.closed, report.open, report.difference, report.rows.count,
      report.others,
    ] {
      reply.cell(count)
    }
    reply.endRow()
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ row: TaskRow, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let end = book.end(ofTask: row, by: asOf)
    let ended = end.map { book.entries[Int($0) - 1].effective }
    let account = book.accounts[row.account]
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(shown: account.id, book)
    reply.cell(row.made)
    reply.cell((ended ?? asOf) - row.made)
    reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    reply.cell(symbol: row.user, book)
    reply.cell(end == nil ? open : closed)
    if let ended { reply.cell(ended) } else { reply.emptyCell() }
    if let end { reply.cell(end) } else { reply.emptyCell() }
    reply.cell(book.memo(of: row.entry), book)
    reply.cell(account.name, book)
    reply.endRow()
  }
}
