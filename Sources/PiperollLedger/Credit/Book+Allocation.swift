/// Where a credit is to go: an item by number, and how much of it (nil: as much as there is).
public struct ApplicationWish: Equatable, Sendable {
  public var invoice: String
  public var amount: Money?

  public init(invoice: String, amount: Money?) {
    self.invoice = invoice
    self.amount = amount
  }
}

/// What a credit is to be set against.
public enum Allocation: Equatable, Sendable {
  /// By the order of the account's kind, as far as it goes.
  case automatic
  /// An item that has exactly the amount open, the oldest due of several; else as `automatic`.
  case exact
  /// These; none: nothing.
  case told([ApplicationWish])
}

extension Book {
  /// Decides a payment, a credit memo, an adjustment or a write-off: applied as told, or by the
  /// account's order; what is left over is unapplied. Of the last two nothing may be.
  /// - Parameter day: whose policy the account's order is.
  public func decideCredit(
    account: UInt32, kind: CreditKind, amount: Money, method: PaymentMethod = .other,
    reason: Reason = .other, particulars: String = "", to allocation: Allocation,
    on day: Day = .last
  ) throws(Refusal) -> Fact {
    try checkAmount(amount, accounts[account].currency)
    let applications = try allocate(amount, of: account, allocation, on: day)
    if !kind.isUnappliable { try demandAll(amount, applications, of: account) }
    return .creditTaken(
      CreditTaken(
        account: accounts[account].opened, kind: kind, amount: amount, method: method,
        reason: reason, particulars: particulars, applications: applications))
  }

  /// Decides to write off all that is open of what is told, or of the account.
  public func decideWriteOff(
    account: UInt32, reason: Reason, of allocation: Allocation, on day: Day = .last
  ) throws(Refusal) -> Fact {
    var amount = Money.zero
    if case .told(let wishes) = allocation {
      for wish in wishes {
        guard let item = findInvoice(wish.invoice, of: account) else {
          throw .invoiceNotFound(wish.invoice)
        }
        amount += wish.amount ?? itemRemaining[item]
      }
    } else {
      for application in allocate(.largest, of: account, on: day) { amount += application.amount }
    }
    if amount == .zero { throw .nothingOpen }
    return try decideCredit(
      account: account, kind: .writeOff, amount: amount, reason: reason, to: allocation,
      on: day)
  }

  private func demandAll(
    _ amount: Money, _ applications: [Application], of account: UInt32
  ) throws(Refusal) {
    let applied = applications.reduce(Money.zero) { $0 + $1.amount }
    if applied == .zero { throw .nothingOpen }
    if applied < amount {
      throw .exceedsOpen(applied, currency: accounts[account].currency)
    }
  }

  /// Decides to apply what is unapplied of an earlier payment, credit memo or transfer.
  public func decideApply(
    credit number: EntryNumber, to allocation: Allocation, on day: Day = .last
  ) throws(Refusal) -> Fact {
    let credit = try findCredit(number)
    let available = credits[credit].unapplied
    if available == .zero { throw .nothingUnapplied }
    let applications = try allocate(
      available, of: credits[credit].account, allocation, on: day)
    if applications.isEmpty { throw .nothingOpen }
    return .creditApplied(CreditApplied(credit: number, applications: applications))
  }

  /// The row of a payment, credit memo or transfer by its entry.
  public func findCredit(_ number: EntryNumber) throws(Refusal) -> UInt32 {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    switch entry.kind {
    case .payment, .credit: return entry.subject
    case .transfer: return pairs[entry.subject].credit
    case .interest where documents(of: number).credit != nil: return credit(of: number)
    default: throw .entryNotCredit(entry.kind)
    }
  }

  /// The most applications of an entry: what goes beyond stays unapplied, to be applied by another.
  /// A journal record holds ten times as many.
  static var applicationsMax: Int { 100_000 }

  private func allocate(
    _ amount: Money, of account: UInt32, _ allocation: Allocation, on day: Day
  ) throws(Refusal) -> [Application] {
    switch allocation {
    case .automatic: return allocate(amount, of: account, on: day)
    case .exact:
      if let item = firstOpenItem(of: account, leaving: amount) {
        return [Application(invoice: items[item].entry, amount: amount)]
      }
      return allocate(amount, of: account, on: day)
    case .told(let wishes): return try allocate(amount, of: account, wishes)
    }
  }

  /// By the account's order, as far as the amount goes.
  private func allocate(
    _ amount: Money, of account: UInt32, on day: Day
  ) -> [Application] {
    allocate(amount, of: account, in: allocationOrder(of: account, on: day))
  }

  /// In an order, as far as the amount goes.
  func allocate(
    _ amount: Money, of account: UInt32, in order: AllocationOrder
  ) -> [Application] {
    var applications: [Application] = []
    var left = amount
    for turn in 0..<order.turns {
      var item = accounts[account].firstOpenItem
      while item != none, left > .zero, applications.count < Self.applicationsMax {
        if order == .oldestDue || order.takes(items[item].kind, turn: turn) {
          let part = min(left, itemRemaining[item])
          applications.append(Application(invoice: items[item].entry, amount: part))
          left -= part
        }
        item = items[item].nextOpen
      }
    }
    return applications
  }

  /// The oldest due of an account's items that have exactly an amount open.
  private func firstOpenItem(of account: UInt32, leaving amount: Money) -> UInt32? {
    var item = accounts[account].firstOpenItem
    while item != none, itemRemaining[item] != amount { item = items[item].nextOpen }
    return item == none ? nil : item
  }

  /// As told; an application that is more than the item or the credit has is refused.
  private func allocate(
    _ amount: Money, of account: UInt32, _ wishes: [ApplicationWish]
  ) throws(Refusal) -> [Application] {
    let currency = accounts[account].currency
    var applications: [Application] = []
    var left = amount
    for wish in wishes {
      guard let item = findInvoice(wish.invoice, of: account) else {
        throw .invoiceNotFound(wish.invoice)
      }
      let entry = items[item].entry
      if applications.contains(where: { $0.invoice == entry }) {
        throw .applicationRepeated(invoice: wish.invoice)
      }
      let open = itemRemaining[item]
      let part = wish.amount ?? min(open, left)
      if part == .zero, wish.amount != nil { throw .amountZero }
      if part > open || open == .zero {
        throw .applicationExceedsItem(invoice: wish.invoice, open: open, currency: currency)
      }
      if part > left || part == .zero {
        throw .applicationExceedsCredit(available: left, currency: currency)
      }
      applications.append(Application(invoice: entry, amount: part))
      left -= part
    }
    return applications
  }
}
