import PiperollLedger
import PiperollWire

enum PostApprove {
  static let spec = CommandSpec(
    "POST APPROVE",
    "Approves what another user asked for: exactly that is recorded, with its own date.",
    role: .supervisor,
    parameters: [.approval],
    example: "POST APPROVE 71 ref=ok-71",
    fields: [
      .entry, .accountField, .approval,
      FieldSpec("entries", "how many entries it recorded, if more than one"),
      .second, .effect,
    ] + Telling.plan.fields.filter { "\($0.name)" != "accepts" } + [
      .held, .interest, .interestAmount, .overLimit,
      FieldSpec("fee", "of a reversal: the entry of its fee"), FieldSpec("fee-amount", "the fee"),
    ] + FieldSpec.lateFee + FieldSpec.settled + FieldSpec.unsettled + [
      .creditEntry, .kept, .broken, .balance, .secondOverLimit, .secondBalance,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid, .conflict],
    effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let number = try arguments.entry("approval")
    do {
      let row = try book.approval(number, toBeDecidedBy: context.user, on: context.today)
      try book.demandApart(context.user, fromAskerOf: row)
      try book.demandAdministrator(context.role, for: row)
      var proposal = try again(row, book, context)
      guard book.isAsked(proposal.facts, of: row) else { throw Refusal.approvalStale(because: nil) }
      try book.demandOpen(proposal.facts, of: row)
      try book.demandLimits(
        of: context.role, for: proposal.facts, effective: book.approvals[row].effective,
        on: context.today)
      proposal.effective = book.approvals[row].effective
      proposal.memo = book.text(book.memo(of: number))
      proposal.approval = number
      return proposal
    } catch let refusal as Refusal {
      throw .refused(refusal)
    } catch {
      throw .refused(.approvalStale(because: nil))
    }
  }

  /// Decides what was asked for once more, on the book as it is now.
  /// - Throws: a refusal `approvalStale` where the book now refuses it.
  private static func again(
    _ row: UInt32, _ book: borrowing Book, _ context: Context
  ) throws -> Proposal {
    let arguments = try arguments(ofRequest: row, in: book, today: context.today)
    do throws(Failure) {
      return try arguments.proposal(on: book, context, book.approvals[row].effective)
    } catch {
      if case .refused(let refusal) = error { throw Refusal.approvalStale(because: refusal) }
      throw error
    }
  }
}

extension Parameter {
  /// The approval to decide on, by the number of the entry that asked for it.
  static let approval = Parameter(
    "approval", .entry, .required, .positional,
    "its number, as the reply 264 or LOOKUP APPROVALS gave it")
}

extension FieldSpec {
  static let approval = FieldSpec("approval", "the number under which it was asked for")
}
