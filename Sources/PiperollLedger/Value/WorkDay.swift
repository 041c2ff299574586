// Work days: Monday to Friday without the federal holidays of 5 U.S.C. 6103(a). A holiday on a
// Saturday is kept on the Friday before it (6103(b)), one on a Sunday on the Monday after it
// (Executive Order 11582).

extension Day {
  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { (Int(number) % 7 + 10) % 7 }

  /// Whether the day is no Saturday, no Sunday and no federal holiday as it is kept.
  public var isWorkDay: Bool { weekday < 5 && !isFederalHoliday }

  /// The last of so many work days after this day; the day itself for none.
  public func advanced(workDays: Int) -> Day {
    var (day, left) = (self, workDays)
    while left > 0, day < .last {
      day = day.advanced(days: 1)
      if day.isWorkDay { left -= 1 }
    }
    return day
  }

  /// Whether a federal holiday is kept on the day.
  public var isFederalHoliday: Bool {
    if isHoliday(of: self) { return true }
    return switch weekday {
    case 0: isHoliday(of: advanced(days: -1), fixedOnly: true)
    case 4: isHoliday(of: advanced(days: 1), fixedOnly: true)
    default: false
    }
  }

  /// Whether a day's own date is a holiday.
  /// - Parameter fixedOnly: only those that may fall on a weekend count.
  private func isHoliday(of day: Day, fixedOnly: Bool = false) -> Bool {
    let (year, month, date) = day.civil
    switch (month, date) {
    // New Year's Day, Independence Day, Veterans Day, Christmas Day.
    case (1, 1), (7, 4), (11, 11), (12, 25): return true
    // Juneteenth National Independence Day, since Public Law 117-17.
    case (6, 19): return year >= 2021
    default: return !fixedOnly && day.isHolidayOfWeekday(month, date)
    }
  }

  /// The holidays that are the first, second, third, fourth or last Monday or Thursday of a month.
  private func isHolidayOfWeekday(_ month: Int, _ date: Int) -> Bool {
    let place = (date - 1) / 7 + 1
    return switch (month, weekday) {
    // The birthdays of Martin Luther King, Jr. and of Washington.
    case (1, 0), (2, 0): place == 3
    // Memorial Day.
    case (5, 0): date + 7 > 31
    // Labor Day.
    case (9, 0): place == 1
    // Columbus Day.
    case (10, 0): place == 2
    // Thanksgiving Day.
    case (11, 3): place == 4
    default: false
    }
  }
}

/// Some days of grace: `2b`, two work days, or `3d`, three days of the calendar.
public struct Grace: Equatable, Sendable {
  public let count: Int
  /// Whether only work days count.
  public let isOfWorkDays: Bool
  /// More is no grace but another date.
  public static let countMax = 60

  /// Nil if the count is below zero or above `countMax`.
  public init?(_ count: Int, isOfWorkDays: Bool) {
    guard (0...Self.countMax).contains(count) else { return nil }
    self.count = count
    self.isOfWorkDays = isOfWorkDays
  }

  /// Reads `2b` or `3d`; nil for anything else.
  public init?(parsing text: String) {
    guard let unit = text.last, unit == "b" || unit == "d", text.utf8.count <= 3,
      text.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(text.dropLast())
    else { return nil }
    self.init(count, isOfWorkDays: unit == "b")
  }

  /// `2b` or `3d`.
  public var text: String { "\(count)\(isOfWorkDays ? "b" : "d")" }

  /// The last day of grace after a day.
  public func last(after day: Day) -> Day {
    isOfWorkDays ? day.advanced(workDays: count) : day.advanced(days: count)
  }

  /// As one number, for rows.
  var number: Int64 { Int64(count) << 1 | (isOfWorkDays ? 1 : 0) }

  init?(number: Int64) {
    guard number >= 0, number >> 1 <= Self.countMax else { return nil }
    self.init(Int(number >> 1), isOfWorkDays: number & 1 == 1)
  }
}
