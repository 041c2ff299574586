import PiperollLedger
import PiperollWire

enum LookupPayment {
  static let spec = CommandSpec(
    "LOOKUP PAYMENT",
    "Finds a payment or another credit: what it paid, on which days, and what became of it.",
    role: .viewer,
    parameters: [
      Parameter(
        "payment", .reference, .optional, .positional,
        "its entry, or a ref, check, trace or authorization that it has"),
      Parameter("entry", .entry, help: "the number of its entry, and nothing else"),
      Parameter("ref", .reference, help: "the reference it was sent with"),
      Parameter("check", .reference, help: "the check's number"),
      Parameter("trace", .reference, help: "the bank's or the payer's trace number"),
      Parameter("auth", .reference, help: "the authorization of a card payment"),
      Parameter("account", .identifier, .defaulted("all"), help: "only payments of this account"),
      .asOf,
    ],
    example: "LOOKUP PAYMENT 71",
    fields: [
      FieldSpec("payment", "the entry that took it in"), .accountField, .amountField,
      FieldSpec("unapplied", "what of it is left"), .revisionField,
      FieldSpec("matches", "how many payments match, if not one"), .asOf, .known, .rows,
    ],
    sections: [payment, applications, payments], codes: [.data, .ok, .notFound],
    effect: .search(run))

  private static let payment = SectionSpec(
    "payment", .record,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("account"), ColumnSpec("name"),
      ColumnSpec("date", .date), ColumnSpec("recorded"), ColumnSpec("currency"),
      ColumnSpec("amount", .money), ColumnSpec("applied", .money), ColumnSpec("refunded", .money),
      ColumnSpec("transferred", .money), ColumnSpec("unapplied", .money),
      ColumnSpec("reversed-by", .count), ColumnSpec("by"), ColumnSpec("ref"), ColumnSpec("detail"),
    ])
  private static let applications = SectionSpec(
    "applications", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("act"), ColumnSpec("date", .date),
      ColumnSpec("item"), ColumnSpec("kind"), ColumnSpec("due", .date),
      ColumnSpec("amount", .money), ColumnSpec("to"), ColumnSpec("by"),
    ])
  private static let payments = SectionSpec(
    "payments", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("account"), ColumnSpec("name"),
      ColumnSpec("date", .date), ColumnSpec("currency"), ColumnSpec("amount", .money),
      ColumnSpec("unapplied", .money), ColumnSpec("reversed-by", .count), ColumnSpec("ref"),
      ColumnSpec("detail"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.asOf(in: book, context)
    let found = try PaymentSearch(arguments, book, context).credits
      .filter { book.credits[$0].date <= asOf.last }
    guard let first = found.first else { throw .refused(.paymentNotFound) }
    reply.status(.data, block: true)
    if found.count > 1 {
      reply.field("matches", found.count)
      reply.fields(asOf)
      reply.endLine()
      reply.section(payments)
      for credit in found {
        writeMatch(credit, asOf.last, book, &reply)
        try await turns.row(&reply)
      }
    } else {
      write(first, asOf, book, &reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ credit: UInt32, _ asOf: AsOf, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.credits[credit]
    let (account, entry) = (book.accounts[row.account], book.entries[Int(row.entry) - 1])
    let use = book.use(ofCredit: credit, asOf: asOf.last)
    reply.field("payment", row.entry)
    reply.field(shown: account.id, book)
    reply.field("amount", row.amount, account.currency)
    reply.field("unapplied", use.unapplied, account.currency)
    reply.field("rev", book.revision(of: row.account))
    reply.fields(asOf)
    reply.endLine()
    reply.section(payment)
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(row.kind.entryKind.word)
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    reply.cell(row.date)
    reply.cell(recorded: entry.recorded)
    reply.cell(account.currency.code)
    for amount in [row.amount, use.applied, use.refunded, use.transferred, use.unapplied] {
      reply.cell(amount, account.currency)
    }
    reply.cell(reversalOf: row.entry, atEndOf: asOf.last, book)
    reply.cell(symbol: entry.actor, book)
    reply.cell(book.reference(of: row.entry) ?? .empty, book)
    reply.cell(detailOf: row.entry, book)
    reply.endRow()
    reply.section(applications)
    for row in book.applicationRows(ofCredit: credit, asOf: asOf.last) {
      write(book.applications[row], account.currency, book, &reply)
    }
  }

  private static func write(
    _ row: ApplicationRow, _ currency: Currency, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let (item, entry) = (book.items[row.item], book.entries[Int(row.entry) - 1])
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(entry.kind.word)
    reply.cell(row.effective)
    reply.cell(item.number, book)
    reply.cell(item.kind.word)
    reply.cell(book.itemDue[row.item])
    reply.cell(row.amount, currency)
    if let target = book.target(ofTransfer: row.item) {
      reply.cell(book.accounts[target].id, book)
    } else {
      reply.emptyCell()
    }
    reply.cell(symbol: entry.actor, book)
    reply.endRow()
  }

  private static func writeMatch(
    _ credit: UInt32, _ last: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.credits[credit]
    let account = book.accounts[row.account]
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(row.kind.entryKind.word)
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    reply.cell(row.date)
    reply.cell(account.currency.code)
    reply.cell(row.amount, account.currency)
    reply.cell(book.unapplied(ofCredit: credit, asOf: last), account.currency)
    reply.cell(reversalOf: row.entry, atEndOf: last, book)
    reply.cell(book.reference(of: row.entry) ?? .empty, book)
    reply.cell(detailOf: row.entry, book)
    reply.endRow()
  }
}
