import PiperollLedger
import PiperollWire

// Times of the week, and days with a time, by a person's own clock.

extension Arguments {
  /// Times of the week: `mon-fri 15:00-17:00; sat-sun`; nil if it was not given.
  func windows(_ name: StaticString) throws(Failure) -> WeekWindows? {
    guard let text = text(name) else { return nil }
    guard let windows = WeekWindows(parsing: text) else {
      throw bad(name, MomentHint.windowsSentence(for: text))
    }
    return windows
  }

  /// A day, with or without a time: `fri/15:00`; nil if it was not given. A relative day counts
  /// from the request's own.
  func moment(_ name: StaticString) throws(Failure) -> Moment? {
    guard let text = text(name) else { return nil }
    let start = try startOfRelativeDates()
    guard let moment = Moment(parsing: text, today: today, from: start) else {
      throw bad(name, MomentHint.sentence(for: text, today: today))
    }
    return moment
  }
}
