// An entry in the journal: kind (a byte that never changes its meaning; a new layout gets a new
// one), effective date, actor, reference, memo, approval if there is one, then the fact's own
// fields. The kind's two upper bits say whether there is an approval, and whether it continues the
// entry before.

extension Entry {
  /// Adds the entry's bytes.
  public func encode(to bytes: inout [UInt8]) {
    EntryWriter.append(to: &bytes) { writer in
      writer.put(
        FactCode(of: fact).rawValue | (approval == nil ? 0 : FactCode.approvalBit)
          | (isContinuation ? FactCode.continuationBit : 0))
      writer.put(effective)
      writer.put(actor)
      writer.put(reference?.name ?? "")
      if let reference { writer.put(reference.payloadHash) }
      writer.put(memo)
      if let approval { writer.put(UInt32(approval)) }
      fact.put(to: &writer)
    }
  }

  /// Reads an entry from exactly these bytes.
  public init(decoding bytes: UnsafeRawBufferPointer) throws(EntryDecodingError) {
    var reader = EntryReader(bytes)
    let byte = try reader.take(UInt8.self)
    let kind = byte & ~(FactCode.approvalBit | FactCode.continuationBit)
    guard let code = FactCode(rawValue: kind) else { throw .unknownKind(byte) }
    isContinuation = byte & FactCode.continuationBit != 0
    effective = try reader.takeDay()
    actor = try reader.takeText()
    let name = try reader.takeText()
    reference = name.isEmpty ? nil : Reference(name: name, payloadHash: try reader.take())
    memo = try reader.takeText()
    if byte & FactCode.approvalBit != 0 {
      let number = try reader.take(UInt32.self)
      if number == 0 { throw .unknownValue }
      approval = EntryNumber(number)
    } else {
      approval = nil
    }
    fact = try Fact(code: code, from: &reader)
    guard reader.left == 0 else { throw .trailingBytes(reader.left) }
  }
}

/// The byte of each kind of fact on the journal.
private enum FactCode: UInt8 {
  case accountOpened = 1
  case contactAdded = 2
  case invoiceBilled = 3
  case creditTaken = 4
  case creditApplied = 5
  case reversed = 6
  case noted = 7
  case userSet = 8
  case creditUnapplied = 9
  case itemCharged = 10
  case recovered = 11
  case refunded = 12
  case transferred = 13
  case policySet = 14
  case loanGranted = 24
  case rateSet = 25
  case interestCharged = 26
  case serviceRendered = 18
  case serviceVerified = 19
  case invoiceDrafted = 20
  case holdPlaced = 21
  case holdReleased = 22
  case limitSet = 23
  // As the plain ones, with what stayed unapplied because items were on hold.
  case creditTakenHeld = 40
  case creditAppliedHeld = 41
  case approvalAsked = 15
  case approvalRejected = 16
  case periodClosed = 17

  static var approvalBit: UInt8 { 0x80 }
  static var continuationBit: UInt8 { 0x40 }
  case lateFeeCharged = 27
  /// As the plain one, with what it is made of.
  case invoiceItemised = 42
  case invoiceReleased = 43

  init(of fact: Fact) {
    switch fact {
    case .accountOpened: self = .accountOpened
    case .contactAdded: self = .contactAdded
    case .invoiceBilled(let fact):
      self = fact.contents.isEmpty ? .invoiceBilled : .invoiceItemised
    case .creditTaken(let fact): self = fact.held == .zero ? .creditTaken : .creditTakenHeld
    case .creditApplied(let fact): self = fact.held == .zero ? .creditApplied : .creditAppliedHeld
    case .reversed: self = .reversed
    case .noted: self = .noted
    case .userSet: self = .userSet
    case .creditUnapplied: self = .creditUnapplied
    case .itemCharged: self = .itemCharged
    case .recovered: self = .recovered
    case .refunded: self = .refunded
    case .transferred: self = .transferred
    case .policySet: self = .policySet
    case .loanGranted: self = .loanGranted
    case .rateSet: self = .rateSet
    case .interestCharged: self = .interestCharged
    case .serviceRendered: self = .serviceRendered
    case .serviceVerified: self = .serviceVerified
    case .invoiceDrafted: self = .invoiceDrafted
    case .invoiceReleased: self = .invoiceReleased
    case .holdPlaced: self = .holdPlaced
    case .holdReleased: self = .holdReleased
    case .limitSet: self = .limitSet
    case .approvalAsked: self = .approvalAsked
    case .approvalRejected: self = .approvalRejected
    case .periodClosed: self = .periodClosed
    case .lateFeeCharged: self = .lateFeeCharged
    }
  }
}

extension Fact {
  /// Adds the bytes of the fact alone: its kind and its own fields.
  func encode(to bytes: inout [UInt8]) {
    EntryWriter.append(to: &bytes) { writer in
      writer.put(FactCode(of: self).rawValue)
      put(to: &writer)
    }
  }

