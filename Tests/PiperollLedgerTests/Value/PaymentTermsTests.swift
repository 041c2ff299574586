import PiperollLedger
import Testing

@Suite struct PaymentTermsTests {
  struct Case: Sendable {
    var terms: String
    var date: String
    var due: String

    init(_ terms: String, _ date: String, _ due: String) {
      (self.terms, self.date, self.due) = (terms, date, due)
    }
  }

  /// Worked out with a calendar on paper.
  @Test(arguments: [
    Case("0", "2026-11-02", "2026-11-02"), Case("30", "2026-11-02", "2026-12-02"),
    Case("eom", "2026-11-02", "2026-11-30"), Case("eom", "2024-02-01", "2024-02-29"),
    Case("eom", "2026-11-30", "2026-11-30"), Case("eom+30", "2026-11-02", "2026-12-30"),
    Case("eom+10", "2026-01-31", "2026-02-10"), Case("eom+30", "2026-01-05", "2026-03-02"),
    Case("30+eom", "2026-11-02", "2026-12-31"), Case("30+eom", "2026-01-31", "2026-03-31"),
    Case("60+eom", "2026-11-02", "2027-01-31"), Case("eom+1m", "2026-01-31", "2026-02-28"),
    Case("eom+2m", "2026-12-15", "2027-02-28"), Case("eom+0m", "2026-04-01", "2026-04-30"),
  ])
  func `a due date follows from the terms`(row: Case) throws {
    let terms = try #require(PaymentTerms(parsing: row.terms))
    #expect(terms.due(from: Day(iso: row.date.utf8)!).text == row.due)
    #expect(PaymentTerms(parsing: terms.text) == terms)
  }

  @Test(arguments: [
    "", "+30", "eom+", "+eom", "eom+eom", "30eom", "EOM", "eom-5", "-30", "30d", "3651", "eom+3651",
    "eom+121m", "eom+m", "eom+1y", "1m+eom", "eom + 30", "net 30", "٣", "eom+30+eom",
  ])
  func `what is no terms is refused`(text: String) {
    #expect(PaymentTerms(parsing: text) == nil)
  }
}
