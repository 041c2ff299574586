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
    do {
      return Proposal(
        try book.decidePromises(dues, account: account, on: effective, replaces: replaces))
    } catch { throw .refused(error) }
  }
}
