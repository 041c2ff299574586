import PiperollWire
import TestSupport
import Testing

@testable import PiperollCommands
@testable import PiperollLedger

/// Checks REPORT JOURNAL by plain arithmetic on its rows.
struct ExportTests {
  /// A day after everything that a play does.
  private static let end = Play.day(400)

  private static func minor(_ text: String?) -> Int64 {
    Int64((text ?? "").replacing(".", with: "")) ?? 0
  }

  private static func date(_ text: String?) -> Day { Day(parsing: (text ?? "").utf8, today: end)! }

  @Test(arguments: UInt64(0)..<30)
  func `an aging of a past day is what the exported entries add up to`(seed: UInt64) throws {
    var random = RandomPlay(seed: seed &+ 9000)
    for _ in 0..<120 { random.step() }
    let book = random.play.book.view()
    let rows = try Export("format=csv", of: book, today: Self.end).rows
    for _ in 0..<8 {
      let day = Play.day(random.random.below(230) - 5)
      let report = book.aging(
        asOf: AsOf(day, today: day, in: book), by: .account, basis: .due)
      var found: [String: [Int64]] = [:]
      for row in report.rows {
        let id = book.text(book.accounts[row.group].id)
        found[id] = row.amounts + [row.unapplied.minor]
      }
      let expected = Self.aging(rows, on: day)
      #expect(found.filter { $0.value.contains { $0 != 0 } } == expected, "seed \(seed), \(day)")
    }
  }

  /// The amounts of each account, in buckets of 30 days, and its unapplied credit, from the rows
  /// alone.
  private static func aging(_ rows: [[String: String]], on day: Day) -> [String: [Int64]] {
    var items: [String: (account: String, due: Day, left: Int64)] = [:]
    var ages: [String: [Int64]] = [:]
    for row in rows where date(row["date"]) <= day {
      let (account, amount) = (row["account"]!, minor(row["debit"]) - minor(row["credit"]))
      if row["ledger-account"] == "unapplied" {
        ages[account, default: [Int64](repeating: 0, count: 7)][6] -= amount
      } else if row["ledger-account"] == "receivables" {
        let key = "\(account) \(row["item"]!)"
        items[key, default: (account, date(row["due"]), 0)].left += amount
      }
    }
    for item in items.values {
      let days = day - item.due
      let bucket = days <= 0 ? 0 : days <= 120 ? (days + 29) / 30 : 5
      ages[item.account, default: [Int64](repeating: 0, count: 7)][bucket] += item.left
    }
    return ages.filter { $0.value.contains { $0 != 0 } }
  }

