import PiperollLedger

// Loans, rates and interest.

extension Play {
  func lend(_ account: Int, _ terms: LoanTerms, _ number: String?, on day: Int) {
    let earlier = model.invoices.filter { $0.account == account && $0.kind == .principal }
    let isKnown = model.invoices.contains { $0.account == account && $0.number == number }
    let expected =
      model.accounts[account].kind != "loan"
      ? "account_not_loan"
      : earlier.contains { $0.voided > day }
        ? "loan_exists"
        : isKnown
          ? "invoice_exists"
          : terms.firstDue < Play.day(day)
            ? "due_before_date" : terms.principal == .zero ? "amount_zero" : nil
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideLoan(account: UInt32(account), number: number, terms, date: Play.day(day))
    }
    guard let fact, case .loanGranted(let loan) = fact else { return }
    let entry = record(fact, on: day)
    model.invoices.append(
      Model.Invoice(
        entry: entry, account: account, kind: .principal, number: loan.number, date: day,
        due: terms.lastDue - Play.firstDay, amount: terms.principal.minor))
    model.rates.append(Model.Rate(account: account, from: day, rate: terms.rate))
    model.dayCounts[entry] = terms.dayCount
  }

  func rate(_ account: Int, _ rate: InterestRate, on day: Int) {
    record(book.decideRate(account: UInt32(account), rate), on: day)
    model.rates.append(Model.Rate(account: account, from: day, rate: rate))
  }
}
