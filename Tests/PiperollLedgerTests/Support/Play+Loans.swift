@testable import PiperollLedger

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
    guard let fact, let loan = fact.body(as: LoanGranted.self) else { return }
    let entry = record(fact, on: day)
    model.invoices.append(
      Model.Invoice(
        entry: entry, account: account, kind: .principal, number: loan.number, date: day,
        due: terms.lastDue - Play.firstDay, amount: terms.principal.minor))
    model.rates.append(Model.Rate(account: account, from: day, rate: terms.rate))
    model.dayCounts[entry] = terms.dayCount
    let schedule = LoanSchedule(terms, from: Play.day(day), instalment: loan.instalment)
    model.schedules[entry] = schedule.instalments.map {
      ($0.due - Play.firstDay, $0.amount.minor, $0.interest.minor)
    }
  }

  func rate(_ account: Int, _ rate: InterestRate, on day: Int) {
    record(book.decideRate(account: UInt32(account), rate), on: day)
    model.rates.append(Model.Rate(account: account, from: day, rate: rate))
  }

  func interest(_ account: Int, through: Int, on day: Int, due: Int) {
    let charged = model.chargedInterest(account)
    let accrued = Model.rounded(model.accrued(account, through: through))
    let more = accrued - charged.reduce(0) { $0 + $1.amount }
    let isPast = through < charged.map(\.through).max() ?? .min
    let expected = due < day ? "due_before_date" : nil
    let parts = more < 0 ? model.inOrder(-more, account: account, interestFirst: true, on: day) : []
    let fact = decide(nothing: more == 0 || isPast, expected) { book throws(Refusal) in
      try book.decideInterest(
        account: UInt32(account), through: Play.day(through), due: Play.day(due),
        date: Play.day(day))
    }
    guard let fact, let charge = fact.body(as: InterestCharged.self) else { return }
    if charge.amount.minor != abs(more) {
      disagreements.append("\(book.sequence + 1): \(charge.amount) of interest, not \(more)")
    }
    let entry = record(fact, on: day)
    model.interestCharges.append(
      Model.InterestCharge(entry: entry, account: account, amount: more, through: through))
    if case .item(let number, _) = charge.document {
      model.invoices.append(
        Model.Invoice(
          entry: entry, account: account, kind: .interest, number: number, date: day, due: due,
          amount: more))
    } else {
      model.take(
        Model.Credit(entry: entry, account: account, kind: .interest, date: day, amount: -more),
        parts)
    }
  }

  /// The interest that is charged ahead of a payment or credit memo. The model has its item then.
  func interestAhead(_ account: Int, on day: Int) -> Fact? {
    let fact = book.decideInterestAhead(account: UInt32(account), on: Play.day(day))
    let last = model.chargedInterest(account).map(\.through).max() ?? .min
    let hasLoan = model.invoices.indices.contains {
      model.invoices[$0].account == account && model.invoices[$0].kind == .principal
        && model.isLive(invoice: $0, day)
    }
    let accrued = hasLoan ? Model.rounded(model.accrued(account, through: day)) : 0
    let more = accrued - model.chargedInterest(account).reduce(0) { $0 + $1.amount }
    let isTurned = model.writtenOff(of: account, asOf: day) > 0
    let expected = hasLoan && !isTurned && day >= last && more > 0 ? more : 0
    guard let charge = fact?.body(as: InterestCharged.self),
      case .item(let number, let due) = charge.document
    else {
      if expected > 0 { disagreements.append("\(book.sequence + 1): no interest \(expected)") }
      return nil
    }
    if charge.amount.minor != expected {
      disagreements.append("\(book.sequence + 1): interest \(charge.amount), not \(expected)")
    }
    let entry = book.sequence + 1
    model.interestCharges.append(
      Model.InterestCharge(entry: entry, account: account, amount: expected, through: day))
    model.invoices.append(
      Model.Invoice(
        entry: entry, account: account, kind: .interest, number: number, date: day,
        due: due - Play.firstDay, amount: expected))
    model.ahead = model.invoices.count - 1
    return fact
  }

  /// The same as `decide`, for decisions that may have nothing to record.
  /// - Parameter nothing: whether there must be nothing to record.
  private func decide(
    nothing: Bool, _ expected: String?, _ body: (borrowing Book) throws(Refusal) -> Fact?
  ) -> Fact? {
    var isNothing = false
    let fact = decide(expected) { book throws(Refusal) in
      if let fact = try body(book) { return fact }
      isNothing = true
      return Fact(RateSet(account: 0, rate: .zero))
    }
    guard fact != nil else { return nil }
    if isNothing != nothing { disagreements.append("\(book.sequence + 1): nothing \(isNothing)") }
    return isNothing ? nil : fact
  }

  func lateFee(_ account: Int, on day: Int) {
    let late = model.late(account, asOf: day).filter { late in
      !model.lateFees.contains { $0.item == late.item && $0.due == late.due }
    }
    let total = late.reduce(0) { $0 + model.lateFee(of: $1.left) }
    let fact = decide(nothing: total == 0, nil) { book throws(Refusal) in
      try book.decideLateFee(
        account: UInt32(account), number: nil, due: Play.day(day), date: Play.day(day))
    }
    guard let fact, let fee = fact.body(as: LateFeeCharged.self) else { return }
    if fee.amount.minor != total {
      disagreements.append("\(book.sequence + 1): a fee of \(fee.amount), not \(total)")
    }
    model.lateFees += late.map { Model.LateFee(item: $0.item, due: $0.due) }
    let entry = record(fact, on: day)
    model.invoices.append(
      Model.Invoice(
        entry: entry, account: account, kind: .late, number: fee.number, date: day, due: day,
        amount: total))
  }

  /// Sets the policy that the model always uses.
  func setLateFees() {
    for currency in ["USD", "JPY", "KWD"] {
      let fee = PolicyValue.money(Money(minor: Model.fixedLateFee))
      record(Fact(PolicySet(.lateFee, fee, in: Currency(code: currency)!)), on: 0)
    }
    let share = Percent(partsPerMillion: Model.lateFeeShare)!
    record(Fact(PolicySet(.lateFeePercent, .percent(share))), on: 0)
    record(Fact(PolicySet(.lateFeeGrace, .days(Model.lateFeeGrace))), on: 0)
  }
}
