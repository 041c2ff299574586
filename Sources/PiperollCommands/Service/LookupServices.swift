import PiperollLedger
import PiperollWire

enum LookupServices {
  static let spec = CommandSpec(
    "LOOKUP SERVICES",
    "Shows the services of an account: who verified them, which invoice bills them.",
    role: .viewer, parameters: [.account, .asOf],
    example: "LOOKUP SERVICES C-20417",
    fields: [
      .accountField, FieldSpec("unverified", "how many of them nobody has verified"), .asOf, .known,
      .rows,
    ],
    sections: [services], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let services = SectionSpec(
    "services", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("code"),
      ColumnSpec("quantity"), ColumnSpec("amount", .money), ColumnSpec("rendered-by"),
      ColumnSpec("by"), ColumnSpec("verified", .count), ColumnSpec("verified-by"),
      ColumnSpec("invoice"), ColumnSpec("status"), ColumnSpec("text"),
    ],
    screen: ScreenLayout([
      "date", "entry", "code", "amount", "status", "invoice", "text", .ifRoom("quantity"),
      .ifRoom("rendered-by"), .ifRoom("verified-by"), .ifRoom("verified"), .ifRoom("by"),
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOf(in: book, context)
    var rows: [UInt32] = []
    book.forEachService(of: account) { if book.isRendered($0, asOf.last) { rows.append($0) } }
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.field("unverified", rows.count { !book.isVerified($0, asOf.last) })
    reply.fields(asOf)
    reply.endLine()
    reply.title(of: account, on: asOf.last, book)
    reply.section(services)
    for service in rows.reversed() {
      write(service, asOf, book, &reply)
      try await turns.row(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }

  private static func write(
    _ service: UInt32, _ asOf: AsOf, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.knownService(service)
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(row.date)
    reply.cell(symbol: row.code, book)
    reply.cell(row.quantity.text)
    reply.cell(row.amount, book.accounts[row.account].currency)
    reply.cell(symbol: row.renderedBy, book)
    reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    reply.cells(verificationOf: service, asOf.last, book)
    let document = book.document(ofService: service, asOf: asOf)
    if let document { reply.cell(document, book) } else { reply.emptyCell() }
    let billing = book.entry(book.billing(ofService: service, asOf: asOf))
    let isBilled = billing?.kind == .invoice
    reply.cell(isBilled ? "billed" : document == nil ? "unbilled" : "drafted")
    reply.cell(book.memo(of: row.entry), book)
    reply.endRow()
  }
}

extension Book {
  /// Whether a service is dated no later than a day and had not been reversed by its end.
  fileprivate func isRendered(_ service: UInt32, _ day: Day) -> Bool {
    knownService(service).stands(on: day)
  }

  /// Whether a service had been verified by the end of a day.
  func isVerified(_ service: UInt32, _ day: Day) -> Bool {
    verifiedOn(service: service).map { $0 <= day } ?? false
  }
}

extension ReplyWriter {
  /// Writes two cells, the entry that had verified a service by the end of a day, and its user.
  /// Without values if none had.
  mutating func cells(verificationOf service: UInt32, _ day: Day, _ book: borrowing Book) {
    let entry = book.knownService(service).verifiedBy
    guard book.isVerified(service, day) else {
      emptyCell()
      return emptyCell()
    }
    cell(entry)
    cell(symbol: book.entries[Int(entry) - 1].actor, book)
  }
}
