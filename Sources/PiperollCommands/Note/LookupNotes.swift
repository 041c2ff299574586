import PiperollLedger
import PiperollWire

enum LookupNotes {
  static let spec = CommandSpec(
    "LOOKUP NOTES", "Shows the notes and calls of an account, the newest first.", role: .viewer,
    parameters: [
      .account,
      Parameter(
        "kind", .choice(words), .defaulted("all"), help: "only those of one kind"), .asOf,
    ],
    example: "LOOKUP NOTES C-20417 kind=call", fields: [.accountField, .asOf, .known, .rows],
    sections: [notes], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let call = "call"
  private static let words = NoteKind.words + [call]

  private static let notes = SectionSpec(
    "notes", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("recorded"),
      ColumnSpec("kind"), ColumnSpec("by"), ColumnSpec("detail"), ColumnSpec("text"),
      ColumnSpec("corrects", .count), ColumnSpec("corrected-by", .count),
    ],
    screen: ScreenLayout([
      "date", "entry", "kind", ScreenColumn("text", of: ["detail", .init("text", after: ": ")]),
      "corrects",
      "corrected-by", .ifRoom("by"),
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOf(in: book, context)
    let kind = arguments.text("kind")
    if let kind, !words.contains(kind) {
      throw arguments.bad("kind", "one of \(words.joined(separator: " "))")
    }
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.fields(asOf)
    reply.endLine()
    reply.title(of: account, on: asOf.last, book)
    reply.section(notes)
    var numbers: [EntryNumber] = []
    book.walkNotes(of: account, asOf: asOf.last) {
      if kind == nil || kind == word(of: book.entries[Int($0) - 1]) { numbers.append($0) }
      return true
    }
    for number in numbers where !book.isHidden(entry: number, from: context.viewer) {
      if book.isRestricted(entry: number) { reply.showsRestricted = true }
      write(number, asOf.last, book, &reply)
      try await turns.row(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }

  private static func word(of entry: EntryRow) -> String { entry.noteKind?.word ?? call }

  private static func write(
    _ number: EntryNumber, _ last: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let entry = book.entries[Int(number) - 1]
    reply.beginRow()
    reply.cell(number)
    reply.cell(entry.effective)
    reply.cell(recorded: entry.recorded)
    reply.cell(word(of: entry))
    reply.cell(symbol: entry.actor, book)
    reply.cell(entry.kind.telling.detail(ToldEntry(number, in: book), book))
    reply.cell(book.memo(of: number), book)
    if let corrected = book.corrected(by: number) {
      reply.cell(corrected)
    } else {
      reply.emptyCell()
    }
    reply.cell(reversalOf: number, atEndOf: last, book)
    reply.endRow()
  }
}
