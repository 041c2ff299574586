/// Invoices, credit memos and what they set in motion.
extension SampleBook {
  /// Puts the first events of an account's year on the agenda.
  mutating func planYear(_ account: Int) {
    let debtor = debtors[account]
    if debtor.kind == .loan { return plan(.lend(account: account), on: random.pick(0, 200)) }
    let firstBill =
      debtor.isThirdParty
      ? random.pick(0, Self.historyDays - 40) : random.pick(0, billingStep(debtor) - 1)
    plan(.bill(account: account), on: firstBill)
    if random.chance(permille: 600) {
      plan(.note(account: account), on: random.pick(10, Self.historyDays))
    }
  }

  /// Days between two invoices.
  private mutating func billingStep(_ debtor: SampleDebtor) -> Int {
    switch debtor.kind {
    case .trade: random.pick(19, 33)
    case .consumer: 30
    case .patient: random.pick(35, 160)
    case .loan: 30
    }
  }

  mutating func bill(_ account: Int, on day: Int) {
    let debtor = debtors[account]
    invoiceCount += 1
    let invoice = invoiceName(debtor)
    let amountMinor = invoiceAmount(debtor)
    let dueDay = day + debtor.termsDays
    var head = "POST INVOICE \(debtor.id) \(invoice) \(moneyText(amountMinor))"
    head.append(" date=\(isoByDay[day])")
    let memo: String
    if debtor.kind == .patient {
      let visit = random.choice(SamplePhrases.visits)
      head.append(" lines=\(visit.code):\(moneyText(amountMinor))")
      memo = visit.text
    } else {
      memo = invoiceMemo(debtor)
    }
    write(head, memo: memo)
    if debtor.isThirdParty { place(debtor, on: day) }
    let item = owe(account, invoice, amountMinor, dueDay: dueDay)
    if debtor.kind == .patient { holdForInsurer(account, item: item, on: day) }
    planAfter(debtor, account: account, item: item, billedOn: day, dueDay: dueDay)
  }

  /// An item that the account owes from now on; returns its place.
  mutating func owe(_ account: Int, _ invoice: String, _ minor: Int, dueDay: Int) -> Int {
    debtors[account].items.append(
      SampleDebtor.Item(invoice: invoice, dueDay: dueDay, amountMinor: minor, openMinor: minor))
    return debtors[account].items.count - 1
  }

  private mutating func planAfter(
    _ debtor: SampleDebtor, account: Int, item: Int, billedOn day: Int, dueDay: Int
  ) {
    if let payDay = payDay(debtor, billedOn: day, dueDay: dueDay) {
      plan(.settle(account: account, item: item), on: payDay)
    }
    let creditPermille = [25, 8, 550, 0][debtor.kind.rawValue]
    if !debtor.isThirdParty && random.chance(permille: creditPermille) {
      plan(.credit(account: account, item: item), on: day + random.pick(3, 14))
    }
    plan(.call(account: account, item: item, attempt: 1), on: dueDay + random.pick(8, 14))
    if case .stops(let stopDay) = debtor.behaviour, dueDay > stopDay, debtor.kind != .loan,
      desk.chance(permille: 400)
    {
      plan(.agree(account: account), on: dueDay + desk.pick(25, 70))
    }
    // Nobody goes on delivering to an account that has not paid for two months.
    if case .stops(let stopDay) = debtor.behaviour, day > stopDay + 60 {
      if debtor.kind == .trade { plan(.refuseOrders(account: account), on: day + 2) }
      return
    }
    if !debtor.isThirdParty {
      plan(.bill(account: account), on: day + billingStep(debtor))
    }
  }

  private func invoiceName(_ debtor: SampleDebtor) -> String {
    switch debtor.kind {
    case .trade: "INV-\(100_000 + invoiceCount)"
    case .consumer: debtor.isThirdParty ? "BAL-\(debtor.id)" : "B\(700_000 + invoiceCount)"
    case .patient: "V-\(300_000 + invoiceCount)"
    case .loan: loanNumber(debtor)
    }
  }

  private mutating func invoiceAmount(_ debtor: SampleDebtor) -> Int {
    debtor.kind == .loan || debtor.isThirdParty
      ? debtor.usualMinor : debtor.usualMinor * random.pick(60, 140) / 100
  }

  private mutating func invoiceMemo(_ debtor: SampleDebtor) -> String {
    switch debtor.kind {
    case .trade:
      random.chance(permille: 400) ? phrase(random.choice(SamplePhrases.tradeInvoice), debtor) : ""
    case .consumer:
      debtor.isThirdParty ? "balance placed" : random.choice(SamplePhrases.consumerInvoice)
    case .patient, .loan: ""
    }
  }

  /// A credit memo against one invoice: for a visit what the insurer's contract disallows.
  mutating func credit(_ account: Int, item: Int, on day: Int) {
    let debtor = debtors[account]
    let isPatient = debtor.kind == .patient
    let (amountMinor, reason) = agreedCredit(account, item: item)
    if amountMinor == 0 { return }
    let invoice = debtor.items[item].invoice
    let amount = moneyText(amountMinor)
    write(
      "POST CREDIT \(debtor.id) \(amount) reason=\(reason) date=\(isoByDay[day])"
        + " apply=\(invoice):\(amount)",
      memo: isPatient ? "contractual adjustment per EOB" : "agreed with \(debtor.contactName)")
    _ = debtors[account].pay(item: item, amountMinor)
  }

  /// What they are given of an item, and why; nothing if none of it is open.
  mutating func agreedCredit(_ account: Int, item: Int) -> (minor: Int, reason: String) {
    let debtor = debtors[account]
    let isPatient = debtor.kind == .patient
    let percent = isPatient ? random.pick(15, 45) : random.pick(3, 20)
    let minor = min(
      debtor.items[item].amountMinor * percent / 100, debtor.items[item].openMinor)
    if minor == 0 { return (0, "") }
    return (minor, isPatient ? "other" : random.choice(SamplePhrases.creditReasons))
  }
}
