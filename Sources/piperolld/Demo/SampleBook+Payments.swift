/// Money coming in, and some of it going back.
extension SampleBook {
  /// The day on which an account means to pay an invoice, or nil if it does not mean to.
  mutating func payDay(_ debtor: SampleDebtor, billedOn day: Int, dueDay: Int) -> Int? {
    switch debtor.behaviour {
    case .prompt, .overpays: return max(day + 1, dueDay + random.pick(-12, 3))
    case .slow: return dueDay + random.pick(5, 38)
    case .verySlow: return dueDay + random.pick(25, 125)
    case .stops(let stopDay):
      let due = max(day + 1, dueDay + random.pick(-12, 6))
      return due < stopDay ? due : nil
    }
  }

  mutating func settle(_ account: Int, item: Int, on day: Int) {
    let openMinor = debtors[account].items[item].openMinor
    // An earlier payment without `apply=` may have taken this invoice along.
    if openMinor == 0 { return }
    // Nobody pays what they dispute; its end plans anew.
    if debtors[account].items[item].isHeld { return }
    switch debtors[account].behaviour {
    case .overpays where random.chance(permille: 120):
      overpay(account, item: item, on: day)
    case .slow, .verySlow:
      if random.chance(permille: 180) { return payPart(account, item: item, on: day) }
      payInFull(account, item: item, on: day)
    case .prompt, .overpays, .stops:
      if random.chance(permille: 25) { return payPart(account, item: item, on: day) }
      payInFull(account, item: item, on: day)
    }
  }

  private mutating func payInFull(_ account: Int, item: Int, on day: Int) {
    let target = debtors[account].items[item]
    let amountMinor = target.openMinor
    let isExplicit = random.chance(permille: 450) && debtors[account].kind != .loan
    let method = paymentMethod(debtors[account])
    var head = paymentHead(account, amountMinor, method: method, on: day)
    let applied: [SampleDebtor.Applied]
    if isExplicit {
      head.append(" apply=\(target.invoice):\(moneyText(amountMinor))")
      applied = debtors[account].pay(item: item, amountMinor)
    } else {
      applied = debtors[account].payOldestFirst(amountMinor).applied
    }
    let entry = writePayment(account, head, memo: paymentMemo(method), on: day)
    // Money without `apply=` went to older invoices first, so this one may have to be paid again.
    if debtors[account].items[item].openMinor > 0 {
      plan(.settle(account: account, item: item), on: day + random.pick(5, 25))
    }
    if random.chance(permille: bouncePermille(method)) {
      let back = SampleBook.Action.bounce(account: account, entry: entry, applied: applied)
      plan(back, on: day + random.pick(3, 7))
    }
  }

  /// A round part of the invoice now and the rest a few weeks later.
  private mutating func payPart(_ account: Int, item: Int, on day: Int) {
    let openMinor = debtors[account].items[item].openMinor
    let amountMinor = max(100, openMinor * random.pick(20, 70) / 100 / 500 * 500)
    if amountMinor >= openMinor { return payInFull(account, item: item, on: day) }
    let method = paymentMethod(debtors[account])
    var head = paymentHead(account, amountMinor, method: method, on: day)
    if debtors[account].kind == .loan {
      _ = debtors[account].payOldestFirst(amountMinor)
    } else {
      head.append(" apply=\(debtors[account].items[item].invoice):\(moneyText(amountMinor))")
      _ = debtors[account].pay(item: item, amountMinor)
    }
    writePayment(account, head, memo: "part payment", on: day)
    plan(.settle(account: account, item: item), on: day + random.pick(14, 35))
  }

