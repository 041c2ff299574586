import PiperollLedger
import PiperollWire

enum PostTransfer {
  static let spec = CommandSpec(
    "POST TRANSFER",
    "Moves unapplied credit to another account of the same currency.",
    role: .operator,
    parameters: [
      .account,
      Parameter("to", .identifier, .required, .positional, "the account that gets it"),
      .amount, .credit, .date, .memo,
    ],
    example: "POST TRANSFER T-1042 C-20417 35.00 credit=71 ref=tr-4 -- posted to the wrong account",
    fields: [.entry, .accountField, .second] + Telling.transfer.fields
      + [.overLimit] + FieldSpec.unsettled + [
        .broken, .balance, .secondBalance,
      ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let to = try arguments.account("to", in: book)
    let amount = try arguments.money("amount", book.accounts[account].currency)
    let credit = try arguments.credit()
    do {
      var proposal = Proposal(
        try book.decideTransfer(
          account: account, to: to, amount: amount, credit: credit, on: effective))
      try proposal.settle(on: book, [account], effective)
      return proposal
    } catch { throw .refused(error) }
  }
}
