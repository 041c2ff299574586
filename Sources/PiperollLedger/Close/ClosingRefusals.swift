extension Rule {
  static let dayNotOver = Rule(
    "day_not_over", .invalid, "today or a later day would be closed")

  static let ofClosings = [dayNotOver]
}

extension Refusal {
  /// - Parameter latest: the last day that is over, and that can be closed.
  static func dayNotOver(latest: Day) -> Refusal {
    Refusal(
      .dayNotOver, "the day is not over; the last that can be closed is \(latest.text)")
  }
}
