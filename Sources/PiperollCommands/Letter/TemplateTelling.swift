import PiperollLedger
import PiperollLetters
import PiperollWire

extension Telling {
  static let template = Telling(
    "a template",
    fields: [
      FieldSpec("name", "which letter"), FieldSpec("language", "its language"),
      FieldSpec("format", "text or html"),
      FieldSpec("source", "own: the lines that were sent; shipped: what comes with the program"),
      FieldSpec("lines", "how many lines it has"),
      FieldSpec(
        "overshadows",
        "words that a debt collector's letter should not have in the validation period"),
    ],
    write: { entry, book, reply in
      let row = book.templates[entry.subject]
      let source = templateSource(row, book)
      reply.field("name", row.name.word)
      reply.field("language", row.language.word)
      reply.field("format", row.format.word)
      reply.field("source", row.text.isEmpty ? "shipped" : "own")
      reply.field("lines", templateLines(source).count)
      if let words = Overshadowing.first(in: source) {
        reply.field("overshadows", words)
      }
    },
    detail: { entry, book in
      let row = book.templates[entry.subject]
      return "\(row.name.word) \(row.language.word) \(row.format.word)"
        + (row.text.isEmpty ? " shipped" : "")
    }, amount: { _, _ in nil })
}

/// The template that a row sets.
func templateSource(_ row: TemplateRow, _ book: borrowing Book) -> String {
  row.text.isEmpty
    ? ShippedLetters.source(of: row.name, row.language, row.format) : book.text(row.text)
}

/// The lines of a template, without the end of the last.
func templateLines(_ source: String) -> [Substring] {
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
  return Array(lines.last == "" ? lines.dropLast() : lines)
}

extension EntrySection {
  /// What a template makes of a sample.
  static let sample = EntrySection(
    section: SectionSpec("sample", .rows, [ColumnSpec("line", .count), ColumnSpec("text")])
  ) { entry, book, reply in
    let row = book.templates[entry.subject]
    let desk = book.words(of: .deskName, on: row.effective)
    let letter =
      (try? LetterTemplate(templateSource(row, book), row.format))?
      .render(LetterModel.sample(row.language, desk: desk), row.language) ?? ""
    for (place, line) in templateLines(letter).enumerated() {
      reply.beginRow()
      reply.cell(place + 1)
      reply.cell(String(line))
      reply.endRow()
    }
  }
}