  /// Pays one invoice and too much: twice the amount, or rounded up. What is over stays unapplied
  /// until a clerk uses it, and on some accounts nobody ever does.
  private mutating func overpay(_ account: Int, item: Int, on day: Int) {
    let openMinor = debtors[account].items[item].openMinor
    let invoice = debtors[account].items[item].invoice
    let overMinor =
      random.chance(permille: 300) ? openMinor : 10_000 - openMinor % 10_000
    let head = paymentHead(account, openMinor + overMinor, method: "check", on: day)
    let entry = writePayment(
      account, head + " apply=\(invoice):\(moneyText(openMinor))",
      memo: overMinor == openMinor ? "paid twice with one check" : "rounded up", on: day)
    _ = debtors[account].pay(item: item, openMinor)
    debtors[account].unappliedMinor += overMinor
    if random.chance(permille: 650) {
      let use = SampleBook.Action.useCredit(
        account: account, entry: entry, restMinor: overMinor)
      plan(use, on: day + random.pick(20, 50))
    }
  }

  /// What was paid too much goes to the next invoice, or back where there is none.
  mutating func useCredit(_ account: Int, entry: UInt64, restMinor: Int, on day: Int) {
    guard let item = debtors[account].items.firstIndex(where: { $0.openMinor > 0 }) else {
      debtors[account].unappliedMinor -= restMinor
      write(
        "POST REFUND \(debtors[account].id) \(moneyText(restMinor)) credit=\(entry)"
          + " date=\(isoByDay[day])", memo: "by check, as \(debtors[account].contactName) asked")
      return
    }
    let shareMinor = min(restMinor, debtors[account].items[item].openMinor)
    let invoice = debtors[account].items[item].invoice
    write("POST APPLY \(entry) apply=\(invoice):\(moneyText(shareMinor)) date=\(isoByDay[day])")
    _ = debtors[account].pay(item: item, shareMinor)
    debtors[account].unappliedMinor -= shareMinor
  }

  /// The bank sends a payment back: what it had paid is open again, and is paid a second time soon.
  /// The policy charges a fee behind it.
  mutating func bounce(
    _ account: Int, entry: UInt64, applied: [SampleDebtor.Applied], on day: Int
  ) {
    let reversal = write(
      "POST REVERSE \(entry) reason=nsf date=\(isoByDay[day])", memo: "returned unpaid by bank",
      entries: 2)
    debtors[account].undo(applied)
    let fee = owe(
      account, "C-\(reversal + 1)", SampleScript.returnedFeeMinor,
      dueDay: day + debtors[account].termsDays)
    plan(.settle(account: account, item: fee), on: day + random.pick(8, 40))
    for part in applied where random.chance(permille: 700) {
      plan(.settle(account: account, item: part.item), on: day + random.pick(5, 30))
    }
  }

  /// - Returns: the payment's entry. On a loan the interest until then may have one before it.
  @discardableResult
  private mutating func writePayment(
    _ account: Int, _ head: String, memo: String, on day: Int
  ) -> UInt64 {
    charge(account, through: day)
      ? write(head, memo: memo, entries: 2) + 1 : write(head, memo: memo)
  }

  private func paymentHead(
    _ account: Int, _ amountMinor: Int, method: String, on day: Int
  ) -> String {
    "POST PAYMENT \(debtors[account].id) \(moneyText(amountMinor)) method=\(method)"
      + " date=\(isoByDay[day])"
  }

  private mutating func paymentMethod(_ debtor: SampleDebtor) -> String {
    switch debtor.kind {
    case .trade: random.choice(["lockbox", "lockbox", "check", "ach", "ach", "wire"])
    case .consumer: random.choice(["card", "card", "ach", "check", "cash", "other"])
    case .patient: random.choice(["card", "check", "ach", "ach", "cash"])
    case .loan: random.choice(["ach", "ach", "ach", "check", "card"])
    }
  }

  private mutating func paymentMemo(_ method: String) -> String {
    method == "check" ? "check \(random.pick(1_001, 9_899))" : ""
  }

  /// Checks and debits can be returned; the other methods are final here.
  private func bouncePermille(_ method: String) -> Int {
    method == "check" ? 14 : method == "ach" ? 9 : 0
  }
}
