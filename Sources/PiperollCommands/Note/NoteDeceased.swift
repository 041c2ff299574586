import PiperollLedger
import PiperollWire

enum NoteDeceased {
  static let spec = CommandSpec.note(
    "NOTE DECEASED",
    "Notes that the debtor has died, and puts the account on hold: HELP HOLDS says what that"
      + " blocks.",
    [Parameter("died", .date, help: "the day, if it is known").far],
    makes: ["hold-entry"], example: "NOTE DECEASED C-20417 died=2026-11-02 -- the daughter called"
  ) { arguments, book, context, effective throws(Failure) in
    var note = try arguments.note(.deceased, in: book)
    note.day = try arguments.date("died")
    return try arguments.proposal(note, book, effective, today: context.today)
  }
}
