// An entry in the journal: kind (a byte that never changes its meaning; a new layout gets a new
// one), effective date, actor, reference, memo, then the fact's own fields.

extension Entry {
  /// Adds the entry's bytes.
  public func encode(to bytes: inout [UInt8]) {
    EntryWriter.append(to: &bytes) { writer in
      writer.put(FactCode(of: fact).rawValue)
      writer.put(effective)
      writer.put(actor)
      writer.put(reference?.name ?? "")
      if let reference { writer.put(reference.payloadHash) }
      writer.put(memo)
      fact.put(to: &writer)
    }
  }

  /// Reads an entry from exactly these bytes.
  public init(decoding bytes: UnsafeRawBufferPointer) throws(EntryDecodingError) {
    var reader = EntryReader(bytes)
    let byte = try reader.take(UInt8.self)
    guard let code = FactCode(rawValue: byte) else { throw .unknownKind(byte) }
    effective = try reader.takeDay()
    actor = try reader.takeText()
    let name = try reader.takeText()
    reference = name.isEmpty ? nil : Reference(name: name, payloadHash: try reader.take())
    memo = try reader.takeText()
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
  case lateFeeCharged = 27

  init(of fact: Fact) {
    switch fact {
    case .accountOpened: self = .accountOpened
    case .contactAdded: self = .contactAdded
    case .invoiceBilled: self = .invoiceBilled
    case .creditTaken: self = .creditTaken
    case .creditApplied: self = .creditApplied
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
    case .lateFeeCharged: self = .lateFeeCharged
    }
  }
}

extension Fact {
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
    case .lateFeeCharged: self = .lateFeeCharged(try LateFeeCharged(from: &reader))
    }
  }
}
