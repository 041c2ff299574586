import PiperollLedger
import PiperollWire

enum PostReverse {
  static let spec = CommandSpec(
    "POST REVERSE",
    "Undoes an entry that moved money: all is as it was before it. What a payment had paid is open"
      + " again; if the payment came back, a policy may charge a fee for it. The late fee of what"
      + " was posted by mistake is given back. It undoes a re-aging too: from its date on the items"
      + " have their own age again.",
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
      .second, .effect, .overLimit,
      FieldSpec("fee", "the entry of the fee that a policy charges for it"),
      FieldSpec("fee-amount", "the fee"),
    ] + FieldSpec.lateFee + FieldSpec.settled + FieldSpec.unsettled + [
      .kept, .broken, .balance, .secondOverLimit, .secondBalance,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let number = try arguments.entry("entry")
    let reason = try arguments.choice("reason", ReversalReason.self) ?? .error
    do {
      let fact = try book.decideReversal(of: number, reason: reason, date: effective)
      let reversal = Reversed(original: number, reason: reason)
      let fee = try book.decideReturnFee(for: reversal, date: effective)
      let back = try book.decideLateFeeBack(for: reversal, date: effective)
      var proposal = Proposal([fact] + (fee.map { [$0] } ?? []) + back.facts)
      proposal.effectiveOfRest = back.date
      try proposal.settle(
        on: book, book.accounts(touchedBy: number), effective, because: reason)
      return proposal
    } catch { throw .refused(error) }
  }
}
