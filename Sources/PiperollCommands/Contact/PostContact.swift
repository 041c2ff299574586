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
      Parameter("work", .phones, help: "numbers at work"),
      Parameter("email", .text, help: "an e-mail address"),
      Parameter("address", .text, help: "a postal address"),
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
    let phones =
      try arguments.phones("phone", .unspecified, in: book)
      + arguments.phones("mobile", .mobile, in: book)
      + arguments.phones("landline", .landline, in: book)
      + arguments.phones("work", .work, in: book)
    if phones.count > ContactAdded.phonesMax {
      throw arguments.bad("phone", "at most \(ContactAdded.phonesMax) numbers in all")
    }
    return book.decide(
      ContactAdded(
        account: book.accounts[account].opened,
        role: try arguments.choice("role", ContactRole.self) ?? .debtor,
        name: try arguments.freeText("name"), email: try arguments.freeText("email"),
        address: try arguments.freeText("address"), phones: phones))
  }
}
