extension Rule {
  static let taskPast = Rule(
    "task_past", .invalid, "a task that is due before the day on which it is set")

  static let entryNotTask = Rule("entry_not_task", .invalid, "the entry set no task")
  static let taskElsewhere = Rule(
    "task_elsewhere", .invalid, "the task that a note ends is another account's")
  static let notSupervisor = Rule(
    "not_supervisor", .invalid, "an account is escalated to a user who is no supervisor")

  static let ofTasks = [taskPast, entryNotTask, taskElsewhere, notSupervisor]
}

extension Refusal {
  static func taskPast(made: Day) -> Refusal {
    Refusal(.taskPast, "it is set on \(made.text); name a day from then on")
  }

  static func entryNotTask(_ kind: EntryKind) -> Refusal {
    Refusal(.entryNotTask, "that entry is \(kind.article), not a task; LOOKUP TASKS lists them")
  }

  static func taskElsewhere(_ number: EntryNumber) -> Refusal {
    Refusal(.taskElsewhere, "task \(number) is another account's")
  }

  static func notSupervisor(_ user: String) -> Refusal {
    Refusal(.notSupervisor, "\(user) is no supervisor; leave to= out, and any of them sees it")
  }
}
