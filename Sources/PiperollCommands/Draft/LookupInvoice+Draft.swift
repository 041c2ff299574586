import PiperollLedger
import PiperollWire

// How LOOKUP INVOICE shows a draft: like the invoice that it will become, with nothing open. And
// the section that shows what an invoice or a draft is made of.

extension LookupInvoice {
  /// Finds the draft that a request names, as it stood at the end of a day. Nil if the request
  /// names no account, or the account had no such draft.
  static func findDraft(
    _ arguments: borrowing Arguments, _ last: Day, _ book: borrowing Book
  ) throws(Failure) -> UInt32? {
    guard arguments.has("account") else { return nil }
    return book.findDraft(
      try arguments.itemNumber("invoice"), of: try arguments.account(in: book), asOf: last)
  }

  static func write(
    draft: UInt32, _ asOf: AsOf, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let row = book.knownDraft(draft)
    let account = book.account(row.account, on: asOf.last)
    reply.status(.data, block: true)
    reply.field("invoice", row.number, book)
    reply.field("account", account.id, book)
    reply.field("open", Money.zero, account.currency)
    reply.field("rev", book.revision(of: row.account))
    reply.fields(asOf)
    reply.endLine()
    reply.section(invoice)
    reply.beginRow()
    reply.cell(row.number, book)
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    reply.cell(row.entry)
    reply.cell(book.entries[Int(row.entry) - 1].effective)
    if let due = row.due { reply.cell(due) } else { reply.emptyCell() }
    reply.cell(account.currency.code)
    reply.cell(row.amount, account.currency)
    reply.cell(Money.zero, account.currency)
    reply.emptyCell()
    reply.cell(book.memo(of: row.entry), book)
    reply.cell(ItemKind.invoice.word)
    reply.cell("draft")
    reply.emptyCell()
    reply.endRow()
    writeLines(of: row.entry, account.currency, asOf.last, book, &reply)
    reply.endBlock()
    reply.endLine()
    return account.lastEntry
  }

  /// Writes the section of what an invoice or a draft is made of, if that was recorded.
  static func writeLines(
    of number: EntryNumber, _ currency: Currency, _ last: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let rows = book.lineRows(of: number)
    if rows.isEmpty { return }
    reply.section(lines)
    for place in rows {
      let line = book.lines[place]
      reply.beginRow()
      reply.cell(symbol: line.code, book)
      reply.cell(line.amount, currency)
      if let service = line.service {
        let row = book.knownService(service)
        reply.cell(row.entry)
        reply.cell(row.quantity.text)
        reply.cell(row.date)
        reply.cell(symbol: row.renderedBy, book)
        reply.cells(verificationOf: service, last, book)
      } else {
        for _ in 0..<6 { reply.emptyCell() }
      }
      reply.endRow()
    }
  }
}
