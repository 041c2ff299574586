import PiperollLedger
import PiperollLetters
import PiperollWire

enum AdminTemplate {
  static let spec = CommandSpec(
    "ADMIN TEMPLATE",
    "Sets the template of a letter from a day on: its lines come in a block. An empty block brings"
      + " back the one that comes with the program. It shows a sample letter; dry=yes only that."
      + " Letters.md says what a template may have.",
    role: .admin,
    parameters: [
      .letterName, .letterLanguage,
      Parameter(
        "format", .choice(LetterFormat.words), .defaulted("text"), .positional,
        "text: of emails, and of letters on plain paper; html: of emails, and of letters to be"
          + " printed"),
      Parameter(
        "date", .date, .defaulted("today"), help: "the date from which it holds"),
      .memo,
      Parameter("template", .text, .required, .block, "the lines of the template"),
    ],
    example: "ADMIN TEMPLATE reminder-1 en <<",
    fields: [.entry] + Telling.template.fields,
    codes: [.created, .dup, .ok, .refMismatch, .invalid], effect: .write(decide),
    showing: .sample)

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let name = try arguments.choice("name", LetterName.self) ?? .reminder1
    let language = try arguments.choice("language", LetterLanguage.self) ?? .english
    let format = try arguments.choice("format", LetterFormat.self) ?? .text
    let text = arguments.required("template")
    guard text.utf8.count <= TemplateSet.textBytesMax else {
      throw arguments.bad(
        "template", "at most \(TemplateSet.textBytesMax) bytes; this has \(text.utf8.count)")
    }
    if !text.isEmpty {
      do throws(TemplateFault) {
        try LetterTemplate(text, format).demandLegal(name)
      } catch {
        throw arguments.bad("template", error.sentence)
      }
    }
    return book.decide(TemplateSet(name, language, format, text: text))
  }
}

extension Parameter {
  static let letterName = Parameter(
    "name", .choice(LetterName.words), .required, .positional, "which letter")
  static let letterLanguage = Parameter(
    "language", .choice(LetterLanguage.words), .required, .positional,
    "en: English; es: Spanish")
}
