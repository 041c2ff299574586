extension Book {
  /// Decides to lend money on an account. An account has one loan at a time.
  /// - Parameter number: the number of the principal's item; nil to make one from the entry's
  ///   number.
  public func decideLoan(
    account: UInt32, number: String?, _ terms: LoanTerms, date: Day
  ) throws(Refusal) -> Fact {
    if accounts[account].kind != .loan { throw .accountNotLoan }
    if let loan = loan(of: account, notEndedBy: date) {
      throw .loanExists(items[loans[loan].item].entry)
    }
    if let number, findInvoice(number, of: account) != nil { throw .invoiceExists(number) }
    if terms.firstDue < date { throw .dueBeforeDate }
    try checkAmount(terms.principal, accounts[account].currency)
    var interest = InterestSum()
    let days = terms.dayCount.days(from: date, to: terms.lastDue)
    interest.add(terms.principal.minor, terms.rate, days: days, terms.dayCount)
    // No instalment is more than the principal and all interest together.
    if terms.principal + interest.rounded > .largest { throw .totalTooLarge }
    return Fact(
      LoanGranted(
        account: accounts[account].opened, number: number ?? freeNumber("L", of: account),
        terms: terms, instalment: terms.equalInstalment(from: date)))
  }

  mutating func apply(_ fact: LoanGranted, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = account(openedBy: fact.account)
    let item = addItem(
      .principal, fact.number, fact.terms.principal, due: fact.terms.lastDue, on: row.account,
      number, row.effective)
    row.effect = post(item: .principal, fact.terms.principal, to: row.account)
    _ = addRate(fact.terms.rate, to: row.account, number, row.effective)
    row.subject = loans.append(
      LoanRow(
        fact.terms, instalment: fact.instalment, item: item,
        previousOfAccount: beginChain(.loans, of: row.account, with: loans.count)))
  }

  /// The row of the loan that an account has at the end of a day; nil if it has none.
  public func loan(of account: UInt32, asOf day: Day) -> UInt32? {
    loan(of: account) { items[$0.item].date <= day && day < end(of: items[$0.item]) }
  }

  /// The loan of an account that exists on some day from this one on; nil if there is none.
  private func loan(of account: UInt32, notEndedBy day: Day) -> UInt32? {
    loan(of: account) { day < items[$0.item].voided }
  }

  private func loan(of account: UInt32, where matches: (LoanRow) -> Bool) -> UInt32? {
    var found: UInt32?
    forEachLoan(of: account) { if found == nil, matches(loans[$0]) { found = $0 } }
    return found
  }

  /// The loans of an account, newest first. At most one of them was not reversed.
  func forEachLoan(of account: UInt32, _ body: (UInt32) -> Void) {
    forEach(loans, of: account, body)
  }

  /// The terms that a loan was granted on.
  public func terms(ofLoan loan: UInt32) -> LoanTerms {
    let row = loans[loan]
    return LoanTerms(
      principal: items[row.item].amount, rate: row.rate, dayCount: row.dayCount,
      instalments: row.instalments, firstDue: row.firstDue, every: row.every)
  }

  /// The schedule of a loan, as it was granted.
  public func schedule(ofLoan loan: UInt32) -> LoanSchedule {
    LoanSchedule(
      terms(ofLoan: loan), from: items[loans[loan].item].date, instalment: loans[loan].instalment)
  }
}
