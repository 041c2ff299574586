import Foundation
import TestSupport
import Testing

@testable import PiperollCommands
@testable import PiperollLedger

/// Checks the general ledger with other programs: they add up what REPORT JOURNAL gives, and every
/// account must have the balance that the book gives.
struct HledgerTests {
  /// How many books: `BOOKS=1000 swift test --filter HledgerTests` for a long run.
  private static let books =
    ProcessInfo.processInfo.environment["BOOKS"].flatMap { UInt64($0) } ?? 20
  private static let hledger = ExportFile.find("hledger", variable: "HLEDGER")
  private static let beanCheck = ExportFile.find("bean-check", variable: "BEAN_CHECK")
  private static let steps = 120
  /// A day after everything that a play does.
  private static let end = Play.day(400)

  /// A book with its own chart of accounts, which changes from day to day.
  private static func play(_ seed: UInt64) -> RandomPlay {
    var random = RandomPlay(seed: seed &+ 5000)
    for _ in 0..<steps { random.step() }
    for _ in 0..<random.random.below(20) {
      let account = LedgerAccount.allCases[random.random.below(LedgerAccount.count)]
      let name = ChartName.all[random.random.below(ChartName.all.count)]
      let fact = PolicySet(.ledgerName(account), random.random.oneIn(5) ? nil : .text(name.text))
      _ = random.play.record(Fact(fact), on: random.random.below(230))
    }
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
      let expected = Self.expected(book, asOf: Play.day(day), named: Self.end)
      #expect(found == Self.texts(expected), "seed \(seed), day \(day)")
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
    let expected = Self.expected(book, asOf: Play.day(to), named: Play.day(to))
    #expect(found == Self.texts(expected), "seed \(seed), \(period)")
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
    let expected = Self.expected(book, asOf: to, named: to, \.beancount)
    for account in expected.keys {
      let (name, currency) = account.split(separator: " ").pair
      #expect(opened.contains(name), "\(name)")
      // Beancount adds the accounts below an account to it.
      let sum = expected.filter { other in
        let (beneath, of) = other.key.split(separator: " ").pair
        return of == currency && (beneath == name || beneath.hasPrefix(name + ":"))
      }.values.reduce(Money.zero, +)
      // Beancount checks the balance itself, and reports a wrong one as an error in the file.
      let amount = sum.text(decimals: Currency(code: String(currency))!.decimals)
      lines.append("\(after) balance \(name)  \(amount) \(currency)")
    }
    let file = try ExportFile(lines)
    let check = try ExportFile.run(try #require(Self.beanCheck), [file.path])
    #expect(check.code == 0, "seed \(seed): \(check.text)")
  }

  @Test(.enabled(if: beanCheck != nil, "bean-check is not in PATH, nor named by BEAN_CHECK"))
  func `beancount takes what is dated before it knows days`() throws {
    let play = Play()
    let opened = Fact(AccountOpened(account: "A", kind: .trade, name: "n"))
    let account = play.record(opened, on: 0)
    let old = Day(iso: "0206-11-01".utf8)!
    let invoice = try play.book.decideInvoice(
      account: play.book.account(openedBy: account), invoice: "I-1", amount: Money(minor: 1000),
      date: old, due: old)
    play.record(invoice, on: old - Play.day(0))
    let file = try ExportFile(
      try Export("format=beancount", of: play.book, today: Self.end).lines + [
        "1700-01-02 balance Assets:Receivables:A  10.00 USD"
      ])
    let check = try ExportFile.run(try #require(Self.beanCheck), [file.path])
    #expect(check.code == 0, "\(check.text)")
  }

  /// What hledger adds up from a file: each account's balance in each currency, without zeros.
  private func balances(_ path: String, asOf day: Day) throws -> [String: String] {
    // The day after -e is not included.
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

  /// The balances that the book gives. REPORT TRIAL gives the accounts that are kept for all
  /// debtors together; the documents give those that are kept for each debtor.
  /// - Parameter last: the day whose chart of accounts applies.
  private static func expected(
    _ book: borrowing Book, asOf day: Day, named last: Day,
    _ reader: KeyPath<ChartName, (LedgerAccount) -> String> = \.hledger
  ) -> [String: Money] {
    var balances: [String: Money] = [:]
    func name(_ account: LedgerAccount) -> String {
      ChartName(of: book.name(of: account, on: last))[keyPath: reader](account)
    }
    func add(_ name: String, _ amount: Money, _ currency: Currency) {
      balances["\(name) \(currency.code)", default: .zero] += amount
    }
    for trial in book.trialBalances(from: .first, asOf: day) {
      for account in LedgerAccount.allCases where !account.isPersonal {
        add(name(account), trial[account].balance, trial.currency)
      }
    }
    for account in 0..<UInt32(book.accounts.count) {
      let (row, id) = (book.accounts[account], book.text(book.accounts[account].id))
      var (open, unapplied) = (Money.zero, Money.zero)
      for item in book.itemRows(of: account) { open += book.remaining(ofItem: item, asOf: day) }
      for credit in book.creditRows(of: account) {
        unapplied += book.unapplied(ofCredit: credit, asOf: day)
      }
      add("\(name(.receivables)):\(id)", open, row.currency)
      add("\(name(.unapplied)):\(id)", -unapplied, row.currency)
    }
    return balances.filter { $0.value != .zero }
  }

  /// The amounts as texts.
  private static func texts(_ balances: [String: Money]) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: balances.map { key, amount in
        let currency = Currency(code: String(key.split(separator: " ").last!))!
        return (key, amount.text(decimals: currency.decimals))
      })
  }
}

extension [Substring] {
  /// Splits off a name without blanks, and a currency.
  fileprivate var pair: (Substring, Substring) { (self[0], self[1]) }
}

/// A name that a firm may have in its chart of accounts, and how hledger and Beancount show it.
private struct ChartName: Sendable {
  let text: String
  /// The name below a top account. If the name begins with a top account, that one is used.
  private let shown: String
  private let plain: String

