import PiperollLedger
import PiperollWire

enum PostPromise {
  static let spec = CommandSpec(
    "POST PROMISE",
    "Records what a debtor promised to pay, and by when. LOOKUP PROMISES says whether they did.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "promise", .dues, .required, .positional,
        "what was promised: 250.00@fri, or several: 250.00@fri,200.00@+14d"),
      Parameter(
        "items", .applications, .defaulted("whatever is owed"),
        help: "of one promise: the items that it is for, INV-1:50.00,INV-2; then only money on"
          + " these counts"),
      Parameter("replaces", .entry, help: "the promise whose place it takes, by its entry"),
      .date, .memo,
    ],
    example: "POST PROMISE T-1042 250.00@fri ref=p-7 -- card on Friday",
    fields: [.entry, .accountField] + Telling.promise.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    let dues = try arguments.dues("promise", book.accounts[account].currency)
    let replaces = arguments.has("replaces") ? try arguments.entry("replaces") : nil
    let items = try arguments.applications("items", book.accounts[account].currency) ?? []
    if !items.isEmpty, dues.count > 1 {
      throw arguments.bad("items", "only with one promise; record the others by themselves")
    }
    do {
      return Proposal(
        try book.decidePromises(
          dues, account: account, on: effective, replaces: replaces, for: items))
    } catch { throw .refused(error) }
  }
}
