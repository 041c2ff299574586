import PiperollLedger

/// What to write instead of times that are not in the protocol's form.
enum MomentHint {
  /// What to write instead of a moment, for people.
  static func sentence(for text: String, today: Day) -> String {
    if let meant = meant(by: text, today: today) { return "write \(meant)" }
    return "a date, alone or with a slash and a time: 2026-11-27/15:00, fri/09:30, +3d"
  }

  /// The one moment that a text can mean, as the protocol writes it: `fri/15:00` for `Fri 3pm`.
  static func meant(by text: String, today: Day) -> String? {
    let text = text.lowercased().replacing(" at ", with: " ")
    if text.utf8.count > bytesMax { return nil }
    if Moment(parsing: text, today: today) != nil { return text }
    if let minute = minute(meantBy: text) { return "today/\(TimeOfDay.text(ofMinute: minute))" }
    for place in text.indices.reversed() where " /t@,".contains(text[place]) {
      let (day, time) = (text[..<place], text[text.index(after: place)...])
      guard let minute = minute(meantBy: String(time)), minute < 1440,
        let date = DateHint.meant(by: String(day), today: today)
      else { continue }
      return "\(date)/\(TimeOfDay.text(ofMinute: minute))"
    }
    // An appointment at a time that there is not is no day.
    return text.contains(":") ? nil : DateHint.meant(by: text, today: today)
  }

  /// What to write instead of times of the week, for people.
  static func windowsSentence(for text: String) -> String {
    if let meant = windows(meantBy: text) { return "write \"\(meant)\"" }
    return "times of the week such as \"mon-fri 15:00-17:00; sat-sun\", at most"
      + " \(WeekWindows.windowsMax) of them"
  }

  /// The one spelling of the times that a text can mean: `sat-sun` for `weekends`.
  static func windows(meantBy text: String) -> String? {
    if text.utf8.count > bytesMax { return nil }
    if WeekWindows(parsing: text) != nil { return text }
    var plain = text.lowercased()
    for (word, days) in words { plain = plain.replacing(word, with: days) }
    var parts: [String] = []
    for part in plain.split(separator: ";") {
      let words = part.split(separator: " ").map(String.init)
      parts.append(words.map { hours(meantBy: $0) ?? $0 }.joined(separator: " "))
    }
    return WeekWindows(parsing: parts.joined(separator: "; "))?.text
  }

  /// `3pm-5pm` as `15:00-17:00`.
  private static func hours(meantBy text: String) -> String? {
    let ends = text.split(separator: "-").map(String.init)
    guard ends.count == 2, let start = minute(meantBy: ends[0]), let end = minute(meantBy: ends[1])
    else { return nil }
    return "\(TimeOfDay.text(ofMinute: start))-\(TimeOfDay.text(ofMinute: end))"
  }

  /// `3pm`, `3:30 pm`, `15.30`, `15h`.
  private static func minute(meantBy text: String) -> Int? {
    let text = text.filter { $0 != " " }
    if text == "noon" { return 720 }
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == ":" || $0 == "." }
    let parts = digits.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard (1...2).contains(parts.count), let hour = Int(parts[0]), hour <= 24,
      let minutes = parts.count == 2 ? Int(parts[1]) : 0, minutes < 60,
      parts.count == 1 || parts[1].count == 2
    else { return nil }
    switch text.dropFirst(digits.count) {
    case "am", "a.m.": return (1...12).contains(hour) ? hour % 12 * 60 + minutes : nil
    case "pm", "p.m.": return (1...12).contains(hour) ? (hour % 12 + 12) * 60 + minutes : nil
    case "h": return hour * 60 + minutes
    case "": return parts.count == 2 ? hour * 60 + minutes : nil
    default: return nil
    }
  }

  private static let bytesMax = 200
  private static let words = [
    ("weekdays", "mon-fri"), ("weekends", "sat-sun"), ("weekend", "sat-sun"),
    ("every day", "mon-sun"), ("daily", "mon-sun"), ("mondays", "mon"), ("tuesdays", "tue"),
    ("wednesdays", "wed"), ("thursdays", "thu"), ("fridays", "fri"), ("saturdays", "sat"),
    ("sundays", "sun"), ("monday", "mon"), ("tuesday", "tue"), ("wednesday", "wed"),
    ("thursday", "thu"), ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
    (" - ", "-"), (" to ", "-"), ("–", "-"), (" pm", "pm"), (" am", "am"), (", ", ","),
  ]
}
