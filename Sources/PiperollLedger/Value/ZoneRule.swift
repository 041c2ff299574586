/// By how much the clocks of a zone are ahead of UTC.
struct ZoneRule: Sendable {
  /// The times at which the clocks are moved by `saving`, and moved back.
  private enum Saving: Sendable {
    case none
    case yearly(begins: YearlyTime, ends: YearlyTime)
    /// Hours of UTC since 1970: at the first it begins, at the second it ends, and so on.
    case listed([Int64])
  }

  /// Minutes ahead of UTC without saving.
  private let standard: Int
  /// The minutes that are added for a part of the year; below zero where they are taken away.
  private let saving: Int
  private let when: Saving

  /// Reads a rule of `ZoneTable`.
  init(_ text: Substring) {
    let words = text.split(separator: " ").map(String.init)
    standard = Int(words[0])!
    saving = words.count > 1 ? Int(words[1])! : 0
    if words.count < 2 {
      when = .none
    } else if words[2].contains("/") {
      when = .yearly(begins: YearlyTime(words[2]), ends: YearlyTime(words[3]))
    } else {
      when = .listed(words[2...].map { Int64($0)! })
    }
  }

  /// The minutes by which the clocks are ahead of UTC.
  /// - Parameter milliseconds: UTC, since 1970.
  func minutesAhead(at milliseconds: Int64) -> Int {
    switch when {
    case .none: return standard
    case .yearly(let begins, let ends):
      let minute = Int(milliseconds / Zone.minute)
      let year = Day(milliseconds: milliseconds + Int64(standard) * Zone.minute).civil.year
      let begin = begins.minute(of: year) - standard
      let end = ends.minute(of: year) - standard - saving
      // South of the equator the summer goes over the turn of the year.
      let isSaving = begin < end ? begin <= minute && minute < end : begin <= minute || minute < end
      return isSaving ? standard + saving : standard
    case .listed(let hours):
      let hour = milliseconds / (60 * Zone.minute)
      let passed = hours.prefix { $0 <= hour }.count
      return passed % 2 == 1 ? standard + saving : standard
    }
  }
}

/// A time of every year, by the clocks of the zone before they are moved.
private struct YearlyTime: Sendable {
  private let month: Int
  /// Which of the month's weekdays: from 1 on; 5 is the last.
  private let week: Int
  /// From 0 for Sunday.
  private let weekday: Int
  /// May be below 0, or beyond the day.
  private let minuteOfDay: Int

  /// Reads `3.2.0/120`: month, week, weekday, minute of the day.
  init(_ text: String) {
    let numbers = text.split { $0 == "." || $0 == "/" }.map { Int($0)! }
    (month, week, weekday, minuteOfDay) = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  /// The time in a year, in minutes since 1970 by the zone's clocks.
  func minute(of year: Int) -> Int {
    let first = Int(Day(year: year, month: month, day: 1)!.number)
    // 1970-01-01 was a Thursday.
    let weekdayOfFirst = ((first + 4) % 7 + 7) % 7
    var day = (weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7
    if day >= Day.length(ofMonth: month, year: year) { day -= 7 }
    return (first + day) * 1440 + minuteOfDay
  }
}
