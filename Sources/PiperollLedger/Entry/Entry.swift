/// The number of an entry: its place in the journal, counted from 1. Payments, credits, notes and
/// whatever else has no number of the user's own are named by the entry that made them.
public typealias EntryNumber = UInt64

/// A durable fact, as the journal keeps it: what happened, never what was asked for. Applying the
/// same entries in the same order gives the same book, whatever the rules of the day are.
public struct Entry: Equatable, Sendable {
  /// The date from which the fact holds: given by the user, today by default.
  public var effective: Day
  /// The user who did it.
  public var actor: String
  /// The caller's reference, by which a repeated request is known; empty if there is none.
  public var reference: Reference?
  /// Free text.
  public var memo: String
  /// The entry that asked for the approval which let this one through; nil for most.
  public var approval: EntryNumber?
  /// Whether the same request recorded the entry before it too.
  public var isContinuation: Bool
  public var fact: Fact

  public init(
    effective: Day, actor: String, reference: Reference? = nil, memo: String = "",
    approval: EntryNumber? = nil, isContinuation: Bool = false, fact: Fact
  ) {
    self.effective = effective
    self.actor = actor
    self.reference = reference
    self.memo = memo
    self.approval = approval
    self.isContinuation = isContinuation
    self.fact = fact
  }
}

/// A caller's reference and a hash of what it was sent with: the same reference with another
/// payload is a mistake of the caller's, not a repetition.
public struct Reference: Equatable, Sendable {
  public var name: String
  public var payloadHash: UInt64

  public init(name: String, payloadHash: UInt64) {
    self.name = name
    self.payloadHash = payloadHash
  }
}

/// When and where the server recorded an entry.
public struct Stamp: Equatable, Sendable {
  public var number: EntryNumber
  /// UTC, milliseconds since 1970; never decreases from entry to entry.
  public var recorded: Int64

  public init(number: EntryNumber, recorded: Int64) {
    self.number = number
    self.recorded = recorded
  }
}

/// What an entry says. Accounts, invoices and credits are named by the entry that made them. Those
/// that are large and not posted by the thousand stand behind a reference, so that a payment is not
/// moved about in the room of the largest.
public enum Fact: Equatable, Sendable {
  indirect case accountOpened(AccountOpened)
  indirect case contactAdded(ContactAdded)
  case invoiceBilled(InvoiceBilled)
  /// Money in, a credit memo, a credit adjustment or a write-off.
  case creditTaken(CreditTaken)
  case creditApplied(CreditApplied)
  case creditUnapplied(CreditUnapplied)
  /// A charge, or a debit adjustment.
  indirect case itemCharged(ItemCharged)
  indirect case recovered(Recovered)
  case refunded(Refunded)
  case transferred(Transferred)
  case reversed(Reversed)
  case noted(Noted)
  indirect case policySet(PolicySet)
  indirect case loanGranted(LoanGranted)
  case rateSet(RateSet)
  indirect case interestCharged(InterestCharged)
  indirect case serviceRendered(ServiceRendered)
  case serviceVerified(ServiceVerified)
  indirect case invoiceDrafted(InvoiceDrafted)
  /// An invoice that was drafted first.
  case invoiceReleased(InvoiceReleased)
  indirect case holdPlaced(HoldPlaced)
  case holdReleased(HoldReleased)
  indirect case limitSet(LimitSet)
  indirect case approvalAsked(ApprovalAsked)
  case approvalRejected(ApprovalRejected)
  case periodClosed(PeriodClosed)
  indirect case lateFeeCharged(LateFeeCharged)
  case userSet(UserSet)

  /// The word by which HISTORY and the journal's readers know it.
  public var kind: EntryKind {
    switch self {
    case .accountOpened: .account
    case .contactAdded: .contact
    case .invoiceBilled, .invoiceReleased: .invoice
    case .creditTaken(let credit): credit.kind.entryKind
    case .creditApplied: .apply
    case .creditUnapplied: .unapply
    case .itemCharged(let item): item.kind == .adjustment ? .adjust : .charge
    case .recovered: .recovery
    case .refunded: .refund
    case .transferred: .transfer
    case .reversed: .reverse
    case .noted(let note): note.call == nil ? .note : .call
    case .policySet: .policy
    case .loanGranted: .loan
    case .rateSet: .rate
    case .interestCharged: .interest
    case .serviceRendered: .service
    case .serviceVerified: .verify
    case .invoiceDrafted: .draft
    case .holdPlaced: .hold
    case .holdReleased: .releaseHold
    case .limitSet: .limit
    case .approvalAsked: .approval
    case .approvalRejected: .reject
    case .periodClosed: .close
    case .lateFeeCharged: .charge
    case .userSet: .user
    }
  }
}

/// What an entry is, as HISTORY shows it. The raw value stands in the book's rows.
public enum EntryKind: UInt8, CaseIterable, Sendable {
  case account, contact, invoice, payment, credit, apply, reverse, note, call, user
  case charge, adjust, writeoff, recovery, refund, unapply, transfer
  case policy = 17
  case approval = 18
  case reject = 19
  case close = 20
  case service = 21
  case verify = 22
  case draft = 23
  case hold = 24
  case releaseHold = 25
  case limit = 26
  case loan = 27
  case rate = 28
  case interest = 29
}

extension EntryKind {
  /// Whether its entries are of an account; nil: some are.
  var hasAccount: Bool? {
    switch self {
    case .user, .policy, .close: false
    case .approval, .reject: nil
    default: true
    }
  }
}

/// An amount set against an item.
public struct Application: Equatable, Sendable {
  /// The entry that made the item.
  public var invoice: EntryNumber
  public var amount: Money

  public init(invoice: EntryNumber, amount: Money) {
    self.invoice = invoice
    self.amount = amount
  }
}
