import PiperollLedger
import Testing

@testable import PiperollCommands

/// What a report takes, and what it says at the edges of the calendar and of the book.
@Suite struct ReportEdgeTests {
  private static let reports = Registry.standard.commands.filter { $0.verb == "REPORT" }

  /// Reports that are not about some accounts of many, and why.
  private static let unfiltered = [
    "REPORT STATEMENT": "it is about one account", "REPORT VERIFY": "it is about the book",
    "REPORT AUDIT": "it is about what people did, and not about the book",
    "REPORT USERS": "it is about users, and about no account",
  ]
  /// Reports whose rows cannot be chosen, and what those are.
  private static let ungrouped = [
    "REPORT STATEMENT": "an account's entries and items", "REPORT VERIFY": "the book's sums",
    "REPORT CONTROL": "ledger accounts", "REPORT TRIAL": "ledger accounts",
    "REPORT JOURNAL": "a file's lines", "REPORT AUDIT": "records",
    "REPORT USERS": "changes of users", "REPORT PROMISES": "promises, a row each",
    "REPORT PLANS": "plans, a row each", "REPORT DISPUTES": "disputes, a row each",
    "REPORT CONTACTS": "people, a row each", "REPORT COMPLIANCE": "contacts, a row each",
    "REPORT NOTICES": "levels, means and templates",
    "REPORT ESCALATIONS": "escalations, a row each", "REPORT WORKLIST": "accounts, a row each",
  ]

  @Test func `every report takes where= and by=, but for those that say why not`() {
    for report in Self.reports {
      let names = Set(report.parameters.map { "\($0.name)" })
      #expect(names.contains("where") == (Self.unfiltered[report.words] == nil), "\(report.words)")
      #expect(names.contains("by") == (Self.ungrouped[report.words] == nil), "\(report.words)")
      #expect(names.contains("fmt"), "\(report.words)")
    }
    let all = Set(Self.reports.map(\.words))
    #expect(Set(Self.unfiltered.keys).union(Self.ungrouped.keys).isSubset(of: all))
  }

  @Test func `the last day of a period is as-of=, and to= is the same`() throws {
    let desk = Desk.open()
    let ofPeriods = Self.reports.filter { report in
      Set(report.parameters.map { "\($0.name)" }).isSuperset(of: ["from", "as-of"])
    }
    for report in ofPeriods {
      let more = ["REPORT STATEMENT": " T-1042", "REPORT DELINQUENCY": " roll=yes"]
      let line = report.words + (more[report.words] ?? "")
      let period = desk.run("\(line) from=2026-10-01 as-of=2026-10-31")
      #expect(code(period) == "210" && period[0].contains("as-of=2026-10-31"), "\(period[0])")
      #expect(desk.run("\(line) to=2026-10-31 from=2026-10-01") == period)
      #expect(code(desk.run("\(line) to=2026-10-31 as-of=2026-10-31")) == "503")
      #expect(code(desk.run("\(line) to=2026-10-31 to=2026-10-31")) == "503")
      #expect(code(desk.run("\(line) from=2026-11-01 to=2026-10-31")) == "504")
    }
    #expect(code(desk.run("REPORT AGING to=2026-10-31")) == "503")
  }

  @Test func `money lent is no receivable of sales, and ties as the others`() {
    let desk = Desk()
    desk.run("POST ACCOUNT L kind=loan name=L")
    desk.run("POST LOAN L 900 rate=8 instalments=3 first-due=+30d date=-60d")
    desk.run("POST INVOICE L I-1 50 date=-20d")
    for (words, section, column) in [
      ("DSO", "dso", "open"), ("EFFECTIVENESS from=-30d", "effectiveness", "closing"),
    ] {
      let reply = desk.run("REPORT \(words) by=account")
      #expect(Rows(reply, section).sum(column) == 5_000, "\(reply)")
      let proof = Rows(reply, "proof")
      #expect(proof.sum("shown") == 5_000 && proof.sum("others") == 90_000)
      #expect(proof.sum("control") == 95_000 && proof.sum("difference") == 0)
    }
  }

  @Test(arguments: ["week", "month"])
  func `a period of a forecast begins before it ends, up to the calendar's last day`(
    step: String
  ) throws {
    let desk = Desk()
    desk.run("POST ACCOUNT A kind=trade name=A")
    desk.allowFarDays()
    desk.run("POST INVOICE A I-1 70 date=today due=9999-12-31")
    for days in 0..<80 {
      let day = Day.last.advanced(days: -days)
      let rows = Rows(desk.run("REPORT FORECAST by=\(step) as-of=\(day.text)"), "forecast").rows
      #expect(rows.count <= 10 && rows.reduce(0) { $0 + Rows.minor($1["expected"]!) } == 7_000)
      var end = day
      for row in rows.dropFirst() {
        let from = try #require(Day(parsing: row["from"]!.utf8, today: day))
        #expect(from == end.advanced(days: 1) && from > end, "\(step) \(day.text): \(rows)")
        guard row["to"] != "\\N" else { continue }
        end = try #require(Day(parsing: row["to"]!.utf8, today: day))
        #expect(from <= end)
      }
      #expect(rows.last?["to"] == (days == 0 ? day.text : "\\N"))
    }
  }

  @Test func `what is of the calendar's first day is in the period that begins with it`() {
    let desk = Desk()
    desk.allowFarDays()
    desk.run("POST ACCOUNT A kind=trade name=A date=0001-01-01")
    desk.run("POST INVOICE A I-1 70 date=0001-01-01")
    for (from, opening, sales) in [("0001-01-01", 0, 7_000), ("0001-01-02", 7_000, 0)] {
      let rows = Rows(desk.run("REPORT EFFECTIVENESS from=\(from)"), "effectiveness")
      #expect(rows.sum("opening") == opening && rows.sum("sales") == sales)
    }
    // Counted back over months that the calendar has not: all of it was sold in the one it has.
    let dso = Rows(desk.run("REPORT DSO as-of=0001-01-20 from=0001-01-01"), "dso").rows
    #expect(dso.map { $0["count-back"] } == ["20.0"])
    let last = Rows(desk.run("REPORT DSO as-of=9999-12-31"), "dso").rows
    #expect(last.map { $0["count-back"] } == ["\\N"])
  }

  @Test func `a currency in which nothing was posted has its limits' total and proof`() {
    let desk = Desk()
    desk.run("POST ACCOUNT J kind=trade name=J currency=JPY credit-limit=70000")
    let reply = desk.run("REPORT CREDIT")
    #expect(Rows(reply, "total").sums("credit-limit") == ["JPY": 70_000])
    #expect(Rows(reply, "proof").sums("difference") == ["JPY": 0])
    #expect(Rows(desk.run("REPORT CREDIT over=yes"), "proof").rows.isEmpty)
  }
}
