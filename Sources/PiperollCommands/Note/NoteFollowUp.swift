import PiperollLedger
import PiperollWire

enum NoteFollowUp {
  static let spec = CommandSpec.note(
    "NOTE FOLLOWUP", "Notes what is to be done about an account, and sets a task for it.",
    [
      Parameter(
        "next", .moment, .required, .positional,
        "when: a day of the desk's, or a minute by the person's clock: fri, fri/15:00")
    ],
    memo: Parameter("memo", .text, .required, .text, "what is to be done"),
    example: "NOTE FOLLOWUP C-20417 fri/15:00 -- ask for the check of the 12th"
  ) { arguments, book, _, effective throws(Failure) in
    try arguments.proposal(try arguments.note(.followUp, in: book), book, effective)
  }
}
