import PiperollLedger
import PiperollWire

enum PostEnd {
  static let spec = CommandSpec(
    "POST END",
    "Ends what is not to go on: a promise, which from its date on is not broken, a plan, a"
      + " settlement, a preference or a task.",
    role: .operator,
    parameters: [
      Parameter("entry", .entry, .required, .positional, "the number of the entry that began it")
        .namingRecord,
      .date,
      Parameter("memo", .text, .required, .text, "the reason"),
    ],
    example: "POST END 33 ref=pe-7 -- they lost their job; see the plan",
    fields: [.entry, .accountField] + Telling.end.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let number = try arguments.entry("entry")
    do {
      try book.demandShown(entry: number, to: context.viewer)
      return Proposal([try book.decideEnd(of: number, on: effective)])
    } catch { throw .refused(error) }
  }
}
