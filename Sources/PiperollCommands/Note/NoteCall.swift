import PiperollLedger
import PiperollWire

enum NoteCall {
  static let spec = CommandSpec(
    "NOTE CALL", "Records a telephone call that happened, whether a rule allowed it or not.",
    role: .operator,
    parameters: [
      .account,
      Parameter("number", .phone, .required, .positional, "the other side's number"),
      Parameter(
        "direction", .choice(CallDirection.words), .required, help: "in: they called; out: we did"),
      Parameter("result", .choice(CallResult.words), .required, help: "how it ended"),
      .date, .memo,
    ],
    example:
      "NOTE CALL C-20417 212-555-0147 direction=out result=right-party -- will pay on Friday",
    fields: [.entry, .accountField],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid],
    effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    let call = Noted.Call(
      number: try arguments.phone("number", in: book),
      direction: try arguments.choice("direction", CallDirection.self) ?? .out,
      result: try arguments.choice("result", CallResult.self) ?? .noAnswer)
    return .noted(Noted(account: book.accounts[account].opened, call: call))
  }
}
