import PiperollLedger
import PiperollWire

enum LookupInvoice {
  static let spec = CommandSpec(
    "LOOKUP INVOICE",
    "Shows an invoice, a draft or another item: what it is made of, what was set against it.",
    role: .viewer,
    parameters: [
      Parameter("invoice", .number, .required, .positional, "its number"),
      Parameter(
        "account", .identifier, help: "its account, where several have that number, and for a draft"
      ),
      .asOf,
    ],
    example: "LOOKUP INVOICE INV-3381",
    fields: [
      FieldSpec("invoice", "its number"), .accountField, FieldSpec("open", "what is left of it"),
      .revisionField, .asOf, .known, .rows,
    ],
    sections: [invoice, lines, applications], codes: [.data, .ok, .notFound, .ambiguous],
    effect: .read(run))

  static let invoice = SectionSpec(
    "invoice", .record,
    [
      ColumnSpec("invoice"), ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("entry", .count),
      ColumnSpec("date", .date), ColumnSpec("due", .date), ColumnSpec("currency"),
      ColumnSpec("amount", .money), ColumnSpec("open", .money),
      ColumnSpec("reversed-by", .count), ColumnSpec("text"), ColumnSpec("kind"),
      ColumnSpec("status"), ColumnSpec("written-off", .money),
    ],
    screen: ScreenLayout([
      "open", "status", "due", "date", "amount", "currency", "account", "name", "invoice", "kind",
      "text", "written-off", "entry", "reversed-by",
    ]))
  private static let applications = SectionSpec(
    "applications", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("credit", .count), ColumnSpec("date", .date),
      ColumnSpec("amount", .money), ColumnSpec("by"), ColumnSpec("kind"),
    ])

  static let lines = SectionSpec(
    "lines", .rows,
    [
      ColumnSpec("code"), ColumnSpec("amount", .money), ColumnSpec("service", .count),
      ColumnSpec("quantity"), ColumnSpec("rendered", .date), ColumnSpec("rendered-by"),
      ColumnSpec("verified", .count), ColumnSpec("verified-by"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.asOf(in: book, context)
    if let draft = try findDraft(arguments, asOf.last, book) {
      return try write(draft: draft, asOf, book, &reply)
    }
    let item = try find(arguments, book)
    if asOf.last < book.items[item].date {
      // On that day it was not billed yet: it was a draft, or did not exist.
      let number = try arguments.itemNumber("invoice")
      let draft = book.findDraft(number, of: book.itemAccount[item], asOf: asOf.last)
      guard let draft else { throw .refused(.invoiceNotFound(number)) }
      return try write(draft: draft, asOf, book, &reply)
    }
    let account = book.account(book.itemAccount[item], on: asOf.last)
    reply.status(.data, block: true)
    reply.field("invoice", book.items[item].number, book)
    reply.field(shown: account.id, book)
    reply.field("open", book.remaining(ofItem: item, asOf: asOf), account.currency)
    reply.field("rev", book.revision(of: book.itemAccount[item]))
    reply.fields(asOf)
    reply.endLine()
    write(item, account, asOf, book, &reply)
    writeLines(of: book.items[item].entry, account.currency, asOf.last, book, &reply)
    writeApplications(item, account.currency, asOf.last, book, &reply)
    reply.endBlock()
    reply.endLine()
    return account.lastEntry
  }

  private static func find(
    _ arguments: borrowing Arguments, _ book: borrowing Book
  ) throws(Failure) -> UInt32 {
    let number = try arguments.itemNumber("invoice")
    if arguments.has("account") {
      let account = try arguments.account(in: book)
      guard let item = book.findInvoice(number, of: account) else {
        throw .refused(.invoiceNotFound(number))
      }
      return item
    }
    let items = book.invoices(number, max: Refusal.ambiguousAccountsMax + 1)
    guard let item = items.first else { throw .refused(.invoiceNotFound(number)) }
    if items.count > 1 {
      let accounts = items.map { book.text(book.accounts[book.itemAccount[$0]].id) }
      throw .refused(.invoiceAmbiguous(number, of: accounts))
    }
    return item
  }

  private static func write(
    _ item: UInt32, _ account: AccountRow, _ asOf: AsOf, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let row = book.items[item]
    reply.section(invoice)
    reply.beginRow()
    reply.cell(row.number, book)
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    reply.cell(row.entry)
    reply.cell(row.date)
    reply.cell(book.itemDue[item])
    reply.cell(account.currency.code)
    reply.cell(row.amount, account.currency)
    reply.cell(book.remaining(ofItem: item, asOf: asOf), account.currency)
    reply.cell(reversalOf: row.entry, atEndOf: asOf.last, book)
    reply.cell(book.text(ofInvoice: item), book)
    reply.cell(row.kind.word)
    let cover = book.cover(ofItem: item, asOf: asOf)
    reply.cell(cover.status.word)
    if cover.writtenOff == .zero {
      reply.emptyCell()
    } else {
      reply.cell(cover.writtenOff, account.currency)
    }
    reply.endRow()
  }

  private static func writeApplications(
    _ item: UInt32, _ currency: Currency, _ last: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.section(applications)
    for application in book.applicationRows(toItem: item, asOf: last) {
      let row = book.applications[application]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(book.credits[row.credit].entry)
      reply.cell(row.effective)
      reply.cell(row.amount, currency)
      reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
      reply.cell(book.credits[row.credit].kind.entryKind.word)
      reply.endRow()
    }
  }
}
