import PiperollLedger
import PiperollWire

enum ReportContacts {
  static let spec = CommandSpec(
    "REPORT CONTACTS",
    "How often each person was called in the seven days that end with as-of=, and when they may be"
      + " called next.",
    role: .viewer, parameters: [.filter, .asOfToday],
    example: "REPORT CONTACTS where=\"role = third-party\"",
    fields: [.asOf, .known, .rows], sections: [contacts, proof], codes: [.data, .ok],
    effect: .report(run))

  private static let contacts = SectionSpec(
    "contacts", .rows,
    [
      ColumnSpec("account"), ColumnSpec("contact", .count), ColumnSpec("person"),
      ColumnSpec("counted", .count), ColumnSpec("excluded", .count), ColumnSpec("calls7", .count),
      ColumnSpec("talked", .date), ColumnSpec("next-call", .date), ColumnSpec("collector"),
    ])
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("counted", .count), ColumnSpec("excluded", .count), ColumnSpec("others", .count),
      ColumnSpec("calls", .count), ColumnSpec("difference", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let selection = try arguments.selection(in: book, asOf: asOf)
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(contacts)
    var (counted, excluded, hidden) = (0, 0, 0)
    for account in 0..<UInt32(book.accounts.count) where selection?[account] ?? true {
      for row in book.callFrequencies(of: account, asOf: asOf) {
        // Who is there for others alone is counted among the others.
        if row.contact.map({ book.isHidden($0, from: context.viewer) }) ?? false {
          hidden += row.counted + row.excluded
          continue
        }
        counted += row.counted
        excluded += row.excluded
        write(row, of: account, asOf, book, &reply)
        try await turns.row(&reply)
      }
      if account % ReportRun.accountsBetweenTurns == 0 { try await turns.rest(&reply) }
    }
    let others = hidden + book.callsPlaced(asOf: asOf) { !(selection?[$0] ?? true) }
    let calls = book.callsPlaced(asOf: asOf) { _ in true }
    if counted + excluded + others != calls { throw .untied("the calls") }
    reply.section(proof)
    reply.beginRow()
    for count in [counted, excluded, others, calls, counted + excluded + others - calls] {
      reply.cell(count)
    }
    reply.endRow()
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ row: CallFrequency, of account: UInt32, _ asOf: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(shown: book.accounts[account].id, book)
    if let contact = row.contact {
      if book.isRestricted(contact) { reply.showsRestricted = true }
      reply.cell(book.contacts[contact].entry)
      reply.cell(book.contact(contact, on: asOf).name, book)
    } else {
      reply.emptyCell()
      reply.emptyCell()
    }
    reply.cell(row.counted)
    reply.cell(row.excluded)
    reply.cell(row.calls)
    for day in [row.talked, row.nextCall] {
      if let day { reply.cell(day) } else { reply.emptyCell() }
    }
    reply.cell(symbol: book.accounts[account].collector, book)
    reply.endRow()
  }
}
