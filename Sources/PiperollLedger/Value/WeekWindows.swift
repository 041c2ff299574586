/// Times of the week by a person's own clock: `mon-fri 15:00-17:00; sat-sun`.
public struct WeekWindows: Hashable, Sendable {
  /// The same hours on some days of the week.
  public struct Window: Hashable, Sendable {
    /// A bit for each day: the lowest for Monday.
    let days: UInt8
    /// Its first minute, and the one before which it ends, of the day. Where it does not end after
    /// it begins, it ends on the next day.
    let start: UInt16
    let end: UInt16

    /// Nil if it has no day, no minute, or minutes that no day has.
    init?(days: UInt8, start: Int, end: Int) {
      guard (1...Self.allDays).contains(days), (0..<WeekWindows.dayMinutes).contains(start),
        (1...WeekWindows.dayMinutes).contains(end), start != end
      else { return nil }
      (self.days, self.start, self.end) = (days, UInt16(start), UInt16(end))
    }

    static let allDays: UInt8 = 0b111_1111
    fileprivate var isWholeDay: Bool { start == 0 && end == WeekWindows.dayMinutes }

    fileprivate func contains(weekday: Int, minute: Int) -> Bool {
      let isDay = days & 1 << weekday != 0
      if start < end { return isDay && (Int(start)..<Int(end)).contains(minute) }
      let isDayBefore = days & 1 << ((weekday + 6) % 7) != 0
      return isDay && minute >= start || isDayBefore && minute < end
    }
  }

  /// In the order in which they were given; never empty.
  public let windows: [Window]

  /// Each half of each day by itself.
  public static let windowsMax = 14
  static let dayMinutes = 1440

  /// Nil if there is none, or more than `windowsMax`.
  init?(_ windows: [Window]) {
    guard (1...Self.windowsMax).contains(windows.count) else { return nil }
    self.windows = windows
  }

  /// Whether a time is within: from a window's first minute to before its last, so that at 17:00
  /// `15:00-17:00` is over.
  public func contains(_ clock: ClockReading) -> Bool {
    windows.contains { $0.contains(weekday: clock.day.weekday, minute: clock.minuteOfDay) }
  }

  /// The minutes of a day at which one of them may begin or end, rising. Between two of them, and
  /// from the last to midnight, it stays the same whether a time is within.
  var edges: [Int] {
    Set(windows.flatMap { [Int($0.start), Int($0.end) % Self.dayMinutes] } + [0]).sorted()
  }
}

// Text.
extension WeekWindows {
  /// Reads `mon-fri 15:00-17:00; sat-sun`: days with `-` or `,` between them, with or without
  /// hours, which a comma may separate too. Hours alone are those of every day.
  public init?(parsing text: String) {
    var windows: [Window] = []
    for part in text.lowercased().split(separator: ";", omittingEmptySubsequences: false) {
      guard let read = Self.windows(part) else { return nil }
      windows += read
    }
    self.init(windows)
  }

  private static func windows(_ part: Substring) -> [Window]? {
    let words = part.split(separator: " ")
    guard let first = words.first, words.count <= 2 else { return nil }
    let hasDays = first.first!.isLetter
    guard let days = hasDays ? days(first) : words.count == 1 ? Window.allDays : nil else {
      return nil
    }
    if hasDays, words.count == 1 {
      return Window(days: days, start: 0, end: dayMinutes).map { [$0] }
    }
    var windows: [Window] = []
    for hours in words.last!.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = hours.split(separator: "-", omittingEmptySubsequences: false).map {
        TimeOfDay.minute(parsing: String($0))
      }
      guard ends.count == 2, let start = ends[0], let end = ends[1],
        let window = Window(days: days, start: start, end: end == 0 ? dayMinutes : end)
      else { return nil }
      windows.append(window)
    }
    return windows
  }

  /// Reads `mon-fri`, `sat,mon`. `fri-mon` goes over the end of the week.
  private static func days(_ text: Substring) -> UInt8? {
    var days: UInt8 = 0
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map {
        Day.weekdays.firstIndex(of: String($0))
      }
      guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2 else {
        return nil
      }
      for day in 0...(last - first + 7) % 7 { days |= 1 << ((first + day) % 7) }
    }
    return days
  }

  /// In one spelling: `mon-fri 15:00-17:00; sat-sun`.
  public var text: String { windows.map(\.text).joined(separator: "; ") }
}

extension WeekWindows.Window {
  fileprivate var text: String {
    if isWholeDay { return daysText }
    let hours = "\(TimeOfDay.text(ofMinute: Int(start)))-\(TimeOfDay.text(ofMinute: Int(end)))"
    return days == Self.allDays ? hours : "\(daysText) \(hours)"
  }

  private var daysText: String {
    var parts: [String] = []
    var day = 0
    while day < 7 {
      let first = day
      while day < 7, days & 1 << day != 0 { day += 1 }
      if day - first > 1 {
        parts.append("\(Day.weekdays[first])-\(Day.weekdays[day - 1])")
      } else if day > first {
        parts.append(Day.weekdays[first])
      }
      day += 1
    }
    return parts.joined(separator: ",")
  }
}

// Bytes.
extension WeekWindows {
  func put(to writer: inout EntryWriter) {
    writer.put(UInt8(windows.count))
    for window in windows {
      writer.put(window.days)
      writer.put(window.start)
      writer.put(window.end)
    }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    var windows: [Window] = []
    for _ in 0..<(try reader.take(UInt8.self)) {
      let days = try reader.take(UInt8.self)
      let (start, end) = (try reader.take(UInt16.self), try reader.take(UInt16.self))
      guard let window = Window(days: days, start: Int(start), end: Int(end)) else {
        throw .unknownValue
      }
      windows.append(window)
    }
    guard let read = WeekWindows(windows) else { throw .unknownValue }
    self = read
  }
}
