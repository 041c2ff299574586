/// A telephone number in E.164: a country code and a number, with at most 15 digits together.
public struct PhoneNumber: BitwiseCopyable, Hashable, Sendable {
  /// The digits as one number. No E.164 number begins with 0, so no digit is lost.
  public let digits: UInt64

  init(digits: UInt64) { self.digits = digits }

  /// The fewest digits of an international number that is accepted: shorter ones are local or
  /// emergency numbers.
  private static var digitsMin: Int { 7 }
  private static var digitsMax: Int { 15 }
  /// The largest number: fifteen nines.
  static var largest: UInt64 { 999_999_999_999_999 }

  /// Reads a number in any usual spelling: `+44 20 7946 0123`, `011 44 ...`, and for the United
  /// States and Canada with or without the 1: `(212) 555-0147`, `212.555.0147`, `1-212-555-0147`.
  /// A North American area code and exchange begin with 2 to 9 (NANP).
  public init?(parsing bytes: UnsafeRawBufferPointer) {
    var digits: UInt64 = 0
    var count = 0
    var international = false
    for (place, byte) in bytes.enumerated() {
      switch byte {
      // `+44 (0)20 ...`: the zero in parentheses is dialled only within the country.
      case UInt8(ascii: "0") where international && Self.isInParentheses(bytes, place): continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
        count += 1
        // `011` at the start is what callers in North America dial instead of `+`.
        if !international, count == 3, digits == 11 {
          (international, digits, count) = (true, 0, 0)
        }
        if count > Self.digitsMax { return nil }
      case UInt8(ascii: "+") where count == 0 && !international: international = true
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: "\t"):
        continue
      default: return nil
      }
    }
    self.init(dialled: digits, count, international: international)
  }

  private init?(dialled digits: UInt64, _ count: Int, international: Bool) {
    var (digits, count) = (digits, count)
    if !international, count == 10, digits >= 1_000_000_000 {
      (digits, count) = (digits + 10_000_000_000, 11)
    }
    guard count >= Self.digitsMin, digits >= Self.smallest(of: count) else { return nil }
    let isNorthAmerican = digits / Self.smallest(of: count) == 1
    guard international || (count == 11 && isNorthAmerican) else { return nil }
    if isNorthAmerican {
      guard count == 11, digits / 1_000_000_000 % 10 >= 2, digits / 1_000_000 % 10 >= 2 else {
        return nil
      }
    }
    self.init(digits: digits)
  }

  /// The smallest number with this many digits. A smaller one would begin with a zero.
  private static func smallest(of count: Int) -> UInt64 {
    (1..<count).reduce(1) { power, _ in power * 10 }
  }

  /// Reads a number from bytes that are not contiguous.
  public init?(parsing bytes: some Collection<UInt8>) {
    let number = Array(bytes).withUnsafeBytes { PhoneNumber(parsing: $0) }
    guard let number else { return nil }
    self = number
  }

  private static func isInParentheses(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Bool {
    place > 0 && place + 1 < bytes.count && bytes[place - 1] == UInt8(ascii: "(")
      && bytes[place + 1] == UInt8(ascii: ")")
  }

  /// The most bytes of a number's text.
  public static let textBytesMax = 16

  /// Writes `+12125550147` to memory with room for `textBytesMax` bytes.
  /// - Returns: how many bytes were written.
  public func write(to place: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 1
    var rest = digits
    while rest > 0 {
      place[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      count += 1
    }
    var (left, right) = (1, count - 1)
    while left < right {
      (place[left], place[right]) = (place[right], place[left])
      (left, right) = (left + 1, right - 1)
    }
    place[0] = UInt8(ascii: "+")
    return count
  }

  /// The number as `+12125550147`.
  public var text: String { "+\(digits)" }
}
