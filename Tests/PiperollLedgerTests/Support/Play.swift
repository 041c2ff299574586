@testable import PiperollLedger

/// A book and its model, played side by side; every entry also goes to a journal of bytes.
final class Play {
  var book = Book()
  var model = Model()
  var journal: [[UInt8]] = []
  var outcomes: [Outcome] = []
  /// Where the book and the model disagreed, for example on a refusal.
  var disagreements: [String] = []
  var refusals = 0

  /// The date of the model's day 0.
  static let firstDay = Day(year: 2026, month: 1, day: 1)!

  static func day(_ number: Int) -> Day { firstDay.advanced(days: number) }

  @discardableResult
  func record(
    _ fact: Fact, on day: Int, reference: String? = nil, memo: String = "",
    approval: EntryNumber? = nil, isContinuation: Bool = false
  ) -> UInt64 {
    let entry = Entry(
      effective: Play.day(day), actor: "maria",
      reference: reference.map { Reference(name: $0, payloadHash: 7) }, memo: memo,
      approval: approval, isContinuation: isContinuation, fact: fact)
    var bytes: [UInt8] = []
    entry.encode(to: &bytes)
    journal.append(bytes)
    let number = book.sequence + 1
    book.apply(entry, Stamp(number: number, recorded: Int64(journal.count) * 1000))
    outcomes.append(book.outcome(of: number))
    return number
  }

  /// Runs a decision. If it refuses, the rule must be the one that the model expects, and the book
  /// must not change.
  func decide(
    _ expected: String?, _ body: (borrowing Book) throws(Refusal) -> Fact
  ) -> Fact? {
    let before = expected == nil ? "" : book.stateHash()
    do throws(Refusal) {
      let fact = try body(book)
      if let expected { disagreements.append("\(book.sequence + 1): no \(expected)") }
      return expected == nil ? fact : nil
    } catch {
      refusals += 1
      if error.rule.name != expected {
        disagreements.append("\(book.sequence + 1): \(error.rule.name), not \(expected ?? "taken")")
      }
      if book.stateHash() != before, expected != nil {
        disagreements.append("a refusal changed it")
      }
      return nil
    }
  }

  // MARK: What can be played

  func open(_ account: Model.Account) {
    let fact = AccountOpened(
      account: account.id, kind: AccountKind.allCases.first { "\($0)" == account.kind }!,
      name: "Name of \(account.id)", currency: Currency(code: account.currency)!,
      creditLimit: account.limit.map { Money(minor: $0) },
      collector: account.collector, portfolio: account.portfolio, client: account.client)
    model.accounts.append(account)
    record(Fact(fact), on: 0)
  }

  func bill(
    _ account: Int, _ number: String, _ amount: Int64, on day: Int, due: Int,
    services: [UInt64] = []
  ) {
    let isKnown = model.hasNumber(number, account)
    var expected =
      isKnown ? "invoice_exists" : due < day ? "due_before_date" : amount == 0 ? "amount_zero" : nil
    if expected == nil, model.isCreditHeld(account, on: day) { expected = "credit_hold" }
    expected =
      expected ?? model.contentsRule(services, amount, account: account, isDraft: false, on: day)
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideInvoice(
        account: UInt32(account), invoice: number, amount: Money(minor: amount),
        date: Play.day(day), due: Play.day(due), contents: InvoiceContents(services: services))
    }
    guard let fact else { return }
    let entry = record(fact, on: day)
    model.bill(services, by: entry)
    model.invoices.append(
      Model.Invoice(
        entry: entry, account: account, number: number, date: day, due: due, amount: amount))
  }

  func credit(
    _ account: Int, isPayment: Bool, _ amount: Int64, on day: Int, wishes: [Model.Wish]?
  ) {
    take(account, isPayment ? .payment : .memo, amount, on: day, wishes: wishes)
  }

  func take(
    _ account: Int, _ kind: CreditKind, _ amount: Int64, on day: Int, wishes: [Model.Wish]?,
    exact: Bool = false
  ) {
    let before = model
    let ahead = kind == .payment || kind == .memo ? interestAhead(account, on: day) : nil
    var parts: Model.Parts = []
    var expected = amount == 0 ? "amount_zero" : nil
    do throws(Model.Broken) {
      parts = try model.allocate(
        amount, account: account, wishes: wishes, exact: exact,
        mayWait: Model.unappliable.contains(kind), on: day)
    } catch { expected = expected ?? error.rule }
    let held = model.heldBack(
      amount, account: account, parts, wishes: wishes, exact: exact, on: day)
    if expected == nil, kind == .adjustment || kind == .writeOff {
      let applied = parts.reduce(0) { $0 + $1.amount }
      expected = applied == 0 ? "nothing_open" : applied < amount ? "exceeds_open" : nil
      if wishes == nil, applied < amount, model.hasLater(account, on: day) {
        expected = "before_item"
      }
      if held > 0 { expected = "items_on_hold" }
    }
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideCredit(
        account: UInt32(account), kind: kind, amount: Money(minor: amount),
        to: allocation(wishes, exact: exact), on: Play.day(day), behind: ahead)
    }
    guard let fact else {
      model = before
      return
    }
    model.ahead = nil
    if let ahead { record(ahead, on: day) }
    let entry = record(fact, on: day, isContinuation: ahead != nil)
    demandHeld(held)
    model.take(
      Model.Credit(entry: entry, account: account, kind: kind, date: day, amount: amount), parts)
  }

  func apply(_ credit: Int, on day: Int, wishes: [Model.Wish]?) {
    let row = model.credits[credit]
    let left = model.left(ofCredit: credit)
    var (parts, held): (Model.Parts, Int64) = ([], 0)
    var expected = left == 0 ? "nothing_unapplied" : nil
    if !Model.unappliable.contains(row.kind) { expected = "entry_not_credit" }
    if expected == nil {
      do throws(Model.Broken) {
        parts = try model.allocate(left, account: row.account, wishes: wishes, on: day)
        held = model.heldBack(left, account: row.account, parts, wishes: wishes, on: day)
        if parts.isEmpty { expected = held > 0 ? "items_on_hold" : "nothing_open" }
      } catch { expected = error.rule }
    }
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideApply(credit: row.entry, to: allocation(wishes), on: Play.day(day))
    }
    guard let fact else { return }
    model.apply(credit, parts, by: record(fact, on: day), on: day)
    demandHeld(held)
  }

  func reverse(_ entry: UInt64, on day: Int, _ reason: ReversalReason = .nsf) {
    let isKnown = (1...book.sequence).contains(entry)
    let expected = isKnown ? model.reversalRule(entry, on: day) : "entry_not_found"
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideReversal(of: entry, reason: reason, date: Play.day(day))
    }
    guard let fact else { return }
    if reason == .chargeback { model.chargedBack.insert(entry) }
    model.reverse(entry, by: record(fact, on: day), on: day)
  }

  func allocation(_ wishes: [Model.Wish]?, exact: Bool = false) -> Allocation {
    exact ? .exact : wishes.map { .told(applicationWishes($0)) } ?? .automatic
  }

  func applicationWishes(_ wishes: [Model.Wish]) -> [ApplicationWish] {
    wishes.map { ApplicationWish(invoice: $0.number, amount: $0.amount.map { Money(minor: $0) }) }
  }
}
