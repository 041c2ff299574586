import PiperollLedger
import Testing

@testable import PiperollCommands

@Suite struct DateHintTests {
  private static let today = Day(year: 2026, month: 11, day: 23)!

  @Test(arguments: [
    // With points the day comes first, with strokes either may.
    ("23.11.2026", "write 2026-11-23"), ("5.11.2026", "write 2026-11-05: "),
    ("05.11.26", "write 2026-11-05: "), ("11.23.2026", "write 2026-11-23: "),
    ("11/23/2026", "write 2026-11-23: "), ("23/11/2026", "write 2026-11-23: "),
    ("11/05/2026", "write 2026-11-05 or 2026-05-11: "), ("5/5/26", "write 2026-05-05: "),
    ("11/23/26", "write 2026-11-23: "), ("11/23/68", "write 2068-11-23: "),
    ("1/2/85", "write 1985-01-02 or 1985-02-01: "), ("11/23", "write 2026-11-23: "),
    ("23-11-2026", "write 2026-11-23: "), ("26-11-23", "write 2026-11-23 or 2023-11-26: "),
    // Only the separators are others, or zeros are missing.
    ("2026/11/23", "write 2026-11-23: "), ("2026.11.23", "write 2026-11-23: "),
    ("20261123", "write 2026-11-23: "), ("2026-1-3", "write 2026-01-03: "),
    ("2026-11-23T10:00Z", "write 2026-11-23: "), (" 2026-11-23", "write 2026-11-23: "),
    ("2026-23-11", "write 2026-11-23: "),
    // Names of months.
    ("Nov 23, 2026", "write 2026-11-23: "), ("23 November 2026", "write 2026-11-23: "),
    ("23-Nov-26", "write 2026-11-23: "), ("23nov2026", "write 2026-11-23: "),
    ("2026 Sept 3", "write 2026-09-03: "), ("Nov 23", "write 2026-11-23: "),
    // Words and spans.
    ("Today", "write today"), ("EOM", "write eom"), ("tomorrow", "write +1d"),
    ("14d", "write +14d"), ("+14D", "write +14d"), ("+14", "write +14d"), ("-3", "write -3d"),
    ("2 weeks", "write +2w"), ("-1month", "write -1m"), ("Yesterday", "write -1d"),
    ("++5d", "write +5d"),
    // No such day.
    ("2026-02-29", "2026-02 ends with 2026-02-28"), ("2026-11-31", "2026-11 ends with 2026-11-30"),
    // Nothing that could be meant.
    ("2026-13-32", "a date such as "), ("soon", "a date such as "), ("", "a date such as "),
    ("1/2/3/4", "a date such as "), ("0000-00-00", "a date such as "),
    ("99/99/9999", "a date such as "), ("November", "a date such as "),
  ])
  func `a date in another form is answered with the right one`(text: String, hint: String) {
    let sentence = DateHint.sentence(for: text, today: Self.today)
    #expect(sentence.hasPrefix(hint), "\(text): \(sentence)")
  }

  @Test func `every US and every German date comes to its day`() {
    for offset in 0..<800 {
      let day = Self.today.advanced(days: offset)
      let (year, month, number) = day.civil
      let american = DateHint.sentence(for: "\(month)/\(number)/\(year)", today: Self.today)
      let german = DateHint.sentence(for: "\(number).\(month).\(year)", today: Self.today)
      #expect(american.hasPrefix("write \(day.text)") && german.hasPrefix("write \(day.text):"))
    }
  }
}
