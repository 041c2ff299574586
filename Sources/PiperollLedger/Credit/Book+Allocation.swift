/// Where a credit is to go: the number of an item, and how much of the credit (nil for as much as
/// possible).
public struct ApplicationWish: Equatable, Sendable {
  public var invoice: String
  public var amount: Money?

  public init(invoice: String, amount: Money?) {
    self.invoice = invoice
    self.amount = amount
  }
}

/// Which items a credit is applied to.
public enum Allocation: Equatable, Sendable {
  /// The account's open items, in the order of its kind, as far as the amount goes; never what is
  /// on hold.
  case automatic
  /// The item that has exactly this amount open and not disputed (of several, the one with the
  /// oldest due date). If there is none, as `automatic`.
  case exact
  /// These items; if the list is empty, none.
  case told([ApplicationWish])
}

extension Book {
  /// Decides a payment, a credit memo, an adjustment or a write-off. It is applied to the items
  /// that the request names, or in the account's order. The rest stays unapplied; an adjustment or
  /// a write-off with a rest is refused.
  /// An adjustment or a write-off covers only what is open from its date on. Payments and credit
  /// memos wait for later items.
  /// - Parameter day: the effective date. Items on hold on that day are skipped unless the request
  ///   names them.
  /// - Parameter interest: the charge that the same request records ahead of it. Its item is open
  ///   then.
  public func decideCredit(
    account: UInt32, kind: CreditKind, amount: Money, method: PaymentMethod = .other,
    reason: Reason = .other, tenderDetails: String = "", to allocation: Allocation, on day: Day,
    behind interest: Fact? = nil
  ) throws(Refusal) -> Fact {
    try checkAmount(amount, accounts[account].currency)
    let ahead = interest.flatMap { interestAhead(by: $0) }
    let mayWait = kind.isUnappliable
    let parts = try allocate(
      amount, of: account, allocation, on: day, mayWait: mayWait, behind: ahead)
    if !mayWait { try demandAll(amount, parts, of: account, on: day) }
    return .creditTaken(
      CreditTaken(
        account: accounts[account].opened, kind: kind, amount: amount, method: method,
        reason: reason, tenderDetails: tenderDetails, applications: parts.applications,
        held: parts.heldBack, exact: mayWait ? parts.exact : nil))
  }

