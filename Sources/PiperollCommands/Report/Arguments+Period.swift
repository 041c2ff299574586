import PiperollLedger

// The days that a report of a period is about: from= to the report's own day.

extension Arguments {
  /// The first day of a period that ends on a day.
  func firstDay(upTo last: Day, or first: Day) throws(Failure) -> Day {
    let from = try date("from") ?? first
    if from > last { throw bad("from", "a day up to as-of, which is \(last.text)") }
    return from
  }
}
