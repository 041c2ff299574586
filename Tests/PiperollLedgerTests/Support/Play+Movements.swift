@testable import PiperollLedger

// Plays charges, write-offs, recoveries, refunds, transfers, and taking credit off items.

extension Play {
  /// Plays a charge or, for the kind `adjustment`, a debit adjustment.
  func charge(
    _ account: Int, _ kind: ItemKind, _ number: String?, _ amount: Int64, on day: Int, due: Int
  ) {
    let isKnown = model.hasNumber(number, account)
    let expected =
      isKnown ? "invoice_exists" : due < day ? "due_before_date" : amount == 0 ? "amount_zero" : nil
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideCharge(
        account: UInt32(account), kind: kind, number: number, amount: Money(minor: amount),
        date: Play.day(day), due: Play.day(due))
    }
    guard let fact, let charge = fact.body(as: ItemCharged.self) else { return }
    let entry = record(fact, on: day)
    model.invoices.append(
      Model.Invoice(
        entry: entry, account: account, kind: kind, number: charge.number, date: day, due: due,
        amount: amount))
  }

  /// Plays a write-off of all that is open: on the named invoices, or on the whole account.
  func writeOff(_ account: Int, on day: Int, wishes: [Model.Wish]?) {
    var parts: Model.Parts = []
    var expected: String?
    let open = model.openInvoices(of: account).filter {
      !model.isHeld($0, on: day) && model.isOpen($0, from: day)
    }
    var amount = open.reduce(0) { $0 + model.left(ofInvoice: $1) }
    if let wishes {
      let known = wishes.map { wish in
        model.invoices.indices.first {
          model.invoices[$0].account == account && model.invoices[$0].number == wish.number
        }
      }
      if known.contains(nil) { expected = "invoice_not_found" }
      amount = zip(wishes, known).reduce(0) {
        $0 + ($1.0.amount ?? $1.1.map { model.left(ofInvoice: $0) } ?? 0)
      }
    }
    if amount == 0 {
      let isHeld = model.openInvoices(of: account).contains { model.isHeld($0, on: day) }
      let reason = isHeld ? "items_on_hold" : model.hasLater(account, on: day) ? "before_item" : nil
      expected = expected ?? (wishes == nil ? reason : nil) ?? "nothing_open"
    }
    if expected == nil {
      do throws(Model.Broken) {
        parts = try model.allocate(
          amount, account: account, wishes: wishes, mayWait: false, on: day)
      } catch { expected = error.rule }
    }
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideWriteOff(
        account: UInt32(account), reason: .uncollectible, of: allocation(wishes),
        on: Play.day(day))
    }
    guard let fact else { return }
    let entry = record(fact, on: day)
    model.take(
      Model.Credit(entry: entry, account: account, kind: .writeOff, date: day, amount: amount),
      parts)
  }

  func recover(_ account: Int, _ amount: Int64, on day: Int) {
    let left = model.leftToRecover(of: account, from: day)
    let expected =
      amount == 0
      ? "amount_zero"
      : left <= 0 ? "nothing_written_off" : amount > left ? "exceeds_written_off" : nil
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideRecovery(
        account: UInt32(account), amount: Money(minor: amount), method: .agency,
        tenderDetails: "trace=7", date: Play.day(day))
    }
    guard let fact, let recovery = fact.body(as: Recovered.self) else { return }
    let entry = record(fact, on: day)
    model.credits.append(
      Model.Credit(entry: entry, account: account, kind: .recovery, date: day, amount: amount))
    model.cover(
      Model.Invoice(
        entry: entry, account: account, kind: .recovery, number: recovery.number, date: day,
        due: day, amount: amount), with: [(model.credits.count - 1, amount)])
  }

  func refund(_ account: Int, _ amount: Int64, from credit: Int?, on day: Int) {
    guard let (fact, draws) = drawn(account, amount, from: credit, on: day) else { return }
    guard let refund = fact.body(as: Refunded.self) else { return }
    let entry = record(fact, on: day)
    model.cover(
      Model.Invoice(
        entry: entry, account: account, kind: .refund, number: refund.number, date: day, due: day,
        amount: amount), with: draws)
  }

  func transfer(_ account: Int, to: Int, _ amount: Int64, from credit: Int?, on day: Int) {
    guard let (fact, draws) = drawn(account, amount, from: credit, to: to, on: day) else { return }
    guard let transfer = fact.body(as: Transferred.self) else { return }
    let entry = record(fact, on: day)
    model.credits.append(
      Model.Credit(entry: entry, account: to, kind: .transfer, date: day, amount: amount))
    model.cover(
      Model.Invoice(
        entry: entry, account: account, kind: .transfer, number: transfer.number, date: day,
        due: day, amount: amount), with: draws)
  }

  /// - Parameter to: the account that gets the credit; nil for a refund.
  private func drawn(
    _ account: Int, _ amount: Int64, from credit: Int?, to: Int? = nil, on day: Int
  ) -> (Fact, [(credit: Int, amount: Int64)])? {
    var draws: [(credit: Int, amount: Int64)] = []
    var expected: String?
    if let to, to == account { expected = "transfer_to_itself" }
    if expected == nil, let to, model.accounts[to].currency != model.accounts[account].currency {
      expected = "currency_differs"
    }
    if expected == nil, amount == 0 { expected = "amount_zero" }
    if expected == nil {
      do throws(Model.Broken) {
        draws = try model.draws(amount, account: account, from: credit, on: day)
      } catch { expected = error.rule }
    }
    let number = credit.map { model.credits[$0].entry }
    let fact = decide(expected) { book throws(Refusal) in
      guard let to else {
        return try book.decideRefund(
          account: UInt32(account), amount: Money(minor: amount), credit: number,
          on: Play.day(day))
      }
      return try book.decideTransfer(
        account: UInt32(account), to: UInt32(to), amount: Money(minor: amount), credit: number,
        on: Play.day(day))
    }
    return fact.map { ($0, draws) }
  }

  func unapply(_ account: Int, credit: Int?, on day: Int, wishes: [Model.Wish]?) {
    var takings: Model.Takings = []
    var expected: String?
    do throws(Model.Broken) {
      takings = try model.takings(account: account, credit: credit, wishes: wishes)
    } catch { expected = error.rule }
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideUnapply(
        account: UInt32(account), credit: credit.map { model.credits[$0].entry },
        wishes: wishes.map(applicationWishes))
    }
    guard let fact else { return }
    model.takeOff(takings, by: record(fact, on: day), on: day)
  }
}
