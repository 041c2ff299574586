import Foundation
import PiperollLedger
import TestSupport
import Testing

@Suite struct DayTests {
  /// Counts through every date of the calendar, one day at a time, by the rules of 1582 alone.
  @Test func `every date from 0001 to 9999 has its number and its text`() {
    var (year, month, day) = (1, 1, 1)
    var number: Int32 = -719_162
    var faults: [String] = []
    while year <= 9999 {
      let made = Day(year: year, month: month, day: day)
      if made?.number != number { faults.append("\(year)-\(month)-\(day)") }
      let (y, m, d) = Day(number: number).civil
      if (y, m, d) != (year, month, day) { faults.append("\(number)") }
      number += 1
      day += 1
      let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      if faults.count > 5 { break }
    }
    #expect(faults.isEmpty)
    #expect(Day.last.number == number - 1)
  }

  /// Compares with another calendar, which others have written.
  @Test func `numbers agree with Foundation's Gregorian calendar`() throws {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var random = SplitMix64(seed: 11)
    for _ in 0..<2000 {
      let day = Day(number: Int32(random.below(100_000) - 50_000))
      let date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let (year, month, dayOfMonth) = day.civil
      #expect(parts.year == year && parts.month == month && parts.day == dayOfMonth)
    }
  }

  @Test(arguments: [
    "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00",
    "0000-01-01",
    "2026-1-01", "2026-01-1", "26-01-01", "2026/01/01", "20260101", "2026-01-01 ", " 2026-01-01",
    "2026-01-01T00:00", "+2026-01-1", "-026-01-01", "10000-01-01", "", "tomorrow", "Today", "EOM",
    "14d", "+14", "+d", "+-14d", "++14d", "--14d", "-+14d", "+1.5d", "+10000d", "+14D", "+ 14d",
    "+14days", "+٣d", "today+1d", "2026-01-0\u{301}",
  ])
  func `what is no date is refused`(text: String) {
    #expect(Day(parsing: text.utf8, today: Day(number: 0)) == nil)
  }

  struct Relative: Sendable {
    var today: String
    var text: String
    var day: String

    init(_ today: String, _ text: String, _ day: String) {
      (self.today, self.text, self.day) = (today, text, day)
    }
  }

  @Test(arguments: [
    Relative("2026-11-23", "today", "2026-11-23"), Relative("2026-11-23", "eom", "2026-11-30"),
    Relative("2024-02-10", "eom", "2024-02-29"), Relative("2026-02-28", "eom", "2026-02-28"),
    Relative("2026-12-31", "eom", "2026-12-31"), Relative("2026-11-23", "+0d", "2026-11-23"),
    Relative("2026-11-23", "+14d", "2026-12-07"), Relative("2026-11-23", "-3w", "2026-11-02"),
    Relative("2026-01-31", "+1m", "2026-02-28"), Relative("2024-01-31", "+1m", "2024-02-29"),
    Relative("2026-03-31", "-1m", "2026-02-28"), Relative("2026-01-15", "-1m", "2025-12-15"),
    Relative("2026-12-15", "+1m", "2027-01-15"), Relative("2024-02-29", "+1y", "2025-02-28"),
    Relative("2024-02-29", "-4y", "2020-02-29"), Relative("2026-05-31", "+13m", "2027-06-30"),
    Relative("2026-11-23", "+9999d", "2054-04-09"), Relative("2026-11-23", "-9999y", "0001-01-01"),
    Relative("2026-11-23", "+9999y", "9999-12-31"), Relative("0001-01-01", "-1d", "0001-01-01"),
    Relative("9999-12-05", "+1m", "9999-12-31"), Relative("0001-01-20", "-1m", "0001-01-01"),
    Relative("9999-12-31", "+1d", "9999-12-31"), Relative("2026-11-23", "2024-02-29", "2024-02-29"),
  ])
  func `a date may be told from today`(row: Relative) throws {
    let today = try #require(Day(parsing: row.today.utf8, today: Day(number: 0)))
    #expect(Day(parsing: row.text.utf8, today: today)?.text == row.day)
  }

  @Test(arguments: [
    (Int64(0), "1970-01-01"), (86_399_999, "1970-01-01"), (86_400_000, "1970-01-02"),
    (-1, "1969-12-31"), (-86_400_000, "1969-12-31"), (-86_400_001, "1969-12-30"),
    (1_795_453_200_000, "2026-11-23"),
  ])
  func `a time has its day`(milliseconds: Int64, day: String) {
    #expect(Day(milliseconds: milliseconds).text == day)
  }

  @Test func `days are counted between dates`() {
    let (first, second) = (Day(year: 2024, month: 2, day: 28)!, Day(year: 2024, month: 3, day: 1)!)
    #expect(second - first == 2 && first - second == -2 && first < second)
    #expect(first.advanced(days: 2) == second)
    #expect(first.advanced(days: .max) == .last && first.advanced(days: .min) == .first)
    #expect(second.startOfMonth == second && first.startOfMonth.text == "2024-02-01")
  }
}
