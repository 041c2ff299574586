import PiperollLedger
import PiperollWire

enum PostReverse {
  static let spec = CommandSpec(
    "POST REVERSE",
    "Undoes an entry that moved money: all is as it was before it."
      + " What a payment had paid is open again.",
    role: .operator,
    parameters: [
      Parameter("entry", .entry, .required, .positional, "the number of the entry to undo")
        .namingRecord,
      Parameter("reason", .choice(ReversalReason.words), .required, help: "why"),
      .date, .memo,
    ],
    example: "POST REVERSE 71 reason=nsf date=2026-11-20 ref=nsf-71 -- returned by the bank",
    fields: [
      .entry, .accountField, FieldSpec("reversed", "the entry that is undone"),
      .second, .effect, .balance, .secondBalance,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let number = try arguments.entry("entry")
    let reason = try arguments.choice("reason", ReversalReason.self) ?? .error
    do {
      return try book.decideReversal(of: number, reason: reason, date: effective)
    } catch { throw .refused(error) }
  }
}
