import PiperollLedger
import PiperollWire

enum LookupName {
  static let spec = CommandSpec(
    "LOOKUP NAME",
    "Finds accounts by parts of a name, also a former one or a contact's; all words must be in it.",
    role: .viewer,
    parameters: [
      Parameter(
        "name", .text, .required, .rest,
        "parts of the name, in any case, with or without accents"),
      .filter, .asOf, .reasonToShow,
    ],
    example: "LOOKUP NAME harbor vale where=\"balance > 0\"",
    fields: [
      .mustIdentify, .asOf, .known,
      FieldSpec("more", "yes: there are more than the \(Limits.searchRows) rows shown"), .rows,
    ],
    sections: [matches], codes: [.data, .ok, .notFound], effect: .search(run),
    asksWhoSpeaks: true)

  private static let matches = SectionSpec(
    "matches", .rows,
    [
      ColumnSpec("account"), ColumnSpec("kind"), ColumnSpec("name"), ColumnSpec("contact-name"),
      ColumnSpec("currency"), ColumnSpec("balance", .money), ColumnSpec("collector"),
      ColumnSpec("formerly"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let name = arguments.required("name")
    let asOf = try arguments.asOf(in: book, context)
    let callGuard = try CallGuard(arguments, isOfItsDay: true)
    let selection = try arguments.selection(in: book, asOf: asOf.day)
    let found = book.search(
      name, max: Limits.searchRows + 1, of: selection, on: asOf.last, for: context.viewer)
    guard !found.isEmpty else { throw .refused(.nameNotFound) }
    let shown = found.prefix(Limits.searchRows)
    let isHidden = shown.map { callGuard.hides($0.account, book, context, &reply) }
    reply.status(.data, block: true)
    if isHidden.contains(true) { reply.field("must", ContactMust.identify.word) }
    reply.fields(asOf)
    if found.count > Limits.searchRows { reply.field("more", "yes") }
    reply.endLine()
    reply.section(matches)
    for (match, isHidden) in zip(shown, isHidden) {
      let account = book.accounts[match.account]
      reply.beginRow()
      reply.cell(shown: account.id, book)
      if isHidden { reply.emptyCell() } else { reply.cell(account.kind.word) }
      reply.cell(account.name, book)
      if let contact = match.contact {
        if book.isRestricted(contact) { reply.showsRestricted = true }
        reply.cell(book.contacts[contact].name, book)
      } else {
        reply.emptyCell()
      }
      if isHidden {
        for _ in 0..<2 { reply.emptyCell() }
      } else {
        reply.cell(account.currency.code)
        reply.cell(book.balance(of: match.account, asOf: asOf), account.currency)
      }
      reply.cell(symbol: account.collector, book)
      if let name = match.formerly { reply.cell(name, book) } else { reply.emptyCell() }
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }
}
