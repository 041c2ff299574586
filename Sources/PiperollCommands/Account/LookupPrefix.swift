import PiperollLedger
import PiperollWire

/// What a program asks that helps people to type the id of an account.
enum LookupPrefix {
  static let spec = CommandSpec(
    "LOOKUP PREFIX",
    "Finds accounts whose ids begin so, or whose names have such words: to complete what is typed.",
    role: .viewer,
    parameters: [
      Parameter(
        "text", .text, .defaulted("every account"), .rest,
        "the beginning of an id, or parts of a name")
    ],
    example: "LOOKUP PREFIX C-204",
    fields: [
      FieldSpec("more", "yes: there are more than the \(Limits.prefixRows) rows shown"), .rows,
    ],
    sections: [matches], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let matches = SectionSpec(
    "matches", .rows, [ColumnSpec("account"), ColumnSpec("name")])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let text = arguments.text("text") ?? ""
    let most = Limits.prefixRows + 1
    var found = book.accounts(beginningWith: text, max: most)
    if found.count < most {
      let byName = book.search(text, max: most, for: context.viewer).map(\.account)
      found += byName.filter { !found.contains($0) }.prefix(most - found.count)
    }
    guard !found.isEmpty else { throw .refused(.nameNotFound) }
    reply.status(.data, block: true)
    if found.count == most { reply.field("more", "yes") }
    reply.endLine()
    reply.section(matches)
    for account in found.prefix(Limits.prefixRows) {
      reply.beginRow()
      reply.cell(shown: book.accounts[account].id, book)
      reply.cell(book.accounts[account].name, book)
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }
}
