import PiperollLedger
import PiperollWire

enum PostLink {
  static let spec = CommandSpec(
    "POST LINK",
    "Says from a day on what a contact is to a further account, or that two contacts are one"
      + " person; none takes it back.",
    role: .operator,
    parameters: [
      .contact,
      Parameter("account", .identifier, .optional, .positional, "the account that they lead to"),
      Parameter(
        "role", .choice(ContactRole.words + [none]),
        help: "what they are to that account; none: nothing any more"),
      Parameter(
        "same-as", .text,
        help: "another contact who is the same person, by its entry; none: they are nobody else"),
      .date, .memo,
    ],
    example: "POST LINK 4 T-1042 role=guarantor ref=ln-1",
    fields: [.entry, .accountField] + Telling.link.fields + [.nothing, .why],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  private static let none = "none"

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let contact = try arguments.contact(in: book, context)
    let fact: Fact?
    switch (arguments.has("account"), arguments.has("role"), arguments.has("same-as")) {
    case (true, true, false):
      let account = try arguments.account(in: book)
      let role =
        arguments.text("role") == none ? nil : try arguments.choice("role", ContactRole.self)
      fact = book.decideLink(of: contact, to: account, as: role, on: effective)
    case (false, false, true):
      let other = try other(arguments, book, context)
      do { fact = try book.decideTie(of: contact, to: other, on: effective) } catch {
        throw .refused(error)
      }
    case (true, _, _), (false, _, _):
      throw arguments.bad("contact", "a contact, and an account with role=, or same-as=")
    }
    return Proposal(fact.map { [$0] } ?? [], orNothing: .unchanged)
  }

  /// The contact that `same-as=` names; nil for none.
  private static func other(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context
  ) throws(Failure) -> UInt32? {
    if arguments.text("same-as") == none { return nil }
    return try arguments.contact("same-as", in: book, context)
  }
}
