import PiperollLedger
import PiperollLetters
import PiperollWire

enum LookupTemplate {
  static let spec = CommandSpec(
    "LOOKUP TEMPLATE",
    "Shows the template of a letter, line by line: what ADMIN TEMPLATE takes.",
    role: .viewer,
    parameters: [
      .letterName,
      Parameter(
        "language", .choice(LetterLanguage.words), .defaulted("en"), .positional,
        "en: English; es: Spanish"),
      Parameter(
        "format", .choice(LetterFormat.words), .defaulted("text"), .positional, "text or html"),
      .asOfToday,
    ],
    example: "LOOKUP TEMPLATE reminder-1 es",
    fields: [
      .asOf, .known, FieldSpec("name", "which letter"), FieldSpec("language", "its language"),
      FieldSpec("format", "text or html"),
      FieldSpec("source", "own; shipped: it comes with the program"),
      FieldSpec("since", "the day from which it holds"),
      FieldSpec("entry", "the entry that set it"), FieldSpec("by", "who set it"), .rows,
    ], sections: [lines], codes: [.data, .ok], effect: .search(run))

  private static let lines = SectionSpec(
    "lines", .rows, [ColumnSpec("line", .count), ColumnSpec("text")])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.asOfToday(in: book, context)
    let held = HeldTemplate(
      try arguments.choice("name", LetterName.self) ?? .reminder1,
      try arguments.choice("language", LetterLanguage.self) ?? .english,
      try arguments.choice("format", LetterFormat.self) ?? .text, on: asOf.day, book)
    reply.status(.data, block: true)
    reply.fields(asOf)
    reply.field("name", held.name.word)
    reply.field("language", held.language.word)
    reply.field("format", held.format.word)
    reply.field("source", held.row == nil ? "shipped" : "own")
    if let row = held.row {
      reply.field("since", row.effective)
      reply.field("entry", row.entry)
      reply.field("by", book.text(symbol: book.entries[Int(row.entry) - 1].actor))
    }
    reply.endLine()
    reply.section(lines)
    for (place, line) in templateLines(held.source).enumerated() {
      reply.beginRow()
      reply.cell(place + 1)
      reply.cell(String(line))
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }
}
