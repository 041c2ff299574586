import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct WeekWindowsTests {
  /// A time such as `2026-11-23 15:00:00`, a Monday's.
  private static func clock(_ text: String) -> ClockReading {
    let parts = text.split { $0 == " " || $0 == ":" }
    let numbers = parts.dropFirst().map { Int($0)! }
    return ClockReading(
      day: Day(iso: parts[0].utf8)!,
      secondOfDay: numbers[0] * 3600 + numbers[1] * 60 + numbers[2])
  }

  @Test(arguments: [
    ("mon-fri 15:00-17:00; sat-sun", "mon-fri 15:00-17:00; sat-sun"),
    ("MON,Wed,fri", "mon,wed,fri"), ("fri-mon", "mon,fri-sun"), ("mon-sun", "mon-sun"),
    ("8:00-9:30", "08:00-09:30"), ("mon-sun 08:00-09:30", "08:00-09:30"),
    ("tue 8:00-9:00,17:00-18:00", "tue 08:00-09:00; tue 17:00-18:00"),
    ("sat 22:00-06:00", "sat 22:00-06:00"), ("sun 22:00-00:00", "sun 22:00-24:00"),
    ("mon 00:00-24:00", "mon"), (" thu ; sun  09:00-10:00 ", "thu; sun 09:00-10:00"),
  ])
  func `windows are shown in one spelling, which reads as the same`(given: String, shown: String)
    throws
  {
    let windows = try #require(WeekWindows(parsing: given))
    #expect(windows.text == shown)
    #expect(try #require(WeekWindows(parsing: shown)).text == shown)
  }

  @Test(arguments: [
    "", ";", "mon;", "mon-fri 15:00", "15:00", "mon 15:00-15:00", "mon 25:00-26:00",
    "mon 24:00-1:00",
    "mon 15:60-16:00", "monday", "mon-tue-wed", "mon 15:00-16:00 x", "15:00-16:00 mon", "mon 3-5",
    "mon,,tue", "mon 8:00-9:00,", "-mon", "mon 015:00-16:00", "mon 1:0-2:00", "é",
    [String](repeating: "mon", count: 15).joined(separator: ";"),
  ])
  func `what is no window is refused`(text: String) { #expect(WeekWindows(parsing: text) == nil) }

  /// "On weekdays, except from 3:00 p.m. to 5:00 p.m.", and not on weekends: comment
  /// 6(b)(1)-1.ii. A window is from its first minute to before its last.
  @Test(arguments: [
    ("2026-11-25 14:59:59", false), ("2026-11-25 15:00:00", true), ("2026-11-25 16:59:59", true),
    ("2026-11-25 17:00:00", false), ("2026-11-27 15:00:00", true), ("2026-11-27 23:59:59", false),
    ("2026-11-28 00:00:00", true), ("2026-11-29 23:59:59", true), ("2026-11-30 00:00:00", false),
  ])
  func `a window is from its first minute to before its last`(time: String, isWithin: Bool) throws {
    let windows = try #require(WeekWindows(parsing: "mon-fri 15:00-17:00; sat-sun"))
    #expect(windows.contains(Self.clock(time)) == isWithin)
  }

  @Test(arguments: [
    ("2026-11-28 21:59:59", false), ("2026-11-28 22:00:00", true), ("2026-11-29 05:59:59", true),
    ("2026-11-29 06:00:00", false), ("2026-11-29 22:00:00", false), ("2026-11-28 05:00:00", false),
  ])
  func `a window may go over midnight`(time: String, isWithin: Bool) throws {
    let windows = try #require(WeekWindows(parsing: "sat 22:00-06:00"))
    #expect(windows.contains(Self.clock(time)) == isWithin)
  }

  private static func random(_ random: inout SplitMix64) -> WeekWindows {
    let windows = (0...random.below(3)).map { _ in
      var window: WeekWindows.Window?
      while window == nil {
        window = WeekWindows.Window(
          days: UInt8(random.below(128)), start: random.below(1440), end: random.below(1441))
      }
      return window!
    }
    return WeekWindows(windows)!
  }

  @Test func `any windows come back from their text and their bytes, with the same times`() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      let windows = Self.random(&random)
      var read = try #require(WeekWindows(parsing: windows.text))
      #expect(read.text == windows.text)
      for _ in 0..<50 {
        let clock = ClockReading(
          day: Day(number: Int32(20_000 + random.below(7))), secondOfDay: random.below(86_400))
        #expect(windows.contains(clock) == read.contains(clock))
      }
      var bytes: [UInt8] = []
      EntryWriter.append(to: &bytes) { windows.put(to: &$0) }
      read = try bytes.withUnsafeBytes { bytes in
        var reader = EntryReader(bytes)
        return try WeekWindows(from: &reader)
      }
      #expect(read == windows)
    }
  }

  @Test func `between two edges it stays the same whether a time is within`() {
    var random = SplitMix64(seed: 12)
    for _ in 0..<100 {
      let windows = Self.random(&random)
      let edges = Set(windows.edges)
      for day in 20_000..<20_007 {
        var last: Bool?
        for minute in 0..<1440 {
          let isWithin = windows.contains(
            ClockReading(day: Day(number: Int32(day)), secondOfDay: minute * 60))
          if !edges.contains(minute) { #expect(isWithin == last) }
          last = isWithin
        }
      }
    }
  }
}
