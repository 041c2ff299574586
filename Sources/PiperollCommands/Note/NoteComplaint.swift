import PiperollLedger
import PiperollWire

enum NoteComplaint {
  static let spec = CommandSpec.note(
    "NOTE COMPLAINT",
    "Notes a complaint, puts the account on hold, and sets a task to answer it within the days of"
      + " the policy complaint-days.",
    [],
    memo: Parameter("memo", .text, .required, .text, "what they complain of"),
    makes: ["hold-entry"], example: "NOTE COMPLAINT C-20417 -- called at work in spite of a letter"
  ) { arguments, book, _, effective throws(Failure) in
    try arguments.proposal(try arguments.note(.complaint, in: book), book, effective)
  }
}
