import PiperollLedger
import PiperollWire

/// Letters, emails and texts that came or went.
enum NoteMessage {
  static let letter = spec(
    "NOTE LETTER", "Notes a letter that came or went.", .letter,
    example: "NOTE LETTER C-20417 direction=in -- asks for the original creditor")
  static let email = spec(
    "NOTE EMAIL", "Notes an email that came or went.", .email,
    example: "NOTE EMAIL C-20417 jane@example.com direction=in -- asks for a statement")
  static let text = spec(
    "NOTE TEXT", "Notes a text message that came or went.", .text,
    example: "NOTE TEXT C-20417 212-555-0147 direction=out purpose=answer -- the balance")

  private static func spec(
    _ words: String, _ summary: String, _ kind: NoteKind, example: String
  ) -> CommandSpec {
    .note(
      words, summary,
      [
        Parameter(
          "point", .text, .optional, .positional,
          "the number or address that it came from or went to"),
        Parameter(
          "direction", .choice(CallDirection.words), .required, help: "in: it came; out: it went"),
        Parameter(
          "purpose", .choice(ContactPurpose.words), help: "of what went: what it was for"),
        .at,
      ], makes: ["verdict", "rule"], example: example
    ) { arguments, book, context, effective throws(Failure) in
      var note = try arguments.note(kind, in: book)
      note.direction = try arguments.choice("direction", CallDirection.self)
      note.purpose = try arguments.choice("purpose", ContactPurpose.self)
      if note.direction == .in, note.purpose != nil {
        throw arguments.bad("purpose", "only with direction=out")
      }
      note.point = try arguments.point(of: kind, in: book)
      let (at, day) = try arguments.timeNoted(with: nil, book, context, effective)
      note.at = at
      return try arguments.proposal(note, book, day, asking: context.now)
    }
  }
}

extension Arguments {
  /// The number or address of a message, in the form that contacts have; empty if it was not given.
  fileprivate func point(of kind: NoteKind, in book: borrowing Book) throws(Failure) -> String {
    guard let text = text("point") else { return "" }
    if kind == .text { return try phone("point", in: book).text }
    if kind == .email, !text.contains("@") { throw bad("point", "an e-mail address") }
    return text
  }
}
