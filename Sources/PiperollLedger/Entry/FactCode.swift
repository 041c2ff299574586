/// The code of a fact's layout on the journal. It never changes its meaning: a new layout gets a
/// new code.
///
/// An entry's first byte has 6 bits for it. Codes from 1 to 62 stand there themselves. 63 says that
/// the code follows in two bytes, little-endian, and then it is 64 or more: there is one way to
/// write each. So 62 layouts have room in the byte, and 65,472 more take three bytes; 0 and 63 are
/// none's. A code that this version does not know is refused and told (`unknownKind`).
struct FactCode: Equatable, Sendable, ExpressibleByIntegerLiteral {
  /// The largest that stands in the byte itself.
  static var byteMax: UInt16 { 62 }
  /// In its place: a wide code follows.
  static var wideMark: UInt8 { 63 }
  /// The smallest that does not stand in the byte.
  static var wideMin: UInt16 { 64 }

  let rawValue: UInt16

  init(integerLiteral code: UInt16) {
    precondition(
      (1...Self.byteMax).contains(code) || code >= Self.wideMin, "\(code) is no code of a fact")
    rawValue = code
  }

  init(_ code: FrequentFactCode) { rawValue = code.rawValue }

  /// Reads what `put` wrote.
  /// - Parameter first: its first byte, which has been taken from the reader.
  init(first: UInt8, from reader: inout EntryReader) throws(EntryDecodingError) {
    let bits = first & Self.wideMark
    if bits == Self.wideMark {
      rawValue = try reader.take()
      if rawValue < Self.wideMin { throw .unknownValue }
    } else {
      rawValue = UInt16(bits)
    }
  }

  /// - Parameter flags: for the two upper bits of the first byte.
  func put(to writer: inout EntryWriter, flags: UInt8 = 0) {
    if rawValue <= Self.byteMax { return writer.put(UInt8(rawValue) | flags) }
    writer.put(Self.wideMark | flags)
    writer.put(rawValue)
  }
}

/// The codes of the facts that have cases of their own in `Fact`. Some have a second layout, which
/// is taken only where it says more than the plain one.
enum FrequentFactCode: UInt16 {
  case invoiceBilled = 3
  case creditTaken = 4
  case creditApplied = 5
  case noted = 7
  // With what stayed unapplied because items were on hold.
  case creditTakenHeld = 40
  case creditAppliedHeld = 41
  /// With what it is made of.
  case invoiceItemised = 42
}