  /// Decides to write off all that is open: of the named items, or of all items that are not on
  /// hold and that are open from the date on.
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
      let parts = allocate(.largest, of: account, on: day, mayWait: false)
      if parts.applications.isEmpty { try demandSome(parts, of: account, on: day) }
      for application in parts.applications { amount += application.amount }
    }
    if amount == .zero { throw .nothingOpen }
    return try decideCredit(
      account: account, kind: .writeOff, amount: amount, reason: reason, to: allocation, on: day)
  }

  private func demandAll(
    _ amount: Money, _ parts: Allocated, of account: UInt32, on day: Day
  ) throws(Refusal) {
    if parts.left == .zero { return }
    try demandSome(parts, of: account, on: day)
    throw .exceedsOpen(amount - parts.left, currency: accounts[account].currency)
  }

  /// Throws the reason if nothing, or too little, is open where the request names no items.
  private func demandSome(
    _ parts: Allocated, of account: UInt32, on day: Day
  ) throws(Refusal) {
    if parts.held > .zero { throw .itemsHeld(parts.held, currency: accounts[account].currency) }
    if let item = parts.later { try demandOpen(item, on: day) }
    if parts.applications.isEmpty { throw .nothingOpen }
  }

  /// Decides to apply the unapplied part of an earlier payment, credit memo or transfer.
  public func decideApply(
    credit number: EntryNumber, to allocation: Allocation, on day: Day
  ) throws(Refusal) -> Fact {
    let credit = try findCredit(number)
    let available = credits[credit].unapplied
    if available == .zero { throw .nothingUnapplied }
    let account = credits[credit].account
    let parts = try allocate(available, of: account, allocation, on: day, mayWait: true)
    if parts.applications.isEmpty { try demandSome(parts, of: account, on: day) }
    return .creditApplied(
      CreditApplied(
        credit: number, applications: parts.applications, held: parts.heldBack,
        exact: parts.exact))
  }

  /// The row of a payment, credit memo or transfer, by its entry.
  /// - Throws: if the entry is none of these.
  public func findCredit(_ number: EntryNumber) throws(Refusal) -> UInt32 {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard let credit = documents(of: number).credit, credits[credit].kind.isUnappliable else {
      throw .entryNotCredit(entry.kind)
    }
    return credit
  }

  /// The most applications of one entry. What remains beyond them stays unapplied, and another
  /// entry can apply it. A journal record has room for ten times as many.
  static var applicationsMax: Int { 100_000 }

  /// How an amount is divided among items.
  struct Allocated {
    var applications: [Application] = []
    /// How much of the amount is left over.
    var left: Money
    /// How much is open on the items that were skipped because they are on hold.
    var held = Money.zero
    /// The first of the items that were skipped because they are not open from the day on.
    var later: UInt32?
    /// What was found, if an item with just the amount open was asked for.
    var exact: ExactMatch?
    /// How much of the amount is left over because of those holds.
    var heldBack: Money { min(held, left) }

    /// Takes a part for interest that is charged ahead.
    mutating func take(_ interest: InterestAhead, isHeld: Bool) {
      if isHeld {
        held += interest.amount
      } else if left > .zero, applications.count < Book.applicationsMax {
        take(min(left, interest.amount), for: interest.entry)
      }
    }

    /// Takes a part for the item that an entry made.
    mutating func take(_ part: Money, for entry: EntryNumber) {
      let application = Application(invoice: entry, amount: part)
      // Most credits pay one item. To make an array of one costs half of what it costs to let an
      // empty one grow.
      if applications.isEmpty {
        applications = [application]
      } else {
        applications.append(application)
      }
      left -= part
    }
  }

  /// - Parameter mayWait: whether an application may take effect after the day, once the item is
  ///   open.
  private func allocate(
    _ amount: Money, of account: UInt32, _ allocation: Allocation, on day: Day, mayWait: Bool,
    behind ahead: InterestAhead? = nil
  ) throws(Refusal) -> Allocated {
    switch allocation {
    case .automatic:
      return allocate(amount, of: account, on: day, mayWait: mayWait, behind: ahead)
    case .exact:
      let (item, match) = openItem(of: account, leaving: amount, on: day)
      if let item {
        let all = Application(invoice: items[item].entry, amount: amount)
        return Allocated(applications: [all], left: .zero, exact: match)
      }
      var parts = allocate(amount, of: account, on: day, mayWait: mayWait, behind: ahead)
      parts.exact = match
      return parts
    case .told(let wishes):
      let parts = try allocate(amount, of: account, wishes)
      if !mayWait {
        for part in parts.applications { try demandOpen(item(of: part.invoice), on: day) }
      }
      return parts
    }
  }

  /// Divides an amount in the account's order, as far as it goes.
  private func allocate(
    _ amount: Money, of account: UInt32, on day: Day, mayWait: Bool,
    behind ahead: InterestAhead? = nil
  ) -> Allocated {
    allocate(
      amount, of: account, in: allocationOrder(of: account, on: day), on: day, mayWait: mayWait,
      behind: ahead)
  }

  /// Divides an amount in a given order, as far as it goes, and skips what is on hold. It
  /// also skips items that are not open from the day on, if the amount may not wait for them.
  /// - Parameter ahead: interest that is charged ahead of the amount. Its item is not there yet.
  func allocate(
    _ amount: Money, of account: UInt32, in order: AllocationOrder, on day: Day,
    mayWait: Bool = true, behind ahead: InterestAhead? = nil
  ) -> Allocated {
    let held = heldItems(of: account, from: .automaticApplication, on: day)
    var parts = Allocated(left: amount)
    for turn in 0..<order.turns {
      var next = order.takes(.interest, turn: turn) ? ahead : nil
      var item = accounts[account].firstOpenItem
      while item != none, parts.left > .zero, parts.applications.count < Self.applicationsMax {
        if let interest = next, interest.due < itemDue[item] {
          parts.take(interest, isHeld: held?.isAll == true)
          next = nil
          continue
        }
        if order == .oldestDue || order.takes(items[item].kind, turn: turn) {
          var open = itemRemaining[item]
          if let held {
            let onHold = held.part(of: item, open: open)
            parts.held += onHold
            open -= onHold
          }
          if open > .zero, !mayWait, earliest(toItem: item) > day {
            parts.later = parts.later ?? item
          } else if open > .zero {
            parts.take(min(parts.left, open), for: items[item].entry)
          }
        }
        item = items[item].nextOpen
      }
      if let next { parts.take(next, isHeld: held?.isAll == true) }
    }
    return parts
  }

  /// Among an account's items that have exactly this amount open and not on hold, the one with the
  /// oldest due date, and whether there are others.
  private func openItem(
    of account: UInt32, leaving amount: Money, on day: Day
  ) -> (item: UInt32?, ExactMatch) {
    let held = heldItems(of: account, from: .automaticApplication, on: day)
    var (found, item) = (UInt32?.none, accounts[account].firstOpenItem)
    while item != none {
      let open = itemRemaining[item]
      if open - (held?.part(of: item, open: open) ?? .zero) == amount {
        if let found { return (found, .several) }
        found = item
      }
      item = items[item].nextOpen
    }
    return (found, found == nil ? .noItem : .one)
  }

  /// Divides an amount among named items. Refuses a part that is more than the item or the credit
  /// has.
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
      parts.take(part, for: entry)
    }
    return parts
  }
}
