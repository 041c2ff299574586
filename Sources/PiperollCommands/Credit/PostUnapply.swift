import PiperollLedger
import PiperollWire

enum PostUnapply {
  static let spec = CommandSpec(
    "POST UNAPPLY",
    "Takes credit off the items that it is set against: it is unapplied again, and they are open.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "credit", .entry, .defaulted("whatever is set against the items"),
        help: "the payment, credit memo or transfer that is taken off"),
      Parameter(
        "from", .applications, .defaulted("all that the credit is set against"),
        help: "the items it is taken off: INV-1:200.00,INV-2"),
      .date, .memo,
    ],
    example: "POST UNAPPLY T-1042 credit=71 from=INV-3381:5.00 ref=un-1",
    fields: [.entry, .accountField] + Telling.unapply.fields + FieldSpec.unsettled + [.balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let credit = try arguments.credit()
    let wishes = try arguments.applications("from", book.accounts[account].currency)
    if credit == nil, wishes == nil {
      throw .fault(
        .syntax, column: nil, key: "credit",
        sentence: "give credit=, from= or both; \(arguments.spec.usage)")
    }
    do {
      var proposal = Proposal(
        try book.decideUnapply(account: account, credit: credit, wishes: wishes))
      try proposal.settle(on: book, [account], effective)
      return proposal
    } catch { throw .refused(error) }
  }
}
