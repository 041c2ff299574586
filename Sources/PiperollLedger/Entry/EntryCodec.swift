// The bytes of an entry in the journal: the fact's code (see `FactCode`), effective date, actor,
// reference, memo, approval if there is one, then the fact's own fields. The two upper bits of the
// first byte say whether there is an approval, and whether the entry continues the one before.

private let approvalBit: UInt8 = 0x80
private let continuationBit: UInt8 = 0x40

extension Entry {
  /// Adds the entry's bytes.
  public func encode(to bytes: inout [UInt8]) {
    EntryWriter.append(to: &bytes) { writer in
      let flags = (approval == nil ? 0 : approvalBit) | (isContinuation ? continuationBit : 0)
      fact.code.put(to: &writer, flags: flags)
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
    let first = try reader.take(UInt8.self)
    let code = try FactCode(first: first, from: &reader)
    let frequent = FrequentFactCode(rawValue: code.rawValue)
    let listed = frequent == nil ? FactList.type(of: code) : nil
    if frequent == nil, listed == nil { throw .unknownKind(code.rawValue) }
    // All fields are read before the entry is made, so that it is made in one piece, where it is to
    // stand.
    let effective = try reader.takeDay()
    let actor = try reader.takeText()
    let name = try reader.takeText()
    let reference =
      name.isEmpty ? nil : Reference(name: name, payloadHash: try reader.take(UInt64.self))
    let memo = try reader.takeText()
    var approval: EntryNumber?
    if first & approvalBit != 0 {
      let number = try reader.take(UInt32.self)
      if number == 0 { throw .unknownValue }
      approval = EntryNumber(number)
    }
    let fact =
      if let frequent {
        try Fact(frequent, from: &reader)
      } else {
        Fact.other(try listed!.other(from: &reader))
      }
    guard reader.left == 0 else { throw .trailingBytes(reader.left) }
    self.init(
      effective: effective, actor: actor, reference: reference, memo: memo, approval: approval,
      isContinuation: first & continuationBit != 0, fact: fact)
  }
}

extension Fact {
  /// Adds the bytes of the fact alone: its code and its own fields.
  func encode(to bytes: inout [UInt8]) {
    EntryWriter.append(to: &bytes) { writer in
      code.put(to: &writer)
      put(to: &writer)
    }
  }

  /// The code that the fact is written with.
  fileprivate var code: FactCode {
    switch self {
    case .invoiceBilled(let fact):
      FactCode(fact.contents.isEmpty ? .invoiceBilled : .invoiceItemised)
    case .creditTaken(let fact):
      FactCode(
        fact.exact != nil ? .creditExact : fact.held == .zero ? .creditTaken : .creditTakenHeld)
    case .creditApplied(let fact):
      FactCode(
        fact.exact != nil ? .creditExact : fact.held == .zero ? .creditApplied : .creditAppliedHeld)
    case .noted: FactCode(.noted)
    case .other(let fact): fact.code
    }
  }

  fileprivate func put(to writer: inout EntryWriter) {
    switch self {
    case .invoiceBilled(let fact): fact.put(to: &writer)
    case .creditTaken(let fact):
      if let exact = fact.exact { return ExactLayout.put(fact, exact, to: &writer) }
      fact.put(to: &writer)
    case .creditApplied(let fact):
      if let exact = fact.exact { return ExactLayout.put(fact, exact, to: &writer) }
      fact.put(to: &writer)
    case .noted(let fact): fact.put(to: &writer)
    case .other(let fact): fact.put(to: &writer)
    }
  }

  fileprivate init(
    _ code: FrequentFactCode, from reader: inout EntryReader
  ) throws(EntryDecodingError) {
    switch code {
    case .invoiceBilled: self = .invoiceBilled(try InvoiceBilled(from: &reader))
    case .creditTaken: self = .creditTaken(try CreditTaken(from: &reader))
    case .creditApplied: self = .creditApplied(try CreditApplied(from: &reader))
    case .noted: self = .noted(try Noted(from: &reader))
    case .creditExact: self = try ExactLayout.take(from: &reader)
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
    }
  }
}

extension EntryReader {
  /// The amount that was held back. It is above zero: the plain layout is for facts without one.
  mutating func takeHeld() throws(EntryDecodingError) -> Money {
    let held = try takeMoney()
    guard held > .zero else { throw .unknownValue }
    return held
  }
}
