import PiperollLedger
import Testing

@testable import PiperollLetters

@Suite struct `Amounts and dates of letters` {
  @Test(arguments: [
    (123_456, "USD", "$1,234.56"), (5, "USD", "$0.05"), (-123_456_789, "USD", "-$1,234,567.89"),
    (99_999, "USD", "$999.99"), (100_000, "USD", "$1,000.00"), (123_456, "EUR", "1,234.56 EUR"),
    (70_000, "JPY", "70,000 JPY"), (1_234_567, "KWD", "1,234.567 KWD"), (0, "USD", "$0.00"),
    (999_999_999_999_999, "USD", "$9,999,999,999,999.99"),
  ])
  func `are written as in the United States`(_ minor: Int64, _ code: String, _ text: String) {
    let currency = Currency(code: code)!
    for language in LetterLanguage.allCases {
      #expect(language.money(Money(minor: minor), currency) == text)
    }
  }

  @Test func `have the month's name`() {
    let day = Day(year: 2026, month: 11, day: 23)!
    #expect(LetterLanguage.english.date(day) == "November 23, 2026")
    #expect(LetterLanguage.spanish.date(day) == "23 de noviembre de 2026")
    #expect(LetterLanguage.english.date(Day(year: 2027, month: 1, day: 1)!) == "January 1, 2027")
  }

  @Test(arguments: [("es", "es"), ("es-MX", "es"), ("ES", "es"), ("fr", "en"), ("", "en")])
  func `are in the person's language, else in English`(_ tag: String, _ code: String) {
    #expect(LetterLanguage(closestTo: tag).code == code)
  }

  @Test(arguments: [
    (
      "12 Main Street, Apt 4, Portland, OR 97201-1234",
      ["12 Main Street", "Apt 4", "Portland, OR 97201-1234"]
    ),
    ("1 Main St, Albany NY 12207", ["1 Main St", "Albany NY 12207"]),
    ("1 Elm St", ["1 Elm St"]), ("", []),
    ("Hauptstr. 1; 10115 Berlin; Germany", ["Hauptstr. 1", "10115 Berlin", "Germany"]),
    ("OR 97201", ["OR 97201"]), ("1 Elm St, Old Town", ["1 Elm St", "Old Town"]),
    (" , ,", []),
  ])
  func `an address stands in lines`(_ text: String, _ lines: [String]) {
    #expect(AddressLines.lines(of: text) == lines)
  }

  @Test(arguments: [("T-1042", "***042"), ("C-20417", "***0417"), ("A", "A"), ("4711", "**11")])
  func `an account's id is masked but for its end`(_ id: String, _ masked: String) {
    #expect(ModelMaker.masked(id) == masked)
  }

  @Test func `long lines are broken at blanks`() {
    let line = String(repeating: "word ", count: 20) + "end"
    let lines = Wrapped.text("- \(line)\n\nshort").split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= Wrapped.width })
    #expect(lines.first?.hasPrefix("- word") == true && lines[1].hasPrefix("  word"))
    #expect(lines.suffix(2) == ["", "short"])
    let long = String(repeating: "x", count: 100)
    #expect(Wrapped.text(long) == long)
  }
}
