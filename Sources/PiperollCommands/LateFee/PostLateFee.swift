import PiperollLedger
import PiperollWire

enum PostLateFee {
  static let spec = CommandSpec(
    "POST LATE-FEE",
    "Charges the late fee of each item or instalment that is late and had none yet, as one item.",
    role: .operator,
    parameters: [
      .account, .number,
      Parameter(
        "due", .date, .defaulted("date and the account's terms"), help: "when it is to be paid"),
      .date, .memo,
    ],
    example: "POST LATE-FEE T-1042 ref=lf-11",
    fields: [.entry, .accountField] + Telling.charge.fields + [
      .overLimit, .balance, .nothing, .why,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let number = arguments.has("number") ? try arguments.newItemNumber("number") : nil
    let due =
      try arguments.date("due") ?? book.terms(of: account, on: effective).due(from: effective)
    do {
      let fact = try book.decideLateFee(
        account: account, number: number, due: due, date: effective)
      return Proposal(
        fact.map { [$0] } ?? [], orNothing: book.whyNoLateFee(account: account, date: effective))
    } catch { throw .refused(error) }
  }
}
