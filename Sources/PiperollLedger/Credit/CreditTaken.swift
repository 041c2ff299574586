/// The kinds of credit: of documents that lower a balance.
public enum CreditKind: UInt8, CaseIterable, Sendable {
  case payment, memo, adjustment, writeOff
  /// Credit that came from another account.
  case transfer
  /// Money on a debt that had been written off. It covers the item that is made with it.
  case recovery
  /// A correction of interest that was charged but had not accrued.
  case interest

  /// Whether it may be applied to items and taken off again. The other kinds exist only together
  /// with what they are applied to, and are reversed as a whole.
  public var isUnappliable: Bool {
    switch self {
    case .payment, .memo, .transfer, .interest: true
    case .adjustment, .writeOff, .recovery: false
    }
  }

  /// Whether it is money that came in.
  public var isMoney: Bool { self == .payment || self == .recovery }

  /// The kind of the entries that make it.
  public var entryKind: EntryKind {
    switch self {
    case .payment: .payment
    case .memo: .credit
    case .adjustment: .adjust
    case .writeOff: .writeoff
    case .transfer: .transfer
    case .recovery: .recovery
    case .interest: .interest
    }
  }
}

/// How money came in.
public enum PaymentMethod: UInt8, CaseIterable, Sendable {
  case other, cash, check, ach, wire, card, lockbox, remittance, garnishment, agency

  /// Its word on the wire.
  public var word: String {
    switch self {
    case .other: "other"
    case .cash: "cash"
    case .check: "check"
    case .ach: "ach"
    case .wire: "wire"
    case .card: "card"
    case .lockbox: "lockbox"
    case .remittance: "remittance"
    case .garnishment: "garnishment"
    case .agency: "agency"
    }
  }
}

/// A payment, a credit memo, an adjustment or a write-off, and the items that it is applied to. The
/// rest of it is unapplied.
public struct CreditTaken: Equatable, Sendable {
  public var account: EntryNumber
  /// The kind; not a transfer, a recovery or interest, which are facts of their own.
  public var kind: CreditKind
  public var amount: Money
  /// How a payment came in; `other` if it is no payment.
  public var method: PaymentMethod
  /// Why it was given, adjusted or written off; `other` for a payment.
  public var reason: Reason
  /// A payment's check number, card token and the like, for people to read; empty if there are
  /// none.
  public var tenderDetails: String
  public var applications: [Application]
  /// How much of it is unapplied because items were on hold.
  public var held: Money
  /// What it found, if it asked for an item with just its amount open.
  public var exact: Optional<ExactMatch>

  public init(
    account: EntryNumber, kind: CreditKind, amount: Money, method: PaymentMethod = .other,
    reason: Reason = .other, tenderDetails: String = "", applications: [Application] = [],
    held: Money = .zero, exact: ExactMatch? = nil
  ) {
    self.account = account
    self.kind = kind
    self.amount = amount
    self.method = method
    self.reason = reason
    self.tenderDetails = tenderDetails
    self.applications = applications
    self.held = held
    self.exact = exact
  }
}

extension CreditTaken: FactBody {
  var entryKind: EntryKind { kind.entryKind }

  func aim(_ aim: inout ReplayAim) {
    aim.name(account: account)
    aim.name(items: applications)
  }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  /// Without what it found, which others may change while it waits: where it goes is the same.
  func unnumbered(_: EntryNumber) -> CreditTaken {
    var fact = self
    fact.exact = nil
    return fact
  }

  func limited(in book: borrowing Book, on _: Day) -> Limited? {
    Limited(amount: amount, currency: book.currency(ofAccountOpenedBy: account))
  }

  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(kind.rawValue)
    writer.put(amount)
    writer.put(method.rawValue)
    writer.put(reason.rawValue)
    writer.put(tenderDetails)
    applications.put(to: &writer)
    if held > .zero { writer.put(held) }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    kind = try reader.takeChoice()
    if kind == .transfer || kind == .recovery || kind == .interest { throw .unknownValue }
    amount = try reader.takeMoney()
    method = try reader.takeChoice()
    reason = try reader.takeChoice()
    tenderDetails = try reader.takeText()
    applications = try [Application](from: &reader)
    held = .zero
    exact = nil
  }
}

extension Application: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(invoice)
    writer.put(amount)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    invoice = try reader.take()
    amount = try reader.takeMoney()
  }
}