  /// Several accounts may have the same name; they are then one account in the file.
  static let all = [
    ChartName("1200 Trade receivables", "1200 Trade receivables", "1200-Trade-receivables"),
    ChartName("4100  Fees; other", "4100 Fees, other", "4100-Fees-other"),
    ChartName("4100", "4100", "4100"), ChartName("receivables", "receivables", "Receivables"),
    ChartName("Cash: at bank :1", "Cash:at bank:1", "Cash:At-bank:1"),
    ChartName("Equity:Sundry", "equity:Sundry", "Equity:Sundry"),
    ChartName("expenses: Sundry", "expenses:Sundry", "Expenses:Sundry"),
    ChartName("(9) [x] * y @ {1 USD} = 2", "(9) [x] * y @ {1 USD} = 2", "9-x-y-1-USD-2"),
  ]

  private init(_ text: String, _ shown: String, _ plain: String) {
    (self.text, self.shown, self.plain) = (text, shown, plain)
  }

  /// One of these names, or the program's own word for the account.
  init(of text: String) {
    let ours = text.prefix(1).uppercased() + text.dropFirst()
    self = Self.all.first { $0.text == text } ?? ChartName(text, text, ours)
  }

  var hledger: (LedgerAccount) -> String {
    { shown.contains(/^(equity|expenses):/) ? shown : "\(Self.top(of: $0)):\(shown)" }
  }

  var beancount: (LedgerAccount) -> String {
    {
      let top = Self.top(of: $0)
      let isWhole = plain.contains(/^(Equity|Expenses):/)
      return isWhole ? plain : "\(top.prefix(1).uppercased())\(top.dropFirst()):\(plain)"
    }
  }

  private static func top(of account: LedgerAccount) -> String {
    switch account {
    case .receivables, .cash, .transfers, .loans: "assets"
    case .unapplied, .refunds: "liabilities"
    case .revenue, .fees, .interest, .costs, .recoveries: "income"
    case .creditMemos, .adjustments, .badDebt: "expenses"
    }
  }
}
