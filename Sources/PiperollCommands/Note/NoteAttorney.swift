import PiperollLedger
import PiperollWire

enum NoteAttorney {
  static let spec = CommandSpec.note(
    "NOTE ATTORNEY",
    "Notes that an attorney represents the debtor, adds them to the contacts, and holds contact"
      + " with all others.",
    [
      Parameter("name", .text, .required, help: "the attorney's name"),
      Parameter("phone", .phones, help: "telephone numbers"),
      Parameter("email", .text, help: "e-mail addresses, with commas between them"),
      Parameter("address", .text, help: "a postal address"),
    ],
    makes: ["contact", "hold-entry"],
    example: "NOTE ATTORNEY C-20417 name=\"R. Roe\" phone=212-555-0199 -- a letter of today"
  ) { arguments, book, _, effective throws(Failure) in
    let note = try arguments.note(.attorney, in: book)
    var learned = NoteLearned()
    learned.contact = try attorney(arguments, note.account, book)
    return try arguments.proposal(note, book, effective, learned: learned)
  }

  private static func attorney(
    _ arguments: borrowing Arguments, _ account: EntryNumber, _ book: borrowing Book
  ) throws(Failure) -> ContactAdded {
    var emails = try arguments.listedEmails()
    let first = emails.isEmpty ? "" : emails.removeFirst().text
    var details = ContactDetails()
    details.emails = emails
    return ContactAdded(
      account: account, role: .attorney, name: try arguments.freeText("name"), email: first,
      address: try arguments.freeText("address"),
      phones: try arguments.phones("phone", .unspecified, in: book), details: details)
  }
}
