extension Rule {
  static let taskPast = Rule(
    "task_past", .invalid, "a task that is due before the day on which it is set")

  static let ofTasks = [taskPast]
}

extension Refusal {
  static func taskPast(made: Day) -> Refusal {
    Refusal(.taskPast, "it is set on \(made.text); name a day from then on")
  }
}
