import PiperollLedger
import PiperollWire

enum PostRate {
  static let spec = CommandSpec(
    "POST RATE",
    "Sets an account's rate of interest from a day on: for its loan, or for its items past due.",
    role: .operator,
    parameters: [
      .account,
      Parameter("rate", .percent, .required, .positional, "percent a year; 0: none"),
      .date, .memo,
    ],
    example: "POST RATE T-1042 12 date=2026-11-01 ref=rt-1",
    fields: [.entry, .accountField] + Telling.rate.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    return book.decideRate(account: account, try arguments.rate("rate"))
  }
}
