import PiperollLedger
import PiperollWire

enum NoteCease {
  static let spec = CommandSpec.note(
    "NOTE CEASE",
    "Notes that they ask not to be contacted any more, or refuse to pay. In writing it holds all"
      + " contact from the receipt on; on the telephone it is a stop of calls.",
    [
      Parameter("via", .choice(channels.map(\.word)), .required, help: "how it came"),
      Parameter(
        "received", .date, .defaulted("date="),
        help: "of what was written: the day on which it was received"),
      Parameter(
        "contact", .entry, .defaulted("the one who owes"),
        help: "with via=call: who said so, by their entry"),
    ],
    makes: ["hold-entry", "stop"],
    example: "NOTE CEASE C-20417 via=letter received=2026-11-20 -- refuses to pay"
  ) { arguments, book, context, effective throws(Failure) in
    var note = try arguments.note(.cease, in: book)
    note.via = try arguments.choice("via", among: channels)
    note.day = try arguments.date("received")
    if let day = note.day { try arguments.demandHappened(on: day, "received", context) }
    var learned = NoteLearned()
    if note.via == .call {
      if note.day != nil { throw arguments.bad("received", "date= for what was said") }
      var stop = PreferenceTold(
        contact: try arguments.consumer(in: book, effective, context), .stop, .call)
      stop.via = .call
      learned.stops = [stop]
    } else if arguments.has("contact") {
      throw arguments.bad("contact", "only with via=call: what is written holds for the account")
    }
    var proposal = try arguments.proposal(note, book, effective, learned: learned)
    proposal.isMemoOfFirst = learned.stops.contains { stop in
      (try? book.contact(stop.contact)).map { book.isRestricted($0) } ?? false
    }
    return proposal
  }

  private static let channels: [ContactChannel] = [.letter, .email, .text, .call]
}

extension Arguments {
  /// The contact that was named, or the one who owes the account or stands for who owes, by the
  /// entry.
  fileprivate func consumer(
    in book: borrowing Book, _ day: Day, _ context: Context
  ) throws(Failure) -> EntryNumber {
    let account = try account(in: book)
    if has("contact") {
      let contact = try contact("contact", in: book, context)
      if book.role(of: contact, on: account, asOf: day) == nil {
        throw bad("contact", "somebody who has a role on the account on that day")
      }
      return book.contacts[contact].entry
    }
    var consumers: [UInt32] = []
    book.forEachRole(on: account, asOf: day) { contact, role in
      guard ContactParty.consumers.contains(role.party),
        !book.isHidden(contact, from: context.viewer)
      else { return }
      let person = book.contacts(ofPerson: contact, on: day)
      if !consumers.contains(where: person.contains) { consumers.append(contact) }
    }
    if consumers.count == 1 { return book.contacts[consumers[0]].entry }
    throw bad(
      "contact",
      consumers.isEmpty
        ? "who it is: nobody is known who owes the account"
        : "who it is: several people owe the account, or stand for who owes")
  }
}