  @Test(arguments: UInt64(0)..<20)
  func `each transaction balances, and a period opens with what was before it`(
    seed: UInt64
  ) throws {
    var random = RandomPlay(seed: seed &+ 9100)
    for _ in 0..<100 { random.step() }
    let book = random.play.book.view()
    let from = Play.day(random.random.below(220))
    let whole = try Export("format=csv", of: book, today: Self.end).rows
    let period = try Export("format=csv from=\(from.text)", of: book, today: Self.end).rows
    for rows in [whole, period] {
      var sums: [String: Int64] = [:]
      for row in rows {
        let key = "\(row["entry"]!) \(row["date"]!) \(row["currency"]!)"
        sums[key, default: 0] += Self.minor(row["debit"]) - Self.minor(row["credit"])
      }
      #expect(sums.values.allSatisfy { $0 == 0 })
    }
    #expect(
      whole.filter { Self.date($0["date"]) >= from } == period.filter { $0["kind"] != "opening" })
    func openings(_ rows: [[String: String]]) -> [String: Int64] {
      rows.reduce(into: [:]) { sums, row in
        let account = row["ledger-account"]!
        let owner = ["receivables", "unapplied"].contains(account) ? row["account"]! : ""
        sums["\(account) \(owner) \(row["currency"]!)", default: 0] +=
          Self.minor(row["debit"]) - Self.minor(row["credit"])
      }.filter { $0.value != 0 }
    }
    let before = openings(whole.filter { Self.date($0["date"]) < from })
    #expect(openings(period.filter { $0["kind"] == "opening" }) == before)
  }

  @Test(arguments: UInt64(0)..<5)
  func `a journal that does not tie ends with a fault`(seed: UInt64) throws {
    var random = RandomPlay(seed: seed &+ 9200)
    for _ in 0..<100 { random.step() }
    let loose = CommandSpec(
      "REPORT LOOSE", "A journal without opening balances.", role: .viewer,
      example: "REPORT LOOSE", codes: [.data], effect: .report(Self.loose))
    let registry = Registry([loose])
    let bytes = try Export.run(
      "REPORT LOOSE", of: random.play.book, today: Self.end, registry: registry)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count > 2 && lines[0].hasPrefix("210+ DATA"))
    #expect(lines.last?.hasPrefix(". 590 INTERNAL rows=\(lines.count - 2) ;") == true)
  }

  /// The survey leaves out what was there before the period, so the opening balances are missing.
  @Sendable private static func loose(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let whole = JournalScope(from: nil, to: end, account: nil)
    var survey = JournalSurvey(whole, book)
    try await survey.look(whole, book, &reply, turns)
    reply.format = .text
    reply.status(.data, block: true)
    reply.endLine()
    reply.section(SectionSpec("journal", .file, [ColumnSpec("line")]))
    try await turns.rest(&reply)
    let scope = JournalScope(from: Play.day(100), to: end, account: nil)
    var export = JournalExport(scope, survey)
    try await export.write(as: CSVJournal(scope, book), book, &reply, turns)
    return book.sequence
  }

  @Test(arguments: [
    ("A-1042", "A-1042"), ("1042", "1042"), ("A", "A"), ("A.1", "A--2E1"), ("A-", "A-"),
    ("A--1", "A--2D--2D1"), ("A-.1", "A--2D--2E1"), ("a-1", "X--61--2D1"), ("a1", "X--611"),
    ("Xa1", "Xa1"), ("A_b/c", "A--5Fb--2Fc"),
  ])
  func `an id is written in the signs that beancount takes`(id: String, name: String) {
    #expect(BeancountJournal.component(id) == name)
  }

  @Test func `no two ids become one name`() {
    let signs = ["a", "A", "X", "-", ".", "_", "/", "2", "D", "6", "1"]
    var ids = [""]
    var names: [String: String] = [:]
    for _ in 0..<5 {
      ids = ids.flatMap { id in signs.map { id + $0 } }
      for id in ids where id.first!.isLetter || id.first!.isNumber {
        let name = BeancountJournal.component(id)
        #expect(names.updateValue(id, forKey: name) == nil, "\(id) is \(name) too")
      }
    }
    let form = /[A-Z0-9][A-Za-z0-9-]*/
    #expect(names.keys.allSatisfy { $0.wholeMatch(of: form) != nil })
  }

  @Test(arguments: [
    ("1200 Accounts receivable", "1200 Accounts receivable", "1200-Accounts-receivable"),
    ("  a \t b;c ", "a b,c", "A-b-c"), ("Équité", "Équité", "Équité"), ("", "", ""),
    ("été", "été", "Été"), ("売掛金", "売掛金", "X売掛金"), ("--", "--", ""), ("ß", "ß", "SS"),
    ("a\u{A0}\u{3000}b", "a b", "A-b"), ("(x)", "(x)", "X"),
  ])
  func `a part of a name is written in the signs that its reader takes`(
    text: String, hledger: String, beancount: String
  ) {
    #expect(HledgerJournal.legal(text) == hledger)
    #expect(BeancountJournal.legal(text) == beancount)
  }

  @Test(arguments: UInt64(0)..<200)
  func `accounts have one name where the firm calls them the same, and no other's`(
    seed: UInt64
  ) {
    var random = SplitMix64(seed: seed)
    let play = Play()
    let parts = ["a", "A", "a b", "a-b", "receivables", "1", "!", "", "Assets", "income", "cash"]
    for account in LedgerAccount.allCases where random.oneIn(2) {
      let count = random.below(3) + 1
      let text = (0..<count).map { _ in parts[random.below(parts.count)] }.joined(separator: ":")
      if text.isEmpty { continue }
      _ = play.record(Fact(PolicySet(.ledgerName(account), .text(text))), on: 0)
    }
    let all = LedgerAccount.allCases
    let book = play.book.view()
    for (blank, legal) in [(" ", HledgerJournal.legal), ("-", BeancountJournal.legal)] {
      let chart = JournalChart(book, on: Self.end, blank: blank, legal: legal)
      for (first, second) in all.flatMap({ one in all.map { (one, $0) } }) {
        let names = (book.name(of: first, on: Self.end), book.name(of: second, on: Self.end))
        // If both names are equal, the two accounts may still have different places in the chart.
        if names.0 != names.1 { #expect(chart[first] != chart[second], "\(names)") }
        let isBeneath = chart[second].hasPrefix(chart[first] + ":")
        #expect(!first.isPersonal || second.isPersonal || !isBeneath, "\(names)")
      }
      for account in all where blank == "-" {
        #expect(chart[account].wholeMatch(of: /[A-Z][a-z]+(:[A-Z0-9][A-Za-z0-9-]*)+/) != nil)
      }
    }
  }

  @Test(arguments: [
    ("a", "a"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("", ""),
    // Many programs take a semicolon for the end of a cell, and leave out blanks at its ends.
    ("a;b", "\"a;b\""), (" a", "\" a\""), ("a ", "\"a \""), ("a\tb", "\"a\tb\""),
  ])
  func `a cell of CSV is quoted where it must be`(text: String, cell: String) {
    for cells in CSVCells.allCases { #expect(cells.cell(text) == cell) }
  }

  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", "\"=1",
    "'=1", "\u{A0}=1", "\u{200B}=1", "“=1", "' \" @x",
  ])
  func `a text that a spreadsheet would run has an apostrophe in front`(text: String) {
    let quoted = text.replacing("\"", with: "\"\"")
    #expect([("'" + quoted), "\"'\(quoted)\""].contains(CSVCells.safe.cell(text)))
    #expect([quoted, "\"\(quoted)\""].contains(CSVCells.raw.cell(text)))
  }

  @Test(arguments: ["1.00", "A=1", "O'Neil", "'tis", "a-b", "2026-11-23", " a", "é=1", "", "'"])
  func `other texts have none`(text: String) {
    #expect(!CSVCells.mayRun(text))
  }
}
