import PiperollLedger
import PiperollWire

enum ReportVerify {
  static let spec = CommandSpec(
    "REPORT VERIFY",
    "Recomputes the whole book in a second way, and gives the hash of its state.",
    role: .viewer,
    parameters: [
      Parameter(
        "detail", .flag, .defaulted("no"), help: "yes: also a row for each table, with its bytes")
    ],
    example: "REPORT VERIFY",
    fields: [
      FieldSpec("sequence", "the last entry"), FieldSpec("state", "the hash of the state"),
      FieldSpec("violations", "how many sums do not hold; 0 in a sound book"), .rows,
    ],
    sections: [book, violations, tables], codes: [.data, .ok], effect: .report(run))

  private static let book = SectionSpec(
    "book", .record,
    [
      ColumnSpec("accounts", .count), ColumnSpec("contacts", .count),
      ColumnSpec("items", .count),
      ColumnSpec("credits", .count), ColumnSpec("applications", .count),
      ColumnSpec("entries", .count), ColumnSpec("refs", .count), ColumnSpec("users", .count),
    ])
  private static let violations = SectionSpec("violations", .rows, [ColumnSpec("violation")])

  private static let tables = SectionSpec(
    "tables", .rows,
    [ColumnSpec("table"), ColumnSpec("rows", .count), ColumnSpec("bytes", .count)])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let isDetailed = try arguments.flag("detail")
    var checks = BookChecks(book)
    while checks.runNext(on: book) { try await turns.rest(&reply) }
    let found = checks.found
    reply.status(.data, block: true)
    reply.field("sequence", book.sequence)
    reply.field("state", book.stateHash())
    reply.field("violations", found.count)
    reply.endLine()
    reply.section(Self.book)
    reply.beginRow()
    for count in [
      book.accounts.count, book.contacts.count, book.items.count, book.credits.count,
      book.applications.count, book.entries.count, book.references.count, book.users.count,
    ] {
      reply.cell(count)
    }
    reply.endRow()
    reply.section(violations)
    for violation in found {
      reply.beginRow()
      reply.cell(violation.description)
      reply.endRow()
      try await turns.row(&reply)
    }
    if isDetailed { writeTables(book, &reply) }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func writeTables(_ book: borrowing Book, _ reply: inout ReplyWriter) {
    reply.section(tables)
    for size in book.tableSizes() where size.rows > 0 {
      reply.beginRow()
      reply.cell(size.name)
      reply.cell(size.rows)
      reply.cell(size.bytes)
      reply.endRow()
    }
  }
}
