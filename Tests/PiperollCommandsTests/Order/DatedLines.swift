import PiperollLedger
import TestSupport

@testable import PiperollCommands

/// Request lines with dates, which can be recorded in any order that their references leave.
struct DatedLines {
  struct Line {
    var text: String
    /// The lines that must be recorded before it. `{7}` in the text stands for the entry of line 7.
    var rests: [Int]
    var user = "maria"
    var role = Role.admin
  }

  /// An item or a credit that later lines name.
  struct Document {
    var line: Int
    var account: Int
    /// The number of an item; empty for a credit.
    var number = ""
    var amount: Int
  }

  static let days = 40
  static let accounts = ["USD", "USD", "USD", "EUR"]
  static let firstDay = Day(year: 2026, month: 10, day: 1)!

  private(set) var lines: [Line] = []
  var random: SplitMix64
  private var items: [Document] = []
  var credits: [Document] = []
  private var applied: [(credit: Document, item: Document, amount: Int)] = []
  var reversible: [Int] = []
  private var services: [(line: Int, account: Int, amount: Int)] = []
  private var limited: Set<Int> = []
  // Of books that bear interest: the loan, the money on it, the days that have a rate.
  var loan = 0
  var onLoan: [Int] = []
  var rateDays: [Int: Set<Day>] = [:]
  var feePolicies: [Int] = []

  /// - Parameter bears: whether there are a loan, rates, interest and late fees.
  init(seed: UInt64, bears: Bool) {
    random = SplitMix64(seed: seed)
    add("POST POLICY writeoff-limit 5.00 role=operator date=2026-09-01")
    add("POST POLICY nsf-fee 5.00 date=2026-09-01")
    for (number, currency) in Self.accounts.enumerated() {
      let kind = ["trade", "consumer", "patient", "loan"][number]
      add(
        "POST ACCOUNT A-\(number) kind=\(kind) name=N terms=9 currency=\(currency) date=2026-09-01")
    }
    if bears { open() }
    let count = bears ? 40 : 26
    while lines.count < count {
      if bears, random.oneIn(2) { addBearing() } else { addOne() }
    }
  }

  /// The order of some lines by chance.
  mutating func shuffled(_ chosen: [Int]) -> [Int] { chosen.shuffled(using: &random) }

  @discardableResult
  mutating func add(
    _ text: String, rests: [Int] = [], user: String = "maria", role: Role = .admin
  ) -> Int {
    lines.append(Line(text: text, rests: rests, user: user, role: role))
    return lines.count - 1
  }

  /// Adds a line with a date that is chosen by chance.
  mutating func add(
    dated text: String, _ account: Int, rests: [Int] = [], user: String = "maria",
    role: Role = .admin
  ) -> Int {
    let line = add(
      "\(text) \(text.hasPrefix("POST HOLD") ? "from" : "date")=\(someDay().text)",
      rests: [2 + account] + rests, user: user, role: role)
    return line
  }

  mutating func someDay() -> Day { Self.firstDay.advanced(days: random.below(Self.days)) }

  mutating func amount() -> Int { 10 * (1 + random.below(9)) }

  private mutating func addOne() {
    let account = random.below(Self.accounts.count)
    switch random.below(36) {
    case 0...5: addItem(account)
    case 6...9: addCredit(account)
    case 10...12: addApply()
    case 13...14: addUnapply()
    case 15...17: addCover(account)
    case 18...20: addRecovery()
    case 21...24: addMove()
    case 25...30: addReversal()
    case 31...33: addService(account)
    default: addOther(account)
    }
  }

  private mutating func addItem(_ account: Int) {
    let (amount, number) = (amount(), "I-\(items.count)")
    let text =
      switch random.below(4) {
      case 0: "POST CHARGE A-\(account) \(amount) kind=fee number=\(number)"
      case 1: "POST ADJUST A-\(account) debit \(amount) reason=error number=\(number)"
      default: "POST INVOICE A-\(account) \(number) \(amount)"
      }
    let line = add(dated: text, account)
    items.append(Document(line: line, account: account, number: number, amount: amount))
    reversible.append(line)
  }

  private mutating func someItem(of account: Int) -> Document? {
    items.filter { $0.account == account }.randomElement(using: &random)
  }

  private mutating func addCredit(_ account: Int) {
    let amount = amount()
    let word = random.oneIn(3) ? "CREDIT" : "PAYMENT"
    var credit = Document(line: lines.count, account: account, amount: amount)
    guard let item = someItem(of: account), random.oneIn(2) else {
      credit.line = add(dated: "POST \(word) A-\(account) \(amount) apply=none", account)
      credits.append(credit)
      return reversible.append(credit.line)
    }
    let part = min(item.amount, amount)
    credit.line = add(
      dated: "POST \(word) A-\(account) \(amount) apply=\(item.number):\(part)", account,
      rests: [item.line])
    credits.append(credit)
    applied.append((credit, item, part))
    reversible.append(credit.line)
  }

