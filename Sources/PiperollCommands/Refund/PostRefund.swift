import PiperollLedger
import PiperollWire

enum PostRefund {
  static let spec = CommandSpec(
    "POST REFUND",
    "Refunds unapplied credit: it leaves the balance, and is to be paid out to the debtor.",
    role: .operator,
    parameters: [.account, .amount, .credit, .date, .memo],
    example: "POST REFUND T-1042 35.00 credit=71 ref=rf-2",
    fields: [.entry, .accountField] + Telling.refund.fields + [.overLimit] + FieldSpec.unsettled + [
      .broken, .balance,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let amount = try arguments.money("amount", book.accounts[account].currency)
    let credit = try arguments.credit()
    do {
      var proposal = Proposal(
        try book.decideRefund(account: account, amount: amount, credit: credit, on: effective))
      try proposal.settle(on: book, [account], effective)
      return proposal
    } catch { throw .refused(error) }
  }
}
