import Foundation
import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// The general ledger against other programs' arithmetic: they add up what REPORT JOURNAL says, and
/// every account must come to what the book says.
struct HledgerTests {
  /// How many books: `BOOKS=1000 swift test --filter HledgerTests` for a long run.
  private static let books =
    ProcessInfo.processInfo.environment["BOOKS"].flatMap { UInt64($0) } ?? 20
  private static let hledger = ExportFile.find("hledger", variable: "HLEDGER")
  private static let beanCheck = ExportFile.find("bean-check", variable: "BEAN_CHECK")
  private static let steps = 120
  /// Behind all that a play does.
  private static let end = Play.day(400)

  private static func play(_ seed: UInt64) -> RandomPlay {
    var random = RandomPlay(seed: seed &+ 5000)
    for _ in 0..<steps { random.step() }
    return random
  }

  @Test(.enabled(if: hledger != nil, "hledger is not installed"), arguments: 0..<books)
  func `hledger comes to the book's balances on any day`(seed: UInt64) throws {
    var random = Self.play(seed)
    let book = random.play.book.view()
    let file = try ExportFile(try Export("", of: book, today: Self.end).lines)
    let check = try ExportFile.run(try #require(Self.hledger), ["-f", file.path, "check", "-s"])
    #expect(check.code == 0, "seed \(seed): \(check.text)")
    for day in [random.random.below(230) - 5, 40, 400] {
      let found = try balances(file.path, asOf: Play.day(day))
      #expect(found == Self.expected(book, asOf: Play.day(day)), "seed \(seed), day \(day)")
    }
    #expect(random.play.disagreements.isEmpty)
  }

  @Test(.enabled(if: hledger != nil, "hledger is not installed"), arguments: 0..<books)
  func `a period alone comes to the balances at its end, of all accounts and of one`(
    seed: UInt64
  ) throws {
    var random = Self.play(seed)
    let book = random.play.book.view()
    let from = random.random.below(200)
    let to = from + random.random.below(60)
    let period = "from=\(Play.day(from).text) to=\(Play.day(to).text)"
    let file = try ExportFile(try Export(period, of: book, today: Self.end).lines)
    let found = try balances(file.path, asOf: Self.end)
    #expect(found == Self.expected(book, asOf: Play.day(to)), "seed \(seed), \(period)")
    let account = UInt32(random.random.below(book.accounts.count))
    let id = book.text(book.accounts[account].id)
    let alone = try ExportFile(
      try Export("\(period) account=\(id)", of: book, today: Self.end).lines)
    let personal = try balances(alone.path, asOf: Self.end).filter { $0.key.contains(":\(id) ") }
    let all = found.filter { $0.key.contains(":\(id) ") }
    #expect(personal == all, "seed \(seed), \(period) of \(id)")
  }

  @Test(
    .enabled(if: beanCheck != nil, "bean-check is not in PATH, nor named by BEAN_CHECK"),
    arguments: 0..<books)
  func `beancount comes to the book's balances at the end of a period`(seed: UInt64) throws {
    var random = Self.play(seed)
    let book = random.play.book.view()
    let from = random.random.oneIn(3) ? nil : Play.day(random.random.below(150))
    let to = Play.day(150 + random.random.below(80))
    let request = "format=beancount\(from.map { " from=\($0.text)" } ?? "") to=\(to.text)"
    var lines = try Export(request, of: book, today: Self.end).lines
    let after = to.advanced(days: 1).text
    let opened = Set(lines.filter { $0.contains(" open ") }.map { $0.split(separator: " ")[2] })
    for (account, amount) in Self.expected(book, asOf: to) {
      let parts = account.split(separator: " ")
      let name = parts[0].split(separator: ":").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        .joined(separator: ":")
      #expect(opened.contains(name[...]))
      // Beancount checks what it comes to itself: a wrong balance is an error of the file.
      lines.append("\(after) balance \(name)  \(amount) \(parts[1])")
    }
    let file = try ExportFile(lines)
    let check = try ExportFile.run(try #require(Self.beanCheck), [file.path])
    #expect(check.code == 0, "seed \(seed): \(check.text)")
  }

  /// What hledger makes of a file: each account in each currency, where it is not zero.
  private func balances(_ path: String, asOf day: Day) throws -> [String: String] {
    // -e names the first day that is left out.
    let (text, code) = try ExportFile.run(
      try #require(Self.hledger),
      [
        "-f", path, "balance", "--flat", "--no-total", "-O", "csv", "-e",
        day.advanced(days: 1).text,
      ])
    #expect(code == 0, "\(text)")
    var balances: [String: String] = [:]
    for row in text.split(separator: "\n").dropFirst() {
      let cells = row.split(separator: "\"").filter { $0 != "," }
      for amount in cells[1].split(separator: ", ") where amount != "0" {
        let parts = amount.split(separator: " ")
        balances["\(cells[0]) \(parts[1])"] = String(parts[0])
      }
    }
    return balances
  }

  /// The same by the book: by REPORT TRIAL where one is kept for all, else by its documents.
  private static func expected(_ book: borrowing Book, asOf day: Day) -> [String: String] {
    var balances: [String: String] = [:]
    func add(_ name: String, _ amount: Money, _ currency: Currency) {
      if amount == .zero { return }
      balances["\(name) \(currency.code)"] = amount.text(decimals: currency.decimals)
    }
    for trial in book.trialBalances(from: .first, asOf: day) {
      for account in LedgerAccount.allCases where !account.isPersonal {
        add(account.journalName, trial[account].balance, trial.currency)
      }
    }
    for account in 0..<UInt32(book.accounts.count) {
      let (row, id) = (book.accounts[account], book.text(book.accounts[account].id))
      var (open, unapplied) = (Money.zero, Money.zero)
      for item in book.itemRows(of: account) { open += book.remaining(ofItem: item, asOf: day) }
      for credit in book.creditRows(of: account) {
        unapplied += book.unapplied(ofCredit: credit, asOf: day)
      }
      add("\(LedgerAccount.receivables.journalName):\(id)", open, row.currency)
      add("\(LedgerAccount.unapplied.journalName):\(id)", -unapplied, row.currency)
    }
    return balances
  }
}
