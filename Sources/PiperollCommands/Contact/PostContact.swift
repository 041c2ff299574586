import PiperollLedger
import PiperollWire

enum PostContact {
  static let spec = CommandSpec(
    "POST CONTACT", "Adds a person or firm, with telephone numbers, to an account.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "role", .choice(ContactRole.words), .required, help: "what they are to the account"),
      Parameter("name", .text, .required, help: "their name"),
      Parameter("phone", .phones, help: "telephone numbers of an unspecified kind"),
      Parameter("mobile", .phones, help: "mobile numbers"),
      Parameter("landline", .phones, help: "landline numbers"),
      Parameter("work", .phonesAndEmails, help: "numbers and e-mail addresses at work"),
      Parameter("email", .text, help: "e-mail addresses, with commas between them"),
      Parameter("address", .text, help: "a postal address"),
    ] + Parameter.ofPerson + [
      Parameter(
        "restricted", .flag, .defaulted("no"),
        help: "yes: they are there for you and for supervisors alone"),
      .date, .memo,
    ],
    example: "POST CONTACT C-20417 role=debtor name=\"Jane Q. Debtor\" mobile=\"(212) 555-0147\"",
    fields: [.entry, .accountField],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid],
    effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    let phones = try arguments.allPhones(in: book)
    if phones.count > ContactAdded.phonesMax {
      throw arguments.bad("phone", "at most \(ContactAdded.phonesMax) numbers in all")
    }
    var details = ContactDetails()
    details.region = try arguments.region() ?? ""
    details.zone = try arguments.zone() ?? ""
    details.language = try arguments.language() ?? ""
    details.born = try arguments.born() ?? nil
    details.ssn4 = try arguments.ssn4() ?? nil
    details.isRestricted = try arguments.flag("restricted")
    var emails = try arguments.allEmails(in: book)
    if emails.count > ContactDetails.emailsMax {
      throw arguments.bad("email", "at most \(ContactDetails.emailsMax) addresses in all")
    }
    // The first that is not at work stands in the contact's own row.
    let first = emails.firstIndex { !$0.isWork }.map { emails.remove(at: $0).text } ?? ""
    details.emails = emails
    return book.decide(
      ContactAdded(
        account: book.accounts[account].opened,
        role: try arguments.choice("role", ContactRole.self) ?? .debtor,
        name: try arguments.freeText("name"), email: first,
        address: try arguments.freeText("address"), phones: phones, details: details))
  }
}
