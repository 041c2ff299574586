import Testing

@testable import PiperollLedger

@Suite struct WorkDayTests {
  /// As the Office of Personnel Management lists them.
  static let holidays: [Int: [String]] = [
    2026: [
      "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26",
      "12-25",
    ],
    2027: [
      "01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25",
      "12-24", "12-31",
    ],
    2028: [
      "01-17", "02-21", "05-29", "06-19", "07-04", "09-04", "10-09", "11-10", "11-23", "12-25",
    ],
    // Juneteenth was none yet.
    2020: [
      "01-01", "01-20", "02-17", "05-25", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25",
    ],
  ]

  @Test(arguments: holidays.keys.sorted())
  func `a year has the holidays that are kept in it`(year: Int) throws {
    var kept: [String] = []
    var day = try #require(Day(year: year, month: 1, day: 1))
    while day.civil.year == year {
      if day.isFederalHoliday, day.weekday < 5 { kept.append(String(day.text.dropFirst(5))) }
      day = day.advanced(days: 1)
    }
    #expect(kept == Self.holidays[year])
  }

  @Test(arguments: [
    // A Saturday, and a Friday after Thanksgiving Day.
    ("2026-11-28", "1b", "2026-11-30"), ("2026-11-27", "3d", "2026-11-30"),
    ("2026-11-27", "2b", "2026-12-01"), ("2026-11-25", "1b", "2026-11-27"),
    ("2026-12-24", "1b", "2026-12-28"), ("2026-11-23", "0b", "2026-11-23"),
    ("2026-07-02", "1b", "2026-07-06"),
  ])
  func `days of grace end on a day`(from: String, grace: String, last: String) throws {
    let day = try #require(Day(iso: from.utf8))
    #expect(try #require(Grace(parsing: grace)).last(after: day).text == last)
  }

  @Test(arguments: ["", "b", "2", "2x", "-1d", "61d", "1.5d", "002b"])
  func `what is no grace is refused`(text: String) { #expect(Grace(parsing: text) == nil) }

  @Test func `the first day of 1970 was a Thursday`() throws {
    #expect(Day(number: 0).weekday == 3)
    #expect(Day(number: -4).weekday == 6)
    #expect(try #require(Day(iso: "2026-11-23".utf8)).weekday == 0)
  }
}
