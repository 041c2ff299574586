import PiperollLedger
import PiperollWire

enum PostCredit {
  static let spec = CommandSpec(
    "POST CREDIT", "Gives a credit memo and sets it against items.", role: .operator,
    parameters: [
      .account, .amount,
      Parameter(
        "reason", .choice(Reason.ofMemos.map(\.word)), .defaulted("other"),
        help: "why it is given"),
      .apply, .date, .memo,
    ],
    example:
      "POST CREDIT T-1042 75.00 reason=returned apply=INV-3381 ref=cm-9 -- three crates back",
    fields: [.entry, .accountField] + Telling.credit.fields + FieldSpec.exact + [
      .held, .interest, .interestAmount, .balance,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let reason = try arguments.reason(among: Reason.ofMemos)
    return try arguments.proposeCredit(on: book, effective, kind: .memo, reason: reason)
  }
}
