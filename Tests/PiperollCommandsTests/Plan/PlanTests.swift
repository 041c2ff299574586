import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

@Suite struct PlanTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text.utf8)) }

  /// The rows of a section of LOOKUP PLAN, each cell by its column's name.
  private func rows(
    _ desk: Desk, _ section: String, _ clocks: String
  ) -> [[String: String]] {
    let lines = desk.run("LOOKUP PLAN C-1 \(clocks)")
    guard let start = lines.firstIndex(of: "# \(section)") else { return [] }
    let columns = lines[start + 1].split(separator: "\t")
    return lines[(start + 2)...].prefix { $0.contains("\t") && !$0.hasPrefix("#") }.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(columns.map(String.init), cells))
    }
  }

  /// Some cells of each plan: `behind 128.58`.
  private func told(_ desk: Desk, _ clocks: String, _ columns: [String]) -> [String] {
    rows(desk, "plans", clocks).map { row in
      columns.map { row[$0] ?? "" }.joined(separator: " ")
    }
  }

  private func desk(_ lines: [String]) -> Desk {
    let desk = Desk()
    for line in ["POST ACCOUNT C-1 kind=consumer name=Ann terms=0 date=2026-01-01"] + lines {
      #expect(desk.run(line)[0].hasPrefix("201"), "\(line)")
    }
    return desk
  }

  private func run(_ desk: Desk, _ lines: [(on: String, line: String)]) throws {
    for (on, line) in lines {
      desk.today = try day(on)
      let reply = desk.run(line)
      #expect(reply[0].hasPrefix("201"), "\(line): \(reply)")
    }
  }

  @Test func `a plan is current, behind, in default, and healed by money dated back`() throws {
    let desk = desk(["POST INVOICE C-1 I-1 1000.00 date=2026-01-01"])
    try run(
      desk,
      [
        ("2026-11-23", "POST PLAN C-1 instalments=7 first=2026-12-31 down=100.00@2026-11-27"),
        ("2026-11-27", "POST PAYMENT C-1 100.00 method=card"),
        ("2026-12-30", "POST PAYMENT C-1 128.58 method=card"),
        ("2027-02-20", "POST PAYMENT C-1 128.58 method=card"),
      ])
    #expect(
      rows(desk, "schedule", "").map { "\($0["due"]!) \($0["amount"]!)" } == [
        "2026-11-27 100.00", "2026-12-31 128.58", "2027-01-31 128.58", "2027-02-28 128.58",
        "2027-03-31 128.58", "2027-04-30 128.58", "2027-05-31 128.58", "2027-06-30 128.52",
      ])
    let columns = ["state", "behind", "due", "rest"]
    for (clocks, expected) in [
      ("as-of=2027-02-05", "current 0.00 128.58 771.42"),
      ("as-of=2027-02-06", "behind 128.58 128.58 771.42"),
      ("as-of=2027-02-20", "current 0.00 0.00 642.84"),
      ("as-of=2027-04-06", "default 257.16 642.84 642.84"),
    ] {
      #expect(told(desk, clocks, columns) == [expected], "\(clocks)")
    }
    try run(desk, [("2027-04-10", "POST PAYMENT C-1 257.16 method=card")])
    #expect(told(desk, "", columns) == ["default 0.00 385.68 385.68"])
    try run(
      desk,
      [
        ("2027-04-10", "POST REVERSE \(desk.book.sequence) reason=error"),
        ("2027-04-10", "POST PAYMENT C-1 257.16 method=card date=2027-04-02"),
      ])
    #expect(told(desk, "", columns) == ["current 0.00 0.00 385.68"])
  }

  @Test func `a settlement takes off what is left, and its returned payment brings it back`() throws
  {
    let desk = desk([
      "POST INVOICE C-1 I-1 1840.00 date=2026-01-01", "POST POLICY nsf-fee 35.00 date=2026-01-01",
    ])
    (desk.user, desk.role) = ("olga", .operator)
    let asked = desk.run("POST SETTLEMENT C-1 1104.00 instalments=2 first=2026-12-04")
    (desk.user, desk.role) = ("maria", .admin)
    #expect(asked[0].contains(" need=settlement-limit,settlement-percent amount=736.00 "))
    try run(
      desk,
      [
        ("2026-11-23", "POST SETTLEMENT C-1 1104.00 instalments=2 first=2026-12-04"),
        ("2026-12-04", "POST PAYMENT C-1 552.00 method=ach"),
      ])
    desk.today = try day("2027-01-04")
    let paid = desk.run("POST PAYMENT C-1 552.00 method=ach")
    #expect(paid[0].hasSuffix(" adjusted=736.00 balance=0.00"), "\(paid)")
    #expect(told(desk, "", ["state", "paid-on"]) == ["paid 2027-01-04"])
    let payment = desk.book.sequence - 1
    desk.today = try day("2027-01-08")
    let returned = desk.run("POST REVERSE \(payment) reason=nsf")
    #expect(returned[0].hasSuffix(" restored=736.00 balance=1323.00"), "\(returned)")
    for (clocks, expected) in [
      ("as-of=2027-01-07", "paid"), ("as-of=2027-01-08", "grace"), ("as-of=2027-01-11", "grace"),
      ("as-of=2027-01-12", "broken"),
    ] {
      #expect(told(desk, clocks, ["state"]) == [expected], "\(clocks)")
    }
    // What comes too late takes nothing off; what is dated back does.
    try run(desk, [("2027-01-12", "POST PAYMENT C-1 552.00 method=ach")])
    #expect(told(desk, "", ["state", "paid-on"]) == ["broken 2027-01-12"])
    let healed = desk.run("POST PAYMENT C-1 552.00 method=ach date=2027-01-11")
    #expect(healed[0].hasSuffix(" adjusted=184.00 balance=35.00"), "\(healed)")
    #expect(told(desk, "", ["state"]) == ["paid"])
  }

  @Test func `a plan for items counts what is applied to them`() throws {
    let desk = desk([
      "POST INVOICE C-1 I-1 100.00 date=2026-01-01", "POST INVOICE C-1 I-2 100.00 date=2026-01-02",
    ])
    try run(
      desk,
      [
        ("2026-11-23", "POST PLAN C-1 instalments=2 first=2026-12-01 items=I-2:60.00"),
        ("2026-11-24", "POST PAYMENT C-1 120.00 method=card"),
      ])
    #expect(told(desk, "", ["total", "paid"]) == ["60.00 20.00"])
    let payment = desk.book.sequence
    try run(
      desk,
      [
        ("2026-11-25", "POST UNAPPLY C-1 credit=\(payment)"),
        ("2026-11-26", "POST APPLY \(payment) apply=I-2:70.00"),
      ])
    for (clocks, expected) in [
      ("as-of=2026-11-24", "20.00 current"), ("as-of=2026-11-25", "0.00 current"),
      ("as-of=2026-11-26", "60.00 paid"),
    ] {
      #expect(told(desk, clocks, ["paid", "state"]) == [expected], "\(clocks)")
    }
  }

  @Test(arguments: 0..<PlayedBooks.count)
  func `states are what a count cent by cent comes to`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var played = PlayedPlans()
    let desk = desk([
      "POST INVOICE C-1 I-1 9.00 date=2026-01-01",
      "POST POLICY promise-tolerance 0.05 date=2026-01-01",
    ])
    let first = desk.today
    for _ in 0..<26 {
      let number = desk.book.sequence + 1
      let line = played.next(number, on: desk.today, &random)
      let reply = desk.run(line)
      if reply[0].hasPrefix("201") { played.took(reply[0]) }
      if random.next() % 2 == 0 { desk.today = desk.today.advanced(days: 1) }
    }
    for _ in 0..<6 {
      let on = first.advanced(days: Int(random.next() % 34) - 2)
      let known = EntryNumber(random.next() % UInt64(desk.book.sequence)) + 1
      let clocks = "as-of=\(on.text) known=\(known)"
      let found = told(desk, clocks, ["state", "paid", "missed", "failed-on"])
      #expect(found == played.states(on: on, known: known), "\(clocks)")
    }
    #expect(desk.book.violations().isEmpty)
    #expect(desk.run("REPORT PLANS")[0].hasPrefix("210+ "))
    #expect(desk.run("REPORT ROLLFORWARD from=2026-01-01")[0].hasPrefix("210+ "))
  }
}
