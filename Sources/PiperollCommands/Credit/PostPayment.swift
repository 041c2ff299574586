import PiperollLedger
import PiperollWire

enum PostPayment {
  static let spec = CommandSpec(
    "POST PAYMENT",
    "Takes money in and sets it against items; what is left over is unapplied credit.",
    role: .operator,
    parameters: [.account, .amount, .apply] + TenderDetails.parameters + [.date, .memo],
    example:
      "POST PAYMENT T-1042 500.00 method=check apply=INV-3381:500.00 ref=lb-17-4 -- check 8812",
    fields: [.entry, .accountField] + Telling.payment.fields + FieldSpec.exact + [
      .held, .interest, .interestAmount,
    ] + FieldSpec.settled + [.kept, .balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let (method, tenderDetails) = try TenderDetails.read(arguments)
    return try arguments.proposeCredit(
      on: book, effective, kind: .payment, method: method, tenderDetails: tenderDetails)
  }
}
