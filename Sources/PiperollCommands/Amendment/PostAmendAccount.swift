import PiperollLedger
import PiperollWire

enum PostAmendAccount {
  static let spec = AccountAmendment(
    words: "POST AMEND-ACCOUNT",
    summary:
      "Amends an account from a day on: its name, its terms, or for whom the debt is collected."
      + " What was before stays in the book.",
    values: [
      Parameter("name", .text, help: "the debtor's name from then on"),
      Parameter(
        "terms", .terms,
        help: "when an invoice is due, for invoices from then on: days from its date, or eom,"
          + " eom+30, 30+eom, eom+1m"),
      Parameter(
        "client", .text, help: "for whom the debt is collected; none: it is the desk's own"),
    ],
    example: "POST AMEND-ACCOUNT T-1042 name=\"Harbor Vale LLC\" terms=45 ref=am-2",
    isAssignment: false, wanted: "an account and what is to be amended", changes: changes
  ).spec

  @Sendable private static func changes(
    _ arguments: borrowing Arguments
  ) throws(Failure) -> [AccountChange] {
    var changes: [AccountChange] = []
    if let name = try arguments.newName() { changes.append(.name(name)) }
    if let terms = try arguments.terms("terms") { changes.append(.terms(terms)) }
    if let client = try arguments.textOrNone("client") { changes.append(.client(client)) }
    return changes
  }
}
