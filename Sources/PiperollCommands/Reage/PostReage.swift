import PiperollLedger
import PiperollWire

enum PostReage {
  static let spec = CommandSpec(
    "POST REAGE",
    "Ages items from a later day, as if they were due then. It always waits for an approval; POST"
      + " REVERSE takes it back.",
    role: .operator,
    parameters: [
      .account,
      Parameter("due", .date, .required, .keyed, "the day from which they are aged").far,
      Parameter(
        "items", .applications, .defaulted("all that is past due"),
        help: "the items: INV-1,INV-2; whole, so without amounts"),
      .date, .memo,
    ],
    example: "POST REAGE T-1042 due=2026-12-31 items=INV-3381 ref=ra-7 -- paid for three months",
    fields: [.entry, .accountField] + Telling.reage.fields,
    codes: [.dup, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    guard let due = try arguments.date("due") else { throw arguments.bad("due", "a day") }
    let wishes = try arguments.applications("items", book.accounts[account].currency) ?? []
    if wishes.contains(where: { $0.amount != nil }) {
      throw arguments.bad("items", "items without amounts, with commas between them: INV-1,INV-2")
    }
    do {
      return Proposal(
        try book.decideReage(
          account: account, due: due, items: wishes.map(\.invoice), on: effective))
    } catch { throw .refused(error) }
  }
}