  /// A credit is applied to an item once: which of two applications UNAPPLY takes back first is a
  /// matter of their recording.
  private mutating func addApply() {
    guard let credit = credits.randomElement(using: &random),
      let item = someItem(of: credit.account),
      !applied.contains(where: { $0.credit.line == credit.line && $0.item.line == item.line })
    else { return }
    let part = min(credit.amount, item.amount, amount())
    let line = add(
      dated: "POST APPLY {\(credit.line)} apply=\(item.number):\(part)", credit.account,
      rests: [credit.line, item.line])
    applied.append((credit, item, part))
    reversible.append(line)
  }

  private mutating func addUnapply() {
    guard let (credit, item, amount) = applied.randomElement(using: &random) else { return }
    let part = random.oneIn(2) ? amount : min(amount, self.amount())
    let line = add(
      dated: "POST UNAPPLY A-\(credit.account) credit={\(credit.line)} from=\(item.number):\(part)",
      credit.account, rests: [credit.line, item.line])
    reversible.append(line)
  }

  /// An adjustment or a write-off, also one that waits for somebody else.
  private mutating func addCover(_ account: Int) {
    guard let item = someItem(of: account) else { return }
    let part = "\(min(item.amount, amount()))"
    if random.oneIn(3) {
      let asked = add(
        dated: "POST WRITEOFF A-\(account) \(part) reason=uncollectible apply=\(item.number)",
        account, rests: [0, item.line], user: "olga", role: .operator)
      return reversible.append(add("POST APPROVE {\(asked)}", rests: [asked]))
    }
    let words =
      random.oneIn(2)
      ? "WRITEOFF A-\(account) \(part) reason=uncollectible"
      : "ADJUST A-\(account) credit \(part) reason=error"
    reversible.append(
      add(dated: "POST \(words) apply=\(item.number)", account, rests: [item.line]))
  }

  private mutating func addRecovery() {
    let written = lines.indices.filter { lines[$0].text.hasPrefix("POST WRITEOFF") }
    guard let line = written.randomElement(using: &random) else { return }
    let account = lines[line].rests[0] - 2
    let amount = amount()
    reversible.append(
      add(dated: "POST RECOVERY A-\(account) \(amount) method=agency", account, rests: [line]))
  }

  private mutating func addMove() {
    guard let credit = credits.randomElement(using: &random) else { return }
    let part = min(credit.amount, amount())
    if random.oneIn(2) {
      return reversible.append(
        add(
          dated: "POST REFUND A-\(credit.account) \(part) credit={\(credit.line)}",
          credit.account, rests: [credit.line]))
    }
    let to = random.below(Self.accounts.count - 1)
    let line = add(
      dated: "POST TRANSFER A-\(credit.account) A-\(to) \(part) credit={\(credit.line)}",
      credit.account, rests: [credit.line, 2 + to])
    credits.append(Document(line: line, account: to, amount: part))
    reversible.append(line)
  }

  private mutating func addReversal() {
    guard let original = reversible.randomElement(using: &random) else { return }
    let account = lines[original].rests[0] - 2
    // A fee for a returned payment would be an item of its own.
    let bounced = account == Self.lent ? "chargeback" : "nsf"
    let reason = ["void", bounced, "error"][random.below(3)]
    // What was approved names what was asked for, and that its account.
    let owner = lines[original].text.hasPrefix("POST APPROVE") ? 0 : account
    _ = add(dated: "POST REVERSE {\(original)} reason=\(reason)", owner, rests: [1, original])
  }

  private mutating func addService(_ account: Int) {
    guard let (line, account, amount) = services.randomElement(using: &random), !random.oneIn(3)
    else {
      let amount = amount()
      let line = add(
        dated: "POST SERVICE A-\(account) 99213 \(amount)", account, user: "olga", role: .operator)
      services.append((line, account, amount))
      reversible.append(line)
      _ = add(dated: "POST VERIFY {\(line)}", account, rests: [line])
      return
    }
    let number = "S-\(lines.count)"
    let isDraft = random.oneIn(2)
    let document = add(
      dated: "POST INVOICE A-\(account) \(number) \(amount) services={\(line)}"
        + (isDraft ? " draft=yes" : ""), account, rests: [line])
    reversible.append(document)
    if isDraft, random.oneIn(2) {
      reversible.append(
        add(dated: "POST RELEASE A-\(account) \(number)", account, rests: [document]))
    }
  }

  private mutating func addOther(_ account: Int) {
    switch random.below(4) {
    case 0 where !limited.contains(account):
      // Of two limits of one day the one recorded last holds.
      limited.insert(account)
      _ = add(dated: "POST LIMIT A-\(account) \(amount()) requested-by=lena reason=review", account)
    case 1: _ = add(dated: "NOTE GENERAL A-\(account) memo=m", account)
    case 2: _ = add(dated: "POST CONTACT A-\(account) role=debtor name=C", account)
    default:
      let kind = ["dispute", "cease", "credit"][random.below(3)]
      let hold = add(dated: "POST HOLD A-\(account) \(kind) memo=why", account)
      if random.oneIn(2) {
        _ = add(dated: "POST RELEASE-HOLD {\(hold)}", account, rests: [hold])
      }
    }
  }
}
