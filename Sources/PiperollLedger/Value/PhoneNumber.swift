/// A telephone number of E.164: a country code and a number, at most 15 digits.
public struct PhoneNumber: BitwiseCopyable, Hashable, Sendable {
  /// The digits as a number; no E.164 number begins with 0, so none is lost.
  public let digits: UInt64

  init(digits: UInt64) { self.digits = digits }

  /// Fewest digits of an international number that is taken: shorter ones are local or emergency.
  private static var digitsMin: Int { 7 }
  private static var digitsMax: Int { 15 }

  /// Reads a number in any usual spelling: `+44 20 7946 0123`, `011 44 ...`, and for the United
  /// States and Canada with or without the 1: `(212) 555-0147`, `212.555.0147`, `1-212-555-0147`.
  /// A North American area code and exchange begin with 2 to 9 (NANP).
  public init?(parsing bytes: some Collection<UInt8>) {
    var digits: [UInt8] = []
    var international = false
    let bytes = Array(bytes)
    for (place, byte) in bytes.enumerated() {
      switch byte {
      // `+44 (0)20 ...`: that zero is dialled within the country only.
      case UInt8(ascii: "0") where international && Self.isInParentheses(bytes, place): continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "+") where digits.isEmpty && !international: international = true
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: "\t"):
        continue
      default: return nil
      }
    }
    if !international, digits.starts(with: [0, 1, 1]) {
      international = true
      digits.removeFirst(3)
    }
    if !international, digits.count == 10 { digits.insert(1, at: 0) }
    guard let first = digits.first, first != 0, digits.count <= Self.digitsMax,
      digits.count >= Self.digitsMin, international || (digits.count == 11 && first == 1)
    else { return nil }
    if first == 1 {
      guard digits.count == 11, digits[1] >= 2, digits[4] >= 2 else { return nil }
    }
    self.digits = digits.reduce(0) { $0 * 10 + UInt64($1) }
  }

  private static func isInParentheses(_ bytes: [UInt8], _ place: Int) -> Bool {
    place > 0 && place + 1 < bytes.count && bytes[place - 1] == UInt8(ascii: "(")
      && bytes[place + 1] == UInt8(ascii: ")")
  }

  /// `+12125550147`
  public var text: String { "+" + String(digits) }
}
