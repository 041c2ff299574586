/// An amount in the minor units of one currency (cents for USD): an integer, never a fraction.
public struct Money: BitwiseCopyable, Hashable, Comparable, Sendable {
  /// Minor units; negative amounts are credits.
  public var minor: Int64

  public init(minor: Int64) { self.minor = minor }
  /// Nothing.
  public static let zero = Money(minor: 0)

  /// The largest single amount: ten trillion dollars in cents. An `Int64` holds nine thousand times
  /// as much, and the ledger refuses what would take a total near that.
  public static let largest = Money(minor: 999_999_999_999_999)

  public static func < (left: Money, right: Money) -> Bool { left.minor < right.minor }
  /// Traps on overflow: `Book` refuses an entry that would come near before it is applied.
  public static func + (left: Money, right: Money) -> Money {
    Money(minor: left.minor + right.minor)
  }
  public static func - (left: Money, right: Money) -> Money {
    Money(minor: left.minor - right.minor)
  }
  public static prefix func - (money: Money) -> Money { Money(minor: -money.minor) }
  public static func += (left: inout Money, right: Money) { left = left + right }
  public static func -= (left: inout Money, right: Money) { left = left - right }
}

/// Why a text is not an amount.
public enum MoneyFault: Error, Equatable, Sendable {
  case notAnAmount
  case tooManyDecimals(allowed: Int)
  case tooLarge
}

extension Money {
  /// Reads `1234.50`: digits, and at most the currency's number of decimals. No sign, no grouping,
  /// no locale.
  @inlinable
  public init(parsing bytes: some Collection<UInt8>, decimals: Int) throws(MoneyFault) {
    var value: Int64 = 0
    var digits = 0
    var fraction: Int?
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        fraction? += 1
        if let fraction, fraction > decimals { throw .tooManyDecimals(allowed: decimals) }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        if value > Money.largest.minor { throw .tooLarge }
      case UInt8(ascii: ".") where fraction == nil && digits > 0:
        fraction = 0
      default: throw .notAnAmount
      }
    }
    guard digits > 0, fraction != 0 else { throw .notAnAmount }
    for _ in (fraction ?? 0)..<max(decimals, fraction ?? 0) {
      value *= 10
      if value > Money.largest.minor { throw .tooLarge }
    }
    self.init(minor: value)
  }

  /// The most bytes that an amount takes: a sign, nineteen digits and a point.
  public static let textBytesMax = 21

  /// Writes the amount with all of the currency's decimals - `1234.50`, `-0.05`, `700` (JPY) - to
  /// memory with room for `textBytesMax`, and returns how many bytes it took.
  public func write(to place: UnsafeMutablePointer<UInt8>, decimals: Int) -> Int {
    var first = Self.textBytesMax
    var rest = minor.magnitude
    var left = decimals
    repeat {
      if left == 0, decimals > 0 {
        first -= 1
        place[first] = UInt8(ascii: ".")
      }
      first -= 1
      place[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      left -= 1
    } while rest > 0 || left >= 0
    if minor < 0 {
      first -= 1
      place[first] = UInt8(ascii: "-")
    }
    for offset in first..<Self.textBytesMax { place[offset - first] = place[offset] }
    return Self.textBytesMax - first
  }

  /// The amount as `write` writes it.
  public func text(decimals: Int) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.textBytesMax) { bytes in
      let count = write(to: bytes.baseAddress!, decimals: decimals)
      return String(decoding: bytes[..<count], as: UTF8.self)
    }
  }
}
