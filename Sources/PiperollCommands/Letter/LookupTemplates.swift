import PiperollLedger
import PiperollLetters
import PiperollWire

enum LookupTemplates {
  static let spec = CommandSpec(
    "LOOKUP TEMPLATES",
    "Lists the templates of letters that hold: those that come with the program, and your own,"
      + " since when and by whom.",
    role: .viewer,
    parameters: [
      Parameter(
        "name", .choice(LetterName.words), .defaulted("all"), .positional, "only this letter"),
      .asOfToday,
    ],
    example: "LOOKUP TEMPLATES", fields: [.asOf, .known, .rows], sections: [templates],
    codes: [.data, .ok], effect: .search(run))

  private static let templates = SectionSpec(
    "templates", .rows,
    [
      ColumnSpec("name"), ColumnSpec("language"), ColumnSpec("format"), ColumnSpec("source"),
      ColumnSpec("since", .date), ColumnSpec("entry", .count), ColumnSpec("by"),
      ColumnSpec("lines", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.asOfToday(in: book, context)
    let only = try arguments.choice("name", LetterName.self)
    reply.status(.data, block: true)
    reply.fields(asOf)
    reply.endLine()
    reply.section(templates)
    for name in only.map({ [$0] }) ?? LetterName.allCases {
      for language in LetterLanguage.allCases {
        for format in LetterFormat.allCases {
          write(HeldTemplate(name, language, format, on: asOf.day, book), book, &reply)
          try await turns.row(&reply)
        }
      }
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ held: HeldTemplate, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(held.name.word)
    reply.cell(held.language.word)
    reply.cell(held.format.word)
    reply.cell(held.row == nil ? "shipped" : "own")
    if let row = held.row {
      reply.cell(row.effective)
      reply.cell(row.entry)
      reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    } else {
      for _ in 0..<3 { reply.emptyCell() }
    }
    reply.cell(templateLines(held.source).count)
    reply.endRow()
  }
}

/// The template of a letter that holds on a day.
struct HeldTemplate {
  let name: LetterName
  let language: LetterLanguage
  let format: LetterFormat
  /// Nil: it is the one that comes with the program.
  let row: TemplateRow?
  let source: String

  init(
    _ name: LetterName, _ language: LetterLanguage, _ format: LetterFormat, on day: Day,
    _ book: borrowing Book
  ) {
    (self.name, self.language, self.format) = (name, language, format)
    row = book.template(of: name, language, format, on: day).map { book.templates[$0] }
    source =
      row.map { book.text($0.text) } ?? ShippedLetters.source(of: name, language, format)
  }
}
