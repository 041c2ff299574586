import PiperollLedger
import PiperollWire

enum LookupNotices {
  static let spec = CommandSpec(
    "LOOKUP NOTICES",
    "Lists the letters and emails that were sent about an account, newest first, and what came to a"
      + " level of dunning by each.",
    role: .viewer, parameters: [.account, .asOfToday], example: "LOOKUP NOTICES T-1042",
    fields: [.accountField, .asOf, .known, .rows], sections: [notices, items],
    codes: [.data, .ok, .notFound], effect: .search(run))

  private static let notices = SectionSpec(
    "notices", .rows,
    [ColumnSpec("entry", .count), ColumnSpec("date"), ColumnSpec("contact", .count)]
      + SectionSpec.noticeColumns + [ColumnSpec("by"), ColumnSpec("hash")],
    screen: ScreenLayout([
      "date", "level", "channel", "template", "currency", "pay-now", "fee", "by",
      .ifRoom("entry"), .ifRoom("contact"), .ifRoom("items"),
    ]))
  private static let items = SectionSpec(
    "items", .rows,
    [
      ColumnSpec("notice", .count), ColumnSpec("item"), ColumnSpec("due"),
      ColumnSpec("level", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOfToday(in: book, context)
    let currency = book.accounts[account].currency
    let rows = book.notices(of: account, asOf: asOf.day)
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.fields(asOf)
    reply.endLine()
    reply.title(of: account, on: asOf.day, book)
    reply.section(notices)
    for notice in rows {
      let row = book.notices[notice]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(row.made)
      reply.cell(book.contacts[row.contact].entry)
      reply.cells(of: row, in: currency)
      reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
      reply.cell(row.hash.text)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.section(items)
    for notice in rows {
      for part in book.parts(ofNotice: notice) {
        reply.beginRow()
        reply.cell(book.notices[notice].entry)
        reply.cell(book.items[part.item].number, book)
        reply.cell(part.due)
        reply.cell(Int(part.level))
        reply.endRow()
        try await turns.row(&reply)
      }
    }
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }
}
