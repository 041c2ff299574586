import PiperollLedger
import PiperollWire

enum PostInterest {
  static let spec = CommandSpec(
    "POST INTEREST",
    "Charges the interest that has accrued through a day and was not charged before.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "through", .date, .defaulted("date"),
        help: "the last day that is charged, no later than date"
      ),
      Parameter(
        "due", .date, .defaulted("date and the account's terms"), help: "when it is to be paid"),
      .date, .memo,
    ],
    example: "POST INTEREST L-77 through=2026-10-31 ref=in-10",
    fields: [.entry, .accountField] + Telling.interest.fields + [
      .overLimit, .balance, .nothing, .why,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let through = try arguments.date("through") ?? effective
    if through > effective {
      throw arguments.bad("through", "a day up to date, which is \(effective.text)")
    }
    let due =
      try arguments.date("due") ?? book.terms(of: account, on: effective).due(from: effective)
    do {
      let fact = try book.decideInterest(
        account: account, through: through, due: due, date: effective)
      return Proposal(
        fact.map { [$0] } ?? [], orNothing: book.whyNoInterest(account: account, through: through))
    } catch { throw .refused(error) }
  }
}
