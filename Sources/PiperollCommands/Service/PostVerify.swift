import PiperollLedger
import PiperollWire

enum PostVerify {
  static let spec = CommandSpec(
    "POST VERIFY",
    "Verifies a service; the user who recorded or rendered it may not do that.", role: .operator,
    parameters: [
      Parameter(
        "entry", .entry, .required, .positional, "the number of the entry that recorded it"
      ).namingRecord,
      .date, .memo,
    ],
    example: "POST VERIFY 15 ref=v-1 -- by the chart",
    fields: [.entry, .accountField] + Telling.verify.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let number = try arguments.entry("entry")
    do {
      return try book.decideVerify(service: number, on: effective)
    } catch { throw .refused(error) }
  }
}
