import PiperollLedger
import PiperollWire

enum PostAmend {
  static let spec = CommandSpec(
    "POST AMEND",
    "Amends a contact from a day on: numbers and e-mail addresses are added, all else is replaced,"
      + " and what turned out of a number or an address is noted. What was before stays in the"
      + " book.",
    role: .operator,
    parameters: [
      .contact,
      Parameter("name", .text, help: "their name from then on"),
      Parameter("role", .choice(ContactRole.words), help: "what they are to the account"),
      Parameter("address", .text, help: "the postal address; none: it is taken away"),
    ] + Parameter.ofPerson + [
      Parameter("phone", .phones, help: "numbers that are added, of an unspecified kind"),
      Parameter("mobile", .phones, help: "mobile numbers that are added"),
      Parameter("landline", .phones, help: "landline numbers that are added"),
      Parameter("work", .phonesAndEmails, help: "numbers and e-mail addresses at work"),
      Parameter("email", .text, help: "e-mail addresses that are added, with commas between them"),
      Parameter("good", .points, help: "what reaches them"),
      Parameter("bad", .points, help: "what reaches nobody; LOOKUP PHONE shows it last"),
      Parameter("not-theirs", .points, help: "what reaches somebody else; it no longer matches"),
      Parameter("drop", .points, help: "what is no longer kept for them"),
      .date, .memo,
    ],
    example: "POST AMEND 4 mobile=\"(212) 555-0188\" bad=+12125550147 ref=am-1",
    fields: [.entry, .accountField] + Telling.amend.fields + [.nothing, .why],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let contact = try arguments.contact(in: book, context)
    var changes: [ContactChange] = []
    if let name = try arguments.newName() { changes.append(.name(name)) }
    if let role = try arguments.choice("role", ContactRole.self) { changes.append(.role(role)) }
    if let address = try arguments.textOrNone("address") { changes.append(.address(address)) }
    if let region = try arguments.region() { changes.append(.region(region)) }
    if let zone = try arguments.zone() { changes.append(.zone(zone)) }
    if let language = try arguments.language() { changes.append(.language(language)) }
    if let born = try arguments.born() { changes.append(.born(born)) }
    if let digits = try arguments.ssn4() { changes.append(.ssn4(digits)) }
    changes += try arguments.allEmails(in: book).map { .addEmail($0) }
    changes += try arguments.allPhones(in: book).map { .add($0) }
    var marked: Set<ContactPoint> = []
    for (name, state) in marks {
      for point in try arguments.points(name, of: contact, in: book) {
        if !marked.insert(point).inserted {
          throw arguments.bad(name, "each number and address only once")
        }
        changes.append(.mark(point, state))
      }
    }
    if changes.isEmpty { throw arguments.bad("contact", "a contact and what is to be amended") }
    do {
      let fact = try book.decideAmendment(ofContact: contact, changes, on: effective)
      return Proposal(fact.map { [$0] } ?? [], orNothing: .unchanged)
    } catch { throw .refused(error) }
  }

  private static var marks: [(StaticString, PointState)] {
    [("good", .good), ("bad", .bad), ("not-theirs", .notTheirs), ("drop", .dropped)]
  }
}
