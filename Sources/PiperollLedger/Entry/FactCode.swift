/// The code of a fact's layout in the journal. A code never changes its meaning: a new layout gets
/// a new code.
///
/// The first byte of an entry has 6 bits for it. Codes from 1 to 62 are written there. The value 63
/// means that the code follows in two bytes, little-endian; it is then 64 or more, so there is only
/// one way to write each code. That makes 62 short codes and 65,472 long ones; 0 and 63 are not
/// used. A code that this version does not know is refused with its number (`unknownKind`).
struct FactCode: Equatable, Sendable, ExpressibleByIntegerLiteral {
  /// The largest code that fits into the first byte.
  static var byteMax: UInt16 { 62 }
  /// Written into the first byte if a long code follows.
  static var wideMark: UInt8 { 63 }
  /// The smallest long code.
  static var wideMin: UInt16 { 64 }

  let rawValue: UInt16

  init(integerLiteral code: UInt16) {
    precondition(
      (1...Self.byteMax).contains(code) || code >= Self.wideMin, "\(code) is no code of a fact")
    rawValue = code
  }

  init(_ code: FrequentFactCode) { rawValue = code.rawValue }

  /// Reads what `put` wrote.
  /// - Parameter first: the first byte, which has already been taken from the reader.
  init(first: UInt8, from reader: inout EntryReader) throws(EntryDecodingError) {
    let bits = first & Self.wideMark
    if bits == Self.wideMark {
      rawValue = try reader.take()
      if rawValue < Self.wideMin { throw .unknownValue }
    } else {
      rawValue = UInt16(bits)
    }
  }

  /// - Parameter flags: the two upper bits of the first byte.
  func put(to writer: inout EntryWriter, flags: UInt8 = 0) {
    if rawValue <= Self.byteMax { return writer.put(UInt8(rawValue) | flags) }
    writer.put(Self.wideMark | flags)
    writer.put(rawValue)
  }
}

/// The codes of the facts that have cases of their own in `Fact`. Some have a second layout with
/// more fields, which is used only if these fields are not empty.
enum FrequentFactCode: UInt16 {
  case invoiceBilled = 3
  case creditTaken = 4
  case creditApplied = 5
  case noted = 7
  // With the amount that stayed unapplied because items were on hold.
  case creditTakenHeld = 40
  case creditAppliedHeld = 41
  /// A credit that was taken or applied, with what it found that asked for an exact amount.
  case creditExact = 34
  /// With the invoice's services and lines.
  case invoiceItemised = 42
}
