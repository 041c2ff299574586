/// What a request found that asked for an item with just the amount of its credit open.
public enum ExactMatch: UInt8, CaseIterable, Sendable {
  case one = 1
  /// Several; the one that is due first was taken.
  case several = 2
  /// None: the amount went the account's usual way.
  case noItem = 3
}

extension EntryRow {
  /// The place of an `ExactMatch` in `detailByte`. Zero there says that none was asked for.
  private static var exactShift: UInt8 { 2 }
  private static var exactBits: UInt8 { 0b1100 }

  /// What it found; nil if it did not ask for an item with just its amount open.
  public var exact: ExactMatch? {
    guard kindIfKnown == .payment || kindIfKnown == .credit || kindIfKnown == .apply else {
      return nil
    }
    return ExactMatch(rawValue: (detailByte & Self.exactBits) >> Self.exactShift)
  }

  /// Keeps what it found.
  mutating func setExact(_ match: ExactMatch?) {
    if let match { detailByte |= match.rawValue << Self.exactShift }
  }
}

/// A credit that was taken or applied with a question for an item of just its amount.
///
/// In the journal it is a layout of its own: one byte that says what was found and which fact
/// follows, then the fact, then what was held back, if anything was.
enum ExactLayout {
  private static var heldBit: UInt8 { 4 }
  private static var appliedBit: UInt8 { 8 }

  static func put(_ fact: CreditTaken, _ match: ExactMatch, to writer: inout EntryWriter) {
    writer.put(match.rawValue | (fact.held > .zero ? heldBit : 0))
    fact.put(to: &writer)
  }

  static func put(_ fact: CreditApplied, _ match: ExactMatch, to writer: inout EntryWriter) {
    writer.put(match.rawValue | appliedBit | (fact.held > .zero ? heldBit : 0))
    fact.put(to: &writer)
  }

  static func take(from reader: inout EntryReader) throws(EntryDecodingError) -> Fact {
    let first = try reader.take(UInt8.self)
    guard let match = ExactMatch(rawValue: first & ~(heldBit | appliedBit)) else {
      throw .unknownValue
    }
    if first & appliedBit != 0 {
      var fact = try CreditApplied(from: &reader)
      if first & heldBit != 0 { fact.held = try reader.takeHeld() }
      fact.exact = match
      return .creditApplied(fact)
    }
    var fact = try CreditTaken(from: &reader)
    guard fact.kind.isUnappliable else { throw .unknownValue }
    if first & heldBit != 0 { fact.held = try reader.takeHeld() }
    fact.exact = match
    return .creditTaken(fact)
  }
}
