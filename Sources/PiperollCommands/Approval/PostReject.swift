import PiperollLedger
import PiperollWire

enum PostReject {
  static let spec = CommandSpec(
    "POST REJECT", "Rejects what another user asked for: it is not done.", role: .supervisor,
    parameters: [
      .approval, Parameter("memo", .text, .optional, .text, "why, kept with the entry"),
    ],
    example: "POST REJECT 72 ref=no-72 -- ask the debtor for a plan first",
    fields: [.entry, .accountField] + Telling.reject.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let number = try arguments.entry("approval")
    do {
      return Proposal(
        try book.decideRejection(of: number, by: context.user, on: context.today))
    } catch { throw .refused(error) }
  }
}
