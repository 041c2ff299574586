import PiperollLedger
import PiperollWire

extension Arguments {
  /// What a note says is to be done (`next=`), and what it has done (`done=`).
  /// - Parameter kind: of the task that it sets.
  /// - Parameter contact: the one contact by whose clock that is due; nil for all of the account.
  func nextSteps(_ kind: TaskKind, with contact: UInt32? = nil) throws(Failure) -> NextSteps {
    var steps = NextSteps()
    if let moment = try moment("next") {
      var wish = TaskWish(kind, at: moment)
      wish.contact = contact
      steps.tasks = [wish]
    }
    if has("done") { steps.done = try entry("done") }
    return steps
  }

  /// When a call or a message was (`at=`), and the day that it is of: the desk's at that time, or
  /// `date=`.
  /// - Parameter contact: the one contact by whose clock the time is; nil for all of the account.
  func timeNoted(
    with contact: UInt32?, _ book: borrowing Book, _ context: Context, _ effective: Day
  ) throws(Failure) -> (at: Int64?, day: Day) {
    guard let moment = try moment("at") else {
      try demandHappened(on: effective, "date", context)
      return (nil, effective)
    }
    if moment.minute == nil {
      throw bad("at", "a date with a slash and a time: today/14:30")
    }
    let times = book.times(of: moment, on: try account(in: book), contact, asOf: effective)
    // What has happened is not ahead by the clock by which it was said.
    guard let at = times.filter({ $0 <= context.now }).max() else { throw .refused(.noteAhead) }
    let day = book.deskDay(at: at)
    if has("date"), day != effective {
      throw bad("at", "a time of \(effective.text), the day of date=")
    }
    return (at, day)
  }
}

extension Arguments {
  /// Refuses a day of the desk's that has not come yet for what is said to have happened.
  func demandHappened(
    on day: Day, _ name: StaticString, _ context: Context
  ) throws(Failure) {
    if day > context.today {
      throw .refused(.noteAhead(on: day, today: context.today, key: "\(name)"))
    }
  }
}

extension FieldSpec {
  /// The keys of what a note sets and ends.
  static let nextSteps = [
    FieldSpec("task", "the tasks that it set, by their entries"),
    FieldSpec("task-due", "when the first of them is due: a day, or a time of UTC"),
    FieldSpec("done", "the task that it ended"),
  ]
}

extension ReplyWriter {
  /// Writes `FieldSpec.nextSteps` of a note or a call.
  mutating func write(stepsWithNote number: EntryNumber, _ book: borrowing Book) {
    let steps = book.steps(withNote: number)
    if let first = steps.tasks.first {
      field("task", steps.tasks.map(String.init).joined(separator: ","))
      field("task-due", book.tasks[book.entries[Int(first) - 1].subject].dueText)
    }
    if let done = steps.done { field("done", done) }
  }
}
