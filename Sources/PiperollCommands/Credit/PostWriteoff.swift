import PiperollLedger
import PiperollWire

enum PostWriteoff {
  static let spec = CommandSpec(
    "POST WRITEOFF",
    "Writes off what is open, and never more; the items are written off, not paid.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "amount", .money, .defaulted("all that is open and not on hold"), .positional,
        "in the account's currency"),
      .reason(Reason.ofWriteOffs, "why"), .applyAll, .date, .memo,
    ],
    example: "POST WRITEOFF T-1042 reason=uncollectible apply=INV-3381 ref=w-12",
    fields: [.entry, .accountField] + Telling.writeoff.fields + [.balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let reason = try arguments.reason(among: Reason.ofWriteOffs)
    if arguments.has("amount") {
      return try arguments.decideCredit(on: book, effective, kind: .writeOff, reason: reason)
    }
    let account = try arguments.account(in: book)
    let allocation = try arguments.allocation("apply", book.accounts[account].currency)
    do {
      return try book.decideWriteOff(
        account: account, reason: reason, of: allocation, on: effective)
    } catch { throw .refused(error) }
  }
}
