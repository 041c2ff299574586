import PiperollLedger
import PiperollWire

enum NoteHardship {
  static let spec = CommandSpec.note(
    "NOTE HARDSHIP",
    "Notes that they cannot pay for now, and puts the account on hold: HELP HOLDS says what that"
      + " blocks.",
    [Parameter("until", .date, .defaulted("its release"), help: "the hold's last day").far],
    memo: Parameter("memo", .text, .required, .text, "what has happened"),
    makes: ["hold-entry"], example: "NOTE HARDSHIP C-20417 until=+30d -- lost the job"
  ) { arguments, book, context, effective throws(Failure) in
    let note = try arguments.note(.hardship, in: book)
    return try arguments.proposal(
      note, book, effective, until: try arguments.date("until"), today: context.today)
  }
}
