/// What lowers a balance: money in, or a credit memo.
public enum CreditKind: UInt8, CaseIterable, Sendable {
  case payment, memo
}

/// How money came in.
public enum PaymentMethod: UInt8, CaseIterable, Sendable {
  case other, cash, check, ach, wire, card, lockbox
}

/// Why a credit memo was given.
public enum CreditReason: UInt8, CaseIterable, Sendable {
  case other, returned, pricing, service, goodwill, billingError
}

/// A payment or a credit memo, and what it was set against; the rest of it is unapplied.
public struct CreditTaken: Equatable, Sendable {
  public var account: EntryNumber
  public var kind: CreditKind
  public var amount: Money
  /// Of a payment; `other` for a memo.
  public var method: PaymentMethod
  /// Of a credit memo; `other` for a payment.
  public var reason: CreditReason
  public var applications: [Application]

  public init(
    account: EntryNumber, kind: CreditKind, amount: Money, method: PaymentMethod = .other,
    reason: CreditReason = .other, applications: [Application] = []
  ) {
    self.account = account
    self.kind = kind
    self.amount = amount
    self.method = method
    self.reason = reason
    self.applications = applications
  }
}

extension CreditTaken: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(kind.rawValue)
    writer.put(amount)
    writer.put(method.rawValue)
    writer.put(reason.rawValue)
    applications.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    kind = try reader.takeChoice()
    amount = try reader.takeMoney()
    method = try reader.takeChoice()
    reason = try reader.takeChoice()
    applications = try [Application](from: &reader)
  }
}

/// Unapplied money of an earlier payment or credit memo, set against invoices.
public struct CreditApplied: Equatable, Sendable {
  /// The payment or credit memo.
  public var credit: EntryNumber
  public var applications: [Application]

  public init(credit: EntryNumber, applications: [Application]) {
    self.credit = credit
    self.applications = applications
  }
}

extension CreditApplied: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(credit)
    applications.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    credit = try reader.take()
    applications = try [Application](from: &reader)
  }
}

extension [Application]: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(UInt32(count))
    for application in self {
      writer.put(application.invoice)
      writer.put(application.amount)
    }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    self = []
    for _ in 0..<(try reader.take(UInt32.self)) {
      append(Application(invoice: try reader.take(), amount: try reader.takeMoney()))
    }
  }
}
