import PiperollLedger
import PiperollWire

enum NoteReview {
  static let spec = CommandSpec.note(
    "NOTE REVIEW", "Notes that somebody has looked through an account.", [],
    example: "NOTE REVIEW T-1042 -- nothing to do before the 15th"
  ) { arguments, book, _, effective throws(Failure) in
    try arguments.proposal(try arguments.note(.review, in: book), book, effective)
  }
}
