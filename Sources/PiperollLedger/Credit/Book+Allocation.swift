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
  /// By the order of the account's kind, as far as it goes; never to what is on hold.
  case automatic
  /// An item that has exactly the amount open, the oldest due of several; else as `automatic`.
  case exact
  /// These; none: nothing.
  case told([ApplicationWish])
}

extension Book {
  /// Decides a payment, a credit memo, an adjustment or a write-off: applied as told, or by the
  /// account's order; what is left over is unapplied. Of the last two nothing may be.
  /// - Parameter day: from which it holds; what is on hold then is left alone, unless it is told.
  public func decideCredit(
    account: UInt32, kind: CreditKind, amount: Money, method: PaymentMethod = .other,
    reason: Reason = .other, tenderDetails: String = "", to allocation: Allocation, on day: Day
  ) throws(Refusal) -> Fact {
    try checkAmount(amount, accounts[account].currency)
    let parts = try allocate(amount, of: account, allocation, on: day)
    if !kind.isUnappliable { try demandAll(amount, parts, of: account) }
    return .creditTaken(
      CreditTaken(
        account: accounts[account].opened, kind: kind, amount: amount, method: method,
        reason: reason, tenderDetails: tenderDetails, applications: parts.applications,
        held: parts.heldBack))
  }

  /// Decides to write off all that is open of what is told, or of what is not on hold.
  public func decideWriteOff(
    account: UInt32, reason: Reason, of allocation: Allocation, on day: Day
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
      let parts = allocate(.largest, of: account, on: day)
      if parts.applications.isEmpty { try demandSome(parts, of: account) }
      for application in parts.applications { amount += application.amount }
    }
    if amount == .zero { throw .nothingOpen }
    return try decideCredit(
      account: account, kind: .writeOff, amount: amount, reason: reason, to: allocation, on: day)
  }

  private func demandAll(
    _ amount: Money, _ parts: Allocated, of account: UInt32
  ) throws(Refusal) {
    if parts.left == .zero { return }
    try demandSome(parts, of: account)
    throw .exceedsOpen(amount - parts.left, currency: accounts[account].currency)
  }

  /// Says why there is nothing, or too little, that somebody did not name.
  private func demandSome(_ parts: Allocated, of account: UInt32) throws(Refusal) {
    if parts.held > .zero { throw .itemsHeld(parts.held, currency: accounts[account].currency) }
    if parts.applications.isEmpty { throw .nothingOpen }
  }

  /// Decides to apply what is unapplied of an earlier payment, credit memo or transfer.
  public func decideApply(
    credit number: EntryNumber, to allocation: Allocation, on day: Day
  ) throws(Refusal) -> Fact {
    let credit = try findCredit(number)
    let available = credits[credit].unapplied
    if available == .zero { throw .nothingUnapplied }
    let account = credits[credit].account
    let parts = try allocate(available, of: account, allocation, on: day)
    if parts.applications.isEmpty { try demandSome(parts, of: account) }
    return .creditApplied(
      CreditApplied(credit: number, applications: parts.applications, held: parts.heldBack))
  }

  /// The row of a payment, credit memo or transfer by its entry.
  public func findCredit(_ number: EntryNumber) throws(Refusal) -> UInt32 {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    switch entry.kind {
    case .payment, .credit: return entry.subject
    case .transfer: return pairs[entry.subject].credit
    case .interest where documents(of: number).credit != nil: return credit(of: number)
    case .account, .contact, .invoice, .apply, .unapply, .reverse, .note, .call, .user, .charge,
      .adjust, .writeoff, .recovery, .refund, .policy, .approval, .reject, .close, .service,
      .verify, .draft, .hold, .releaseHold, .limit, .loan, .rate, .interest:
      throw .entryNotCredit(entry.kind)
    }
  }

  /// The most applications of an entry: what goes beyond stays unapplied, to be applied by another.
  /// A journal record holds ten times as many.
  static var applicationsMax: Int { 100_000 }

  /// What an amount is set against.
  struct Allocated {
    var applications: [Application] = []
    /// What of it is left over.
    var left: Money
    /// What is open of the items that were passed by because they are on hold.
    var held = Money.zero
    /// What of it is left because of that.
    var heldBack: Money { min(held, left) }
  }

  private func allocate(
    _ amount: Money, of account: UInt32, _ allocation: Allocation, on day: Day
  ) throws(Refusal) -> Allocated {
    switch allocation {
    case .automatic: return allocate(amount, of: account, on: day)
    case .exact:
      if let item = firstOpenItem(of: account, leaving: amount, on: day) {
        let all = Application(invoice: items[item].entry, amount: amount)
        return Allocated(applications: [all], left: .zero)
      }
      return allocate(amount, of: account, on: day)
    case .told(let wishes):
      return try allocate(amount, of: account, wishes)
    }
  }

  /// By the account's order, as far as the amount goes.
  private func allocate(_ amount: Money, of account: UInt32, on day: Day) -> Allocated {
    allocate(amount, of: account, in: allocationOrder(of: account, on: day), on: day)
  }

  /// In an order, as far as the amount goes, past what is on hold.
  func allocate(
    _ amount: Money, of account: UInt32, in order: AllocationOrder, on day: Day
  ) -> Allocated {
    let held = heldItems(of: account, from: .automaticApplication, on: day)
    var parts = Allocated(left: amount)
    for turn in 0..<order.turns {
      var item = accounts[account].firstOpenItem
      while item != none, parts.left > .zero, parts.applications.count < Self.applicationsMax {
        if order == .oldestDue || order.takes(items[item].kind, turn: turn) {
          if let held, held.has(item) {
            parts.held += itemRemaining[item]
          } else {
            let part = min(parts.left, itemRemaining[item])
            parts.applications.append(Application(invoice: items[item].entry, amount: part))
            parts.left -= part
          }
        }
        item = items[item].nextOpen
      }
    }
    return parts
  }

  /// The oldest due of an account's items that have exactly an amount open and are not on hold.
  private func firstOpenItem(
    of account: UInt32, leaving amount: Money, on day: Day
  ) -> UInt32? {
    let held = heldItems(of: account, from: .automaticApplication, on: day)
    var item = accounts[account].firstOpenItem
    while item != none, itemRemaining[item] != amount || held?.has(item) == true {
      item = items[item].nextOpen
    }
    return item == none ? nil : item
  }

  /// As told; an application that is more than the item or the credit has is refused.
  private func allocate(
    _ amount: Money, of account: UInt32, _ wishes: [ApplicationWish]
  ) throws(Refusal) -> Allocated {
    let currency = accounts[account].currency
    var parts = Allocated(left: amount)
    for wish in wishes {
      guard let item = findInvoice(wish.invoice, of: account) else {
        throw .invoiceNotFound(wish.invoice)
      }
      let entry = items[item].entry
      if parts.applications.contains(where: { $0.invoice == entry }) {
        throw .applicationRepeated(invoice: wish.invoice)
      }
      let open = itemRemaining[item]
      let part = wish.amount ?? min(open, parts.left)
      if part == .zero, wish.amount != nil { throw .amountZero }
      if part > open || open == .zero {
        throw .applicationExceedsItem(invoice: wish.invoice, open: open, currency: currency)
      }
      if part > parts.left || part == .zero {
        throw .applicationExceedsCredit(available: parts.left, currency: currency)
      }
      parts.applications.append(Application(invoice: entry, amount: part))
      parts.left -= part
    }
    return parts
  }
}
