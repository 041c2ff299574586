/// A date of the Gregorian calendar, as days since 1970-01-01. It has no time and no zone.
public struct Day: BitwiseCopyable, Hashable, Comparable, Sendable {
  public let number: Int32

  public init(number: Int32) { self.number = number }

  /// Years have four digits, as in `YYYY-MM-DD`.
  public static let first = Day(number: -719_162)
  public static let last = Day(number: 2_932_896)

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// The days from one date to another; below zero if the first date is the earlier one.
  public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

  /// The date some days later, limited to `first...last`.
  public func advanced(days: Int) -> Day {
    let moved = Int(number) + min(max(days, -4_000_000), 4_000_000)
    return Day(number: Int32(min(max(moved, Int(Day.first.number)), Int(Day.last.number))))
  }

  /// The UTC day at a time in milliseconds since 1970. What day it is for the desk,
  /// `Book.deskDay(at:)` says.
  public init(milliseconds: Int64) {
    let days = milliseconds / 86_400_000 - (milliseconds % 86_400_000 < 0 ? 1 : 0)
    self.init(number: Int32(clamping: days))
  }
}

// The civil calendar. Years are counted from March, so that the leap day is the last of its year.
extension Day {
  /// The day with a year, month and day of the calendar; nil if there is none.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// The year, month and day of the calendar. The algorithm is that of C. Neri and L. Schneider,
  /// "Euclidean affine functions and their application to calendar algorithms", section 4. It is
  /// fast, because a reply writes many dates.
  public var civil: (year: Int, month: Int, day: Int) {
    let (year, month, day) = Day.civil(ofDay: UInt32(truncatingIfNeeded: number &+ 719_468))
    return (Int(year), Int(month), Int(day))
  }

  /// - Parameter days: the days since 1 March of the year 0.
  @inline(__always)
  private static func civil(ofDay days: UInt32) -> (year: UInt32, month: UInt32, day: UInt32) {
    let quarters = 4 &* days &+ 3
    let century = quarters / 146_097
    let ofCentury = (quarters % 146_097) | 3
    let years = UInt64(2_939_745) &* UInt64(ofCentury)
    let yearOfCentury = UInt32(truncatingIfNeeded: years >> 32)
    let dayOfYear = UInt32(truncatingIfNeeded: years) / 2_939_745 / 4
    let months = 2141 &* dayOfYear &+ 197_913
    // January and February are the last months of a year that begins in March.
    let isNext: UInt32 = dayOfYear >= 306 ? 1 : 0
    return (
      100 &* century &+ yearOfCentury &+ isNext, months >> 16 &- 12 &* isNext,
      (months & 0xFFFF) / 2141 &+ 1
    )
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The same day of the month some months later, or the last day of that month if it is shorter;
  /// limited to `first...last`.
  public func advanced(months: Int) -> Day {
    let (year, month, day) = civil
    let total = year * 12 + month - 1 + min(max(months, -120_000), 120_000)
    if total < 12 { return .first }
    let (newYear, newMonth) = (total / 12, total % 12 + 1)
    if newYear > 9999 { return .last }
    let newDay = min(day, Day.length(ofMonth: newMonth, year: newYear))
    return Day(year: newYear, month: newMonth, day: newDay) ?? self
  }

  /// The last day of this day's month.
  public var endOfMonth: Day {
    let (year, month, _) = civil
    return Day(year: year, month: month, day: Day.length(ofMonth: month, year: year)) ?? self
  }
}

extension Day {
  /// Reads `2026-11-23`, `today`, and what counts from a day: `eom` (its month's last day), `fri`
  /// (the next Friday after it), `+14d`, `-3w`, `-1m`, `+1y`.
  /// - Parameter start: the day from which they count; nil: today.
  public init?(parsing bytes: some Collection<UInt8>, today: Day, from start: Day? = nil) {
    let start = start ?? today
    if let day = Day(iso: bytes) {
      self = day
      return
    }
    switch String(decoding: bytes, as: UTF8.self) {
    case "today": self = today
    case "eom": self = start.endOfMonth
    case let text:
      if let weekday = Day.weekdays.firstIndex(of: text) {
        self = start.advanced(days: (weekday - start.weekday + 6) % 7 + 1)
        return
      }
      guard let day = Day.relative(text, to: start) else { return nil }
      self = day
    }
  }

  /// The words of the days of the week, from Monday on.
  public static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Reads `2026-11-23`.
  public init?(iso bytes: some Collection<UInt8>) {
    guard bytes.count == 10 else { return nil }
    var parts = [0, 0, 0]
    for (place, byte) in bytes.enumerated() {
      if place == 4 || place == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        let part = place < 4 ? 0 : place < 7 ? 1 : 2
        parts[part] = parts[part] * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  private static func relative(_ text: String, to start: Day) -> Day? {
    guard let sign = text.first, sign == "+" || sign == "-", let unit = text.last,
      let count = count(text.dropFirst().dropLast()), (0...9999).contains(count)
    else { return nil }
    let signed = sign == "-" ? -count : count
    switch unit {
    case "d": return start.advanced(days: signed)
    case "w": return start.advanced(days: signed * 7)
    case "m": return start.advanced(months: signed)
    case "y": return start.advanced(months: signed * 12)
    default: return nil
    }
  }

  /// Reads digits only: Swift's own parser also accepts a sign.
  private static func count(_ digits: Substring) -> Int? {
    digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(digits) : nil
  }

  /// How many bytes the text of a date has.
  public static let textBytes = 10

  /// Writes `YYYY-MM-DD` to memory with room for `textBytes` bytes.
  /// - Returns: `textBytes`.
  @discardableResult
  public func write(to place: UnsafeMutablePointer<UInt8>) -> Int {
    let (year, month, day) = Day.civil(ofDay: UInt32(truncatingIfNeeded: number &+ 719_468))
    DigitPair.write(min(year / 100, 99), to: place)
    DigitPair.write(year % 100, to: place + 2)
    place[4] = UInt8(ascii: "-")
    DigitPair.write(month, to: place + 5)
    place[7] = UInt8(ascii: "-")
    DigitPair.write(day, to: place + 8)
    return Day.textBytes
  }

  /// The date as `YYYY-MM-DD`.
  public var text: String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Day.textBytes) { bytes in
      write(to: bytes.baseAddress!)
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
