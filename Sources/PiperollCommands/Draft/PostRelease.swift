import PiperollLedger
import PiperollWire

enum PostRelease {
  static let spec = CommandSpec(
    "POST RELEASE", "Bills an invoice that was drafted; its services must be verified by then.",
    role: .operator,
    parameters: [
      .account,
      Parameter("invoice", .number, .required, .positional, "the draft's number"),
      .date,
      Parameter(
        "due", .date, .defaulted("as drafted, or date and the account's terms"),
        help: "when it is to be paid"),
      .memo,
    ],
    example: "POST RELEASE C-20417 H-90 ref=rl-1",
    fields: [.entry, .accountField] + Telling.invoice.fields + [.overLimit, .balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    let invoice = try arguments.itemNumber("invoice")
    let due = try arguments.date("due")
    do {
      return try book.decideRelease(
        ofDraft: invoice, account: account, date: effective, due: due)
    } catch { throw .refused(error) }
  }
}
