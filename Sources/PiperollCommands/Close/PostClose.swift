import PiperollLedger
import PiperollWire

enum PostClose {
  static let spec = CommandSpec(
    "POST CLOSE",
    "Closes all days up to one: what is dated into them waits for another supervisor's approval.",
    role: .supervisor,
    parameters: [
      Parameter(
        "through", .date, .required, .positional,
        "the last day to be closed; one before the last closed day opens the days after it again"),
      .memo,
    ],
    example: "POST CLOSE 2026-10-31 ref=close-10 -- October is reconciled",
    fields: [.entry] + Telling.close.fields,
    codes: [.created, .dup, .ok, .refMismatch, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let through = try arguments.date("through") ?? effective
    do {
      return try book.decideClosing(through: through, today: arguments.today)
    } catch { throw .refused(error) }
  }
}

extension FieldSpec {
  static let closed = FieldSpec("closed", "the last day that is closed")
}
