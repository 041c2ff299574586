import PiperollLedger
import PiperollWire

enum PostAssign {
  static let spec = CommandSpec(
    "POST ASSIGN",
    "Says from a day on who works an account, and which portfolio it belongs to. Reports of a day"
      + " before show it where it was.",
    role: .operator,
    parameters: [
      .account,
      Parameter("collector", .text, help: "the collector who works it; none: nobody"),
      Parameter("portfolio", .text, help: "the group of accounts it belongs to; none: to no group"),
      .date, .memo,
    ],
    example: "POST ASSIGN T-1042 collector=kim date=2026-11-23 ref=as-1",
    fields: [.entry, .accountField, .changed, .nothing, .why],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    var changes: [AccountChange] = []
    if let name = try arguments.textOrNone("collector") { changes.append(.collector(name)) }
    if let name = try arguments.textOrNone("portfolio") { changes.append(.portfolio(name)) }
    if changes.isEmpty {
      throw arguments.bad("account", "an account, and collector= or portfolio=")
    }
    let fact = book.decideAmendment(of: account, changes, isAssignment: true, on: effective)
    return Proposal(fact.map { [$0] } ?? [], orNothing: .unchanged)
  }
}
