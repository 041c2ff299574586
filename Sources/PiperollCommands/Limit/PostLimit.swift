import PiperollLedger
import PiperollWire

enum PostLimit {
  static let spec = CommandSpec(
    "POST LIMIT", "Raises or lowers an account's credit limit.", role: .operator,
    parameters: [
      .account,
      Parameter(
        "limit", .limit, .required, .positional,
        "the most that the account should owe; none: no limit"),
      Parameter(
        "requested-by", .text, .required, help: "who asked for it, usually somebody in sales"),
      Parameter("reason", .choice(LimitReason.words), .required, help: "why"),
      .date, .memo,
    ],
    example: "POST LIMIT T-1042 5000.00 requested-by=lena reason=order ref=l-3 -- the spring order",
    fields: [.entry, .accountField] + Telling.limit.fields + [.overLimit],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    let isNone = arguments.text("limit") == "none"
    let limit = isNone ? nil : try arguments.money("limit", book.accounts[account].currency)
    let requestedBy = try arguments.freeText("requested-by")
    guard let reason = try arguments.choice("reason", LimitReason.self) else {
      throw arguments.bad("reason", "one of \(LimitReason.words.joined(separator: " "))")
    }
    return book.decideLimit(
      account: account, limit: limit, requestedBy: requestedBy, reason: reason)
  }
}
