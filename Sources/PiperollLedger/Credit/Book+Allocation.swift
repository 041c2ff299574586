/// Where a credit is to go: an invoice by number, and how much of it (nil: as much as there is).
public struct ApplicationWish: Equatable, Sendable {
  public var invoice: String
  public var amount: Money?

  public init(invoice: String, amount: Money?) {
    self.invoice = invoice
    self.amount = amount
  }
}

extension Book {
  /// Decides a payment or a credit memo: applied as told, or to the oldest due items first; what is
  /// left over is unapplied.
  public func decideCredit(
    account: UInt32, kind: CreditKind, amount: Money, method: PaymentMethod = .other,
    reason: CreditReason = .other, wishes: [ApplicationWish]?
  ) throws(Refusal) -> Fact {
    try checkAmount(amount, accounts[account].currency)
    let applications =
      if let wishes { try allocate(amount, of: account, wishes) } else {
        allocate(amount, of: account)
      }
    return .creditTaken(
      CreditTaken(
        account: accounts[account].opened, kind: kind, amount: amount, method: method,
        reason: reason, applications: applications))
  }

  /// Decides to apply what is unapplied of an earlier payment or credit memo.
  public func decideApply(
    credit number: EntryNumber, wishes: [ApplicationWish]?
  ) throws(Refusal) -> Fact {
    let credit = try findCredit(number)
    let available = credits[credit].unapplied
    if available == .zero { throw .nothingUnapplied }
    let account = credits[credit].account
    let applications =
      if let wishes {
        try allocate(available, of: account, wishes)
      } else { allocate(available, of: account) }
    if applications.isEmpty { throw .nothingOpen }
    return .creditApplied(CreditApplied(credit: number, applications: applications))
  }

  /// The row of a payment or credit memo by its entry.
  public func findCredit(_ number: EntryNumber) throws(Refusal) -> UInt32 {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard entry.kind == .payment || entry.kind == .credit else { throw .entryNotCredit(entry.kind) }
    return entry.subject
  }

  /// The most applications of an entry: what goes beyond stays unapplied, to be applied by another.
  /// A journal record holds ten times as many.
  static var applicationsMax: Int { 100_000 }

  /// Oldest due first, as far as the amount goes.
  private func allocate(_ amount: Money, of account: UInt32) -> [Application] {
    var applications: [Application] = []
    var left = amount
    var item = accounts[account].firstOpenItem
    while item != none, left > .zero, applications.count < Self.applicationsMax {
      let part = min(left, itemRemaining[item])
      applications.append(Application(invoice: items[item].entry, amount: part))
      left -= part
      item = items[item].nextOpen
    }
    return applications
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
