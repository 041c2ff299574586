import PiperollLedger

/// Money lent: the loan, the interest of each month, and its instalments.
extension SampleBook {
  private static let rates = ["5.9", "7.25", "9.5", "11.75", "14.9"]

  /// What the principal is called.
  func loanNumber(_ debtor: SampleDebtor) -> String { "N\(debtor.id)" }

  mutating func lend(_ account: Int, on day: Int) {
    let debtor = debtors[account]
    let granted = firstDay.advanced(days: day)
    let rate = random.choice(Self.rates)
    let isThirty = random.chance(permille: 300)
    guard let parsed = InterestRate(parsing: rate.utf8) else { return }
    // None of them ends within the year: a last instalment is smaller.
    let terms = LoanTerms(
      principal: Money(minor: Int64(random.pick(12, 180)) * 10_000), rate: parsed,
      dayCount: isThirty ? .thirty360 : .actual365, instalments: random.choice([18, 24, 36, 48]),
      firstDue: granted.advanced(months: 1))
    debtors[account].loan = terms
    debtors[account].chargedDay = day
    write(
      "POST LOAN \(debtor.id) \(moneyText(Int(terms.principal.minor))) rate=\(rate)"
        + " basis=\(isThirty ? "30/360" : "actual/365") instalments=\(terms.instalments)"
        + " first-due=\(terms.firstDue.text) number=\(loanNumber(debtor)) date=\(isoByDay[day])",
      memo: random.choice(SamplePhrases.loans))
    debtors[account].usualMinor = Int(terms.equalInstalment(from: granted).minor)
    planInstalment(account, number: 0)
  }

  private mutating func planInstalment(_ account: Int, number: Int) {
    guard let loan = debtors[account].loan else { return }
    let day = Int(loan.due(number).number - firstDay.number)
    plan(.instalment(account: account, number: number), on: day)
  }

  /// The month's interest is charged, and the instalment paid or not.
  mutating func instalment(_ account: Int, number: Int, on day: Int) {
    let debtor = debtors[account]
    if charge(account, through: day - 1) {
      write(
        "POST INTEREST \(debtor.id) through=\(isoByDay[day - 1]) due=\(isoByDay[day])"
          + " date=\(isoByDay[day])")
    }
    let item = owe(account, loanNumber(debtor), debtor.usualMinor, dueDay: day)
    if let payDay = payDay(debtor, billedOn: day - 1, dueDay: day) {
      plan(.settle(account: account, item: item), on: payDay)
    }
    plan(.call(account: account, item: item, attempt: 1), on: day + random.pick(8, 14))
    planInstalment(account, number: number + 1)
  }

  /// Whether a charge of interest through a day finds some on the account; then it is made. A
  /// payment charges it too, ahead of itself.
  mutating func charge(_ account: Int, through day: Int) -> Bool {
    guard let loan = debtors[account].loan else { return false }
    let last = firstDay.advanced(days: debtors[account].chargedDay)
    guard loan.dayCount.days(from: last, to: firstDay.advanced(days: day)) > 0 else { return false }
    debtors[account].chargedDay = day
    return true
  }
}
