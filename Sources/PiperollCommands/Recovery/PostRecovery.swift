import PiperollLedger
import PiperollWire

enum PostRecovery {
  static let spec = CommandSpec(
    "POST RECOVERY",
    "Takes in money for what was written off: it is income, and the balance stays as it is.",
    role: .operator,
    parameters: [.account, .amount] + TenderDetails.parameters + [.date, .memo],
    example: "POST RECOVERY T-1042 10.00 method=agency ref=rc-3",
    fields: [.entry, .accountField] + Telling.recovery.fields + FieldSpec.settled + [
      .kept, .balance,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let (method, tenderDetails) = try TenderDetails.read(arguments)
    let amount = try arguments.money("amount", book.accounts[account].currency)
    do {
      var proposal = Proposal(
        try book.decideRecovery(
          account: account, amount: amount, method: method, tenderDetails: tenderDetails,
          date: effective))
      try proposal.settle(on: book, [account], effective)
      return proposal
    } catch { throw .refused(error) }
  }
}
