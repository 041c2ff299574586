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
    fields: [.entry, .accountField] + Telling.interest.fields + [.overLimit, .balance, .nothing],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact? {
    let account = try arguments.account(in: book)
    let through = try arguments.date("through") ?? effective
    if through > effective {
      throw arguments.bad("through", "a day up to date, which is \(effective.text)")
    }
    let due = try arguments.date("due") ?? book.accounts[account].terms.due(from: effective)
    do {
      return try book.decideInterest(account: account, through: through, due: due, date: effective)
    } catch { throw .refused(error) }
  }
}
