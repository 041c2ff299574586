/// The times of a day, by minutes.
public enum TimeOfDay {
  /// Reads `15:00`, up to `24:00`; nil for anything else.
  public static func minute(parsing text: String) -> Int? {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
      let hour = Int(String(parts[0])!), let minute = Int(String(parts[1])!), minute < 60
    else { return nil }
    let total = hour * 60 + minute
    return total <= WeekWindows.dayMinutes ? total : nil
  }

  /// `15:00`.
  public static func text(ofMinute minute: Int) -> String {
    let (hours, minutes) = (minute / 60, minute % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }
}

/// A day, or a minute of it by a person's own clock: `fri`, `2026-11-27/15:00`.
public struct Moment: Hashable, Sendable {
  public let day: Day
  /// The minute of the day; nil if only the day was said.
  public let minute: Int?

  public init(day: Day, minute: Int? = nil) {
    self.day = day
    self.minute = minute
  }

  /// Reads a date in any of its forms, with or without a slash and a time behind it.
  /// - Parameter start: the day from which relative dates count; nil: today.
  public init?(parsing text: String, today: Day, from start: Day? = nil) {
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = halves.first, let day = Day(parsing: first.utf8, today: today, from: start)
    else { return nil }
    if halves.count == 1 {
      self.init(day: day)
      return
    }
    guard let minute = TimeOfDay.minute(parsing: String(halves[1])),
      minute < WeekWindows.dayMinutes
    else { return nil }
    self.init(day: day, minute: minute)
  }

  /// `2026-11-27/15:00`, or `2026-11-27` without a time.
  public var text: String {
    minute.map { "\(day.text)/\(TimeOfDay.text(ofMinute: $0))" } ?? day.text
  }

  /// When it is: a minute on the clock of the person, or the beginning of the day where only that
  /// was said. Of several zones the westernmost counts, so that it is never too early.
  /// - Parameter zones: those where the person may be; not empty.
  /// - Returns: milliseconds of UTC since 1970.
  public func time(in zones: some Collection<Zone>) -> Int64 {
    zones.map { $0.time(of: day, minute: minute ?? 0) }.max()!
  }
}
