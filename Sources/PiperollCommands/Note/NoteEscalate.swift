import PiperollLedger
import PiperollWire

enum NoteEscalate {
  static let spec = CommandSpec.note(
    "NOTE ESCALATE",
    "Brings an account before a supervisor: a task of the queue supervisor, due at once. LOOKUP"
      + " TASKS queue=supervisor lists it.",
    [Parameter("to", .user, .defaulted("any supervisor"), help: "the one supervisor it is for")],
    memo: Parameter("memo", .text, .required, .text, "why"),
    example: "NOTE ESCALATE C-20417 -- offers 60 % today"
  ) { arguments, book, context, effective throws(Failure) in
    var task = TaskWish(.escalation, at: Moment(day: effective))
    task.user = try arguments.user("to", context)
    task.queue = .supervisor
    return try arguments.proposal(
      try arguments.note(.escalation, in: book), book, effective, escalating: task)
  }
}
