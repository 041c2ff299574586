import PiperollLedger

/// What somebody may have meant who wrote a date in another form than the protocol's.
enum DateHint {
  /// What to write instead, for people.
  /// - Parameter text: what is no date of the protocol.
  static func sentence(for text: String, today: Day) -> String {
    if text.utf8.count > bytesMax { return usual }
    if let meant = meant(by: text, today: today), Day(iso: meant.utf8) == nil {
      return "write \(meant)"
    }
    let text = text.lowercased().trimmingBlanks
    let parts = DateParts(text, today: today)
    let days = parts.days.map(\.text)
    if !days.isEmpty { return "write \(days.joined(separator: " or ")): year, month, day" }
    if let (year, month) = parts.monthWithoutThatDay {
      let first = Day(year: year, month: month, day: 1)!
      return "\(first.text.prefix(7)) ends with \(first.endOfMonth.text)"
    }
    return usual
  }

  /// The one date that a text can mean, as the protocol writes it; nil if there is none, or more
  /// than one.
  static func meant(by text: String, today: Day) -> String? {
    if text.utf8.count > bytesMax { return nil }
    let text = text.lowercased().trimmingBlanks
    if let relative = relative(text, today) { return relative }
    let days = DateParts(text, today: today).days
    return days.count == 1 ? days[0].text : nil
  }

  /// A date is no longer than this in any form; a value may be as long as a line.
  private static let bytesMax = 40
  private static let usual = "a date such as 2026-11-23, today, eom, fri, +14d, -3w, -1m, +1y"

  /// `+14D` and `14 days` as `+14d`, `tomorrow` as `+1d`.
  private static func relative(_ text: String, _ today: Day) -> String? {
    if Day(parsing: text.utf8, today: today) != nil, text.utf8.count != Day.textBytes {
      return text
    }
    if let word = words[text] { return word }
    let sign = text.hasPrefix("-") ? "-" : "+"
    let rest = text.drop { "+- ".contains($0) }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let unit = String(rest.dropFirst(digits.count)).trimmingBlanks
    let hasSign = rest.count < text.count
    guard (1...4).contains(digits.count), !unit.isEmpty || hasSign else { return nil }
    guard let letter = unit.isEmpty ? "d" : units[unit] else { return nil }
    return "\(sign)\(digits)\(letter)"
  }

  private static let words = [
    "tomorrow": "+1d", "yesterday": "-1d", "now": "today", "month-end": "eom",
    "end of month": "eom", "next week": "+1w", "last week": "-1w", "next month": "+1m",
    "last month": "-1m", "next year": "+1y", "last year": "-1y",
  ]
  private static let units = [
    "d": "d", "day": "d", "days": "d", "w": "w", "wk": "w", "week": "w", "weeks": "w", "m": "m",
    "mo": "m", "month": "m", "months": "m", "y": "y", "yr": "y", "year": "y", "years": "y",
  ]
}

/// The numbers and the month's name that a date in another form consists of.
private struct DateParts {
  /// The days that they may mean, the likelier one first.
  private(set) var days: [Day] = []
  /// The year and month of a date in the right form whose month has no such day.
  private(set) var monthWithoutThatDay: (year: Int, month: Int)?

  /// - Parameter text: in small letters.
  init(_ text: String, today: Day) {
    if text.utf8.count > Day.textBytes, let day = Day(iso: text.utf8.prefix(Day.textBytes)) {
      // A time follows it.
      days = [day]
      return
    }
    var words = Self.words(text)
    if words.count == 1, words[0].count == 8, let number = Int(words[0]) {
      words = ["\(number / 10_000)", "\(number / 100 % 100)", "\(number % 100)"]
    }
    if words.count == 2 { words.append("\(today.civil.year)") }
    guard words.count == 3 else { return }
    if let place = words.firstIndex(where: { Self.month($0) != nil }) {
      let month = Self.month(words.remove(at: place))!
      // The year stands last, unless it can only be the first.
      let isYearFirst = words[0].count > 2
      add(isYearFirst ? words[0] : words[1], "\(month)", isYearFirst ? words[1] : words[0], today)
      return
    }
    addNumbers(words, text, today)
  }

  private mutating func addNumbers(_ words: [String], _ text: String, _ today: Day) {
    let (first, second, third) = (words[0], words[1], words[2])
    if first.count == 4 {
      add(first, second, third, today)
      if days.isEmpty { add(first, third, second, today) }
      if days.isEmpty, let year = Int(first), let month = Int(second),
        Day(year: year, month: month, day: 1) != nil
      {
        monthWithoutThatDay = (year, month)
      }
      return
    }
    // Points stand in dates that begin with the day, strokes in both kinds.
    if third.count == 2, text.contains("-") { add(first, second, third, today) }
    if !text.contains(".") { add(third, first, second, today) }
    add(third, second, first, today)
    if days.isEmpty { add(third, first, second, today) }
  }

  private mutating func add(_ year: String, _ month: String, _ day: String, _ today: Day) {
    guard let number = Int(year), let month = Int(month), let day = Int(day) else { return }
    var full = number
    if year.count <= 2 {
      full += 2000
      if full > today.civil.year + Self.yearsAhead { full -= 100 }
    }
    guard let found = Day(year: full, month: month, day: day), !days.contains(found) else { return }
    days.append(found)
  }

  /// A year of two digits is of this century, unless that is so far ahead.
  private static let yearsAhead = 50

  /// The numbers and words of a text: `23nov2026` has three.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var last: Character = " "
    for sign in text {
      if sign.isASCII, sign.isLetter || sign.isNumber {
        if last.isLetter == sign.isLetter, last.isNumber == sign.isNumber {
          words[words.count - 1].append(sign)
        } else {
          words.append(String(sign))
        }
        last = sign
      } else {
        last = " "
      }
    }
    return words
  }

  private static func month(_ word: String) -> Int? {
    guard word.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(word) || word == "sept" && $0.hasPrefix("sep") }
      .map { $0 + 1 }
  }

  private static let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
