import PiperollLedger
import PiperollWire

enum PostAmendAccount {
  static let spec = CommandSpec(
    "POST AMEND-ACCOUNT",
    "Amends an account from a day on: its name, its terms, or for whom the debt is collected. What"
      + " was before stays in the book.",
    role: .operator,
    parameters: [
      .account,
      Parameter("name", .text, help: "the debtor's name from then on"),
      Parameter(
        "terms", .terms,
        help: "when an invoice is due, for invoices from then on: days from its date, or eom,"
          + " eom+30, 30+eom, eom+1m"),
      Parameter(
        "client", .text, help: "for whom the debt is collected; none: it is the desk's own"),
      .date, .memo,
    ],
    example: "POST AMEND-ACCOUNT T-1042 name=\"Harbor Vale LLC\" terms=45 ref=am-2",
    fields: [.entry, .accountField, .changed, .nothing, .why],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    var changes: [AccountChange] = []
    if let name = try arguments.newName() { changes.append(.name(name)) }
    if let terms = try arguments.terms("terms") { changes.append(.terms(terms)) }
    if let client = try arguments.textOrNone("client") { changes.append(.client(client)) }
    if changes.isEmpty { throw arguments.bad("account", "an account and what is to be amended") }
    let fact = book.decideAmendment(of: account, changes, isAssignment: false, on: effective)
    return Proposal(fact.map { [$0] } ?? [], orNothing: .unchanged)
  }
}
