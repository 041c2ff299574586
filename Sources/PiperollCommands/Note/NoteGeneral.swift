import PiperollLedger
import PiperollWire

enum NoteGeneral {
  static let spec = CommandSpec.note(
    "NOTE GENERAL", "Writes a note on an account.", [],
    memo: Parameter("memo", .text, .required, .text, "the note"),
    example: "NOTE GENERAL T-1042 -- they want a copy of INV-3381"
  ) { arguments, book, _, effective throws(Failure) in
    try arguments.proposal(try arguments.note(.general, in: book), book, effective)
  }
}
