import PiperollLedger
import PiperollWire

enum PostTask {
  static let spec = CommandSpec(
    "POST TASK",
    "Sets what is to be done about an account, and when. LOOKUP TASKS lists what is open; POST END"
      + " ends a task, and so does done= of a note.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "due", .moment, .required, .positional,
        "a day of the desk's, or a minute by the person's clock: fri, fri/15:00"),
      Parameter("for", .user, help: "the user who is to do it; me: yourself"),
      Parameter(
        "queue", .choice(DeskQueue.words), .defaulted("the account's"),
        help: "whose work it is"),
      .date,
      Parameter("memo", .text, .required, .text, "what is to be done"),
    ],
    example: "POST TASK T-1042 fri/15:00 ref=t-7 -- call Ms. Reyes about INV-2",
    fields: [.entry, .accountField] + Telling.task.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    guard let moment = try arguments.moment("due") else { preconditionFailure("it is required") }
    var wish = TaskWish(.plain, at: moment)
    wish.user = try arguments.user("for", context)
    wish.queue = try arguments.choice("queue", DeskQueue.self)
    do { return Proposal([try book.decideTask(wish, account: account, on: effective)]) } catch {
      throw .refused(error)
    }
  }
}
