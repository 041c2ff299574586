import PiperollLedger
import PiperollWire

enum NoteCease {
  static let spec = CommandSpec.note(
    "NOTE CEASE",
    "Notes that they ask in writing not to be contacted any more, or refuse to pay, and holds all"
      + " contact from the receipt on.",
    [
      Parameter(
        "via", .choice(written.map(\.word)), .required,
        help: "how it came; what was only said is a stop of calls: POST PREFER"),
      Parameter("received", .date, .defaulted("date="), help: "the day on which it was received"),
    ],
    makes: ["hold-entry"],
    example: "NOTE CEASE C-20417 via=letter received=2026-11-20 -- refuses to pay"
  ) { arguments, book, _, effective throws(Failure) in
    var note = try arguments.note(.cease, in: book)
    note.via = try arguments.choice("via", among: written)
    note.day = try arguments.date("received")
    return try arguments.proposal(note, book, effective)
  }

  /// The channels of what is written.
  private static let written: [ContactChannel] = [.letter, .email, .text]
}
