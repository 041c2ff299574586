import PiperollLedger
import PiperollWire

enum PostApply {
  static let spec = CommandSpec(
    "POST APPLY",
    "Sets what is unapplied of an earlier payment, credit memo or transfer against items.",
    role: .operator,
    parameters: [
      Parameter(
        "entry", .entry, .required, .positional,
        "the number of the payment, credit memo or transfer"
      ).namingRecord,
      .apply, .date, .memo,
    ],
    example: "POST APPLY 71 apply=INV-3390:20.00 ref=ap-71",
    fields: [.entry, .accountField] + Telling.apply.fields + FieldSpec.exact + [.held]
      + FieldSpec.settled
      + [.balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let number = try arguments.entry("entry")
    let credit: UInt32
    do { credit = try book.findCredit(number) } catch { throw .refused(error) }
    let currency = book.accounts[book.credits[credit].account].currency
    let allocation = try arguments.allocation("apply", currency)
    if allocation == .told([]) { throw arguments.bad("apply", "at least one item") }
    do {
      var proposal = Proposal(
        try book.decideApply(credit: number, to: allocation, on: effective))
      try proposal.settle(on: book, [book.credits[credit].account], effective)
      return proposal
    } catch { throw .refused(error) }
  }
}
