import PiperollLedger
import PiperollWire

enum PostReleaseHold {
  static let spec = CommandSpec(
    "POST RELEASE-HOLD", "Ends a hold: from its date on the hold is no longer in force.",
    role: .operator,
    parameters: [
      Parameter("entry", .entry, .required, .positional, "the number of the entry that placed it")
        .namingRecord,
      .date, .memo,
    ],
    example: "POST RELEASE-HOLD 14 ref=rh-7 -- the crates were found",
    fields: [.entry, .accountField] + Telling.releaseHold.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let number = try arguments.entry("entry")
    do { return try book.decideRelease(ofHold: number) } catch { throw .refused(error) }
  }
}