  fileprivate func put(to writer: inout EntryWriter) {
    switch self {
    case .accountOpened(let fact): fact.put(to: &writer)
    case .contactAdded(let fact): fact.put(to: &writer)
    case .invoiceBilled(let fact): fact.put(to: &writer)
    case .creditTaken(let fact): fact.put(to: &writer)
    case .creditApplied(let fact): fact.put(to: &writer)
    case .reversed(let fact): fact.put(to: &writer)
    case .noted(let fact): fact.put(to: &writer)
    case .userSet(let fact): fact.put(to: &writer)
    case .creditUnapplied(let fact): fact.put(to: &writer)
    case .itemCharged(let fact): fact.put(to: &writer)
    case .recovered(let fact): fact.put(to: &writer)
    case .refunded(let fact): fact.put(to: &writer)
    case .transferred(let fact): fact.put(to: &writer)
    case .policySet(let fact): fact.put(to: &writer)
    case .loanGranted(let fact): fact.put(to: &writer)
    case .rateSet(let fact): fact.put(to: &writer)
    case .interestCharged(let fact): fact.put(to: &writer)
    case .serviceRendered(let fact): fact.put(to: &writer)
    case .serviceVerified(let fact): fact.put(to: &writer)
    case .invoiceDrafted(let fact): fact.put(to: &writer)
    case .invoiceReleased(let fact): fact.put(to: &writer)
    case .holdPlaced(let fact): fact.put(to: &writer)
    case .holdReleased(let fact): fact.put(to: &writer)
    case .limitSet(let fact): fact.put(to: &writer)
    case .approvalAsked(let fact): fact.put(to: &writer)
    case .approvalRejected(let fact): fact.put(to: &writer)
    case .periodClosed(let fact): fact.put(to: &writer)
    case .lateFeeCharged(let fact): fact.put(to: &writer)
    }
  }

  fileprivate init(
    code: FactCode, from reader: inout EntryReader
  ) throws(EntryDecodingError) {
    switch code {
    case .accountOpened: self = .accountOpened(try AccountOpened(from: &reader))
    case .contactAdded: self = .contactAdded(try ContactAdded(from: &reader))
    case .invoiceBilled: self = .invoiceBilled(try InvoiceBilled(from: &reader))
    case .creditTaken: self = .creditTaken(try CreditTaken(from: &reader))
    case .creditApplied: self = .creditApplied(try CreditApplied(from: &reader))
    case .reversed: self = .reversed(try Reversed(from: &reader))
    case .noted: self = .noted(try Noted(from: &reader))
    case .userSet: self = .userSet(try UserSet(from: &reader))
    case .creditUnapplied: self = .creditUnapplied(try CreditUnapplied(from: &reader))
    case .itemCharged: self = .itemCharged(try ItemCharged(from: &reader))
    case .recovered: self = .recovered(try Recovered(from: &reader))
    case .refunded: self = .refunded(try Refunded(from: &reader))
    case .transferred: self = .transferred(try Transferred(from: &reader))
    case .policySet: self = .policySet(try PolicySet(from: &reader))
    case .loanGranted: self = .loanGranted(try LoanGranted(from: &reader))
    case .rateSet: self = .rateSet(try RateSet(from: &reader))
    case .interestCharged: self = .interestCharged(try InterestCharged(from: &reader))
    case .serviceRendered: self = .serviceRendered(try ServiceRendered(from: &reader))
    case .serviceVerified: self = .serviceVerified(try ServiceVerified(from: &reader))
    case .invoiceDrafted: self = .invoiceDrafted(try InvoiceDrafted(from: &reader))
    case .invoiceReleased: self = .invoiceReleased(try InvoiceReleased(from: &reader))
    case .holdPlaced: self = .holdPlaced(try HoldPlaced(from: &reader))
    case .holdReleased: self = .holdReleased(try HoldReleased(from: &reader))
    case .limitSet: self = .limitSet(try LimitSet(from: &reader))
    case .invoiceItemised:
      var fact = try InvoiceBilled(from: &reader)
      fact.contents = try InvoiceContents(from: &reader)
      if fact.contents.isEmpty { throw .unknownValue }
      self = .invoiceBilled(fact)
    case .creditTakenHeld:
      var fact = try CreditTaken(from: &reader)
      guard fact.kind.isUnappliable else { throw .unknownValue }
      fact.held = try reader.takeHeld()
      self = .creditTaken(fact)
    case .creditAppliedHeld:
      var fact = try CreditApplied(from: &reader)
      fact.held = try reader.takeHeld()
      self = .creditApplied(fact)
    case .approvalAsked: self = .approvalAsked(try ApprovalAsked(from: &reader))
    case .approvalRejected: self = .approvalRejected(try ApprovalRejected(from: &reader))
    case .periodClosed: self = .periodClosed(try PeriodClosed(from: &reader))
    case .lateFeeCharged: self = .lateFeeCharged(try LateFeeCharged(from: &reader))
    }
  }
}

extension EntryReader {
  /// What was held back; nothing is written in another way.
  fileprivate mutating func takeHeld() throws(EntryDecodingError) -> Money {
    let held = try takeMoney()
    guard held > .zero else { throw .unknownValue }
    return held
  }
}
