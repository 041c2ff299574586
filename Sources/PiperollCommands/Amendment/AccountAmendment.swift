import PiperollLedger
import PiperollWire

/// The commands that amend an account: its record (POST AMEND-ACCOUNT), and who works it (POST
/// ASSIGN). They differ in their values alone.
struct AccountAmendment: Sendable {
  /// The words of the command.
  let words: String
  let summary: String
  /// What it can amend.
  let values: [Parameter]
  let example: String
  /// Whether its entries are assignments.
  let isAssignment: Bool
  /// What is to be given, for a request that amends nothing.
  let wanted: String
  /// The changes that a request asks for, in the order of `values`.
  let changes: @Sendable (borrowing Arguments) throws(Failure) -> [AccountChange]

  var spec: CommandSpec {
    CommandSpec(
      words, summary, role: .operator, parameters: [.account] + values + [.date, .memo],
      example: example, fields: [.entry, .accountField, .changed, .nothing, .why],
      codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))
  }

  @Sendable private func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let changes = try changes(arguments)
    if changes.isEmpty { throw arguments.bad("account", wanted) }
    let fact = book.decideAmendment(
      of: account, changes, isAssignment: isAssignment, on: effective)
    return Proposal(fact.map { [$0] } ?? [], orNothing: .unchanged)
  }
}
