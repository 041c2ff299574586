/// What the clocks of a zone show.
public struct ClockReading: Hashable, Comparable, Sendable {
  public let day: Day
  /// From 0 to 86,399.
  public let secondOfDay: Int

  public init(day: Day, secondOfDay: Int) {
    self.day = day
    self.secondOfDay = secondOfDay
  }

  /// The minute of the day that has begun: from 0 to 1,439.
  public var minuteOfDay: Int { secondOfDay / 60 }

  public static func < (left: ClockReading, right: ClockReading) -> Bool {
    (left.day, left.secondOfDay) < (right.day, right.secondOfDay)
  }
}

extension Zone {
  /// What its clocks show at a time.
  /// - Parameter milliseconds: UTC, since 1970.
  public func clock(at milliseconds: Int64) -> ClockReading {
    let local = milliseconds + Int64(minutesAhead(at: milliseconds)) * Self.minute
    let day = Day(milliseconds: local)
    let millisecondOfDay = local - Int64(day.number) * Self.dayMilliseconds
    return ClockReading(day: day, secondOfDay: Int(millisecondOfDay / 1000))
  }

  /// The first time at which its clocks show a minute of a day. Where they are moved forward over
  /// that minute, it is the time at which they are moved.
  /// - Returns: milliseconds of UTC since 1970.
  public func time(of day: Day, minute: Int) -> Int64 {
    let shown = Int64(day.number) * Self.dayMilliseconds + Int64(minute) * Self.minute
    // No clock is moved twice within two days, nor is more than a day from that of UTC.
    let offsets = [shown - Self.dayMilliseconds, shown + Self.dayMilliseconds].map {
      Int64(minutesAhead(at: $0)) * Self.minute
    }
    let (early, late) = (shown - offsets.max()!, shown - offsets.min()!)
    if shows(shown, at: early) { return early }
    if shows(shown, at: late) { return late }
    // Clocks are moved at a quarter of an hour.
    let quarter = Self.quarterMilliseconds
    var time = early / quarter * quarter
    while time + Int64(minutesAhead(at: time)) * Self.minute < shown { time += quarter }
    return time
  }

  private func shows(_ shown: Int64, at time: Int64) -> Bool {
    time + Int64(minutesAhead(at: time)) * Self.minute == shown
  }

  /// The first time after another at which its clocks have been moved; nil if they are not moved
  /// by the end.
  func move(after time: Int64, by end: Int64) -> Int64? {
    let quarter = Self.quarterMilliseconds
    let ahead = minutesAhead(at: time)
    if minutesAhead(at: end) == ahead { return nil }
    var (low, high) = (time / quarter, (end + quarter - 1) / quarter)
    while high - low > 1 {
      let middle = (low + high) / 2
      if minutesAhead(at: middle * quarter) == ahead { low = middle } else { high = middle }
    }
    return min(high * quarter, end)
  }

  static let dayMilliseconds: Int64 = 86_400_000
}
