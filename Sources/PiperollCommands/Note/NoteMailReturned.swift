import PiperollLedger
import PiperollWire

enum NoteMailReturned {
  static let spec = CommandSpec.note(
    "NOTE MAIL-RETURNED",
    "Notes that a letter came back: the postal address is bad, or replaced where the post says"
      + " where they are now.",
    [
      Parameter("contact", .entry, .required, help: "whose mail came back, by their entry"),
      Parameter("forward", .text, help: "the address that the post gives for them"),
    ],
    makes: ["amended"],
    example: "NOTE MAIL-RETURNED C-20417 contact=4 forward=\"9 Oak St, Albany NY 12207\""
  ) { arguments, book, context, effective throws(Failure) in
    var note = try arguments.note(.mailReturned, in: book)
    let contact = try arguments.contact("contact", in: book, context)
    note.point = book.text(book.contact(contact, on: effective).address)
    let forward = try arguments.newText("forward") ?? ""
    if !forward.isEmpty, forward == note.point, note.corrects == nil {
      throw arguments.bad("forward", "another address than the one that the letter went to")
    }
    var learned = NoteLearned()
    learned.returned = ReturnedMail(of: book.contacts[contact].entry, forward: forward)
    var proposal = try arguments.proposal(note, book, effective, learned: learned)
    proposal.isMemoOfFirst = book.isRestricted(contact)
    return proposal
  }
}
