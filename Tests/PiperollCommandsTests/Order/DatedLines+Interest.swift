import PiperollLedger
import TestSupport

// Lines about interest, late fees and a loan. Their account of the loan has no fees and no other
// items, for what money is set against there is a matter of the order of recording: what goes to a
// fee is gone from what bears interest.

extension DatedLines {
  /// The account with the loan, by its place in the lines.
  static let lent = accounts.count

  /// Adds the account of the loan, which must come first, the loan and what late fees come to.
  mutating func open() {
    add("POST ACCOUNT A-\(Self.lent) kind=loan name=N terms=0 currency=USD date=2026-09-01")
    let granted = Self.firstDay.advanced(days: random.below(8))
    let due = granted.advanced(days: 7)
    let basis = random.oneIn(2) ? "30/360" : "actual/365"
    rateDays[Self.lent] = [granted]
    loan = add(
      "POST LOAN A-\(Self.lent) 300 rate=24 basis=\(basis) number=P every=week"
        + " instalments=\(1 + random.below(4)) first-due=\(due.text) date=\(granted.text)",
      rests: [2 + Self.lent])
    reversible.append(loan)
    for policy in ["late-fee 1.00", "late-fee-percent 10", "late-fee-grace 3"] {
      feePolicies.append(add("POST POLICY \(policy) date=2026-09-01"))
    }
  }

  mutating func addBearing() {
    let account = random.below(Self.accounts.count + 1)
    switch random.below(14) {
    case 0...1: addRate(account)
    case 2...4:
      let day = someDay().text
      reversible.append(
        add(
          "POST INTEREST A-\(account) through=\(day) date=\(day)",
          rests: [2 + account] + (account == Self.lent ? [loan] : [])))
    case 5...6 where account != Self.lent:
      reversible.append(add(dated: "POST LATE-FEE A-\(account)", account, rests: feePolicies))
    case 7:
      let hold = add(
        "POST HOLD A-\(account) bankruptcy from=\(someDay().text) memo=why", rests: [2 + account])
      if random.oneIn(2) {
        _ = add(dated: "POST RELEASE-HOLD {\(hold)}", account, rests: [hold])
      }
    default: addOnLoan()
    }
  }

  /// Of two rates of one day the one recorded last holds.
  private mutating func addRate(_ account: Int) {
    let day = someDay()
    guard rateDays[account, default: []].insert(day).inserted else { return }
    _ = add(
      "POST RATE A-\(account) \([0, 6, 36, 360][random.below(4)]) date=\(day.text)",
      rests: [2 + account])
  }

  private mutating func addOnLoan() {
    let (account, amount) = (Self.lent, amount())
    switch random.below(10) {
    case 0...3:
      let word = random.oneIn(4) ? "CREDIT" : "PAYMENT"
      let line = add(dated: "POST \(word) A-\(account) \(amount)", account, rests: [loan])
      onLoan.append(line)
      reversible.append(line)
    case 4:
      let line = add(dated: "POST PAYMENT A-\(account) \(amount) apply=none", account)
      credits.append(Document(line: line, account: account, amount: amount))
      onLoan.append(line)
      reversible.append(line)
    case 5, 6:
      let words =
        random.oneIn(2)
        ? "WRITEOFF A-\(account) \(amount) reason=uncollectible"
        : "ADJUST A-\(account) credit \(amount) reason=error"
      reversible.append(add(dated: "POST \(words) apply=P", account, rests: [loan]))
    default:
      guard let credit = onLoan.randomElement(using: &random) else { return }
      let words =
        random.oneIn(2) ? "UNAPPLY A-\(account) credit={\(credit)}" : "APPLY {\(credit)}"
      reversible.append(add(dated: "POST \(words)", account, rests: [credit]))
    }
  }
}
