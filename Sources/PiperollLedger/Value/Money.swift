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

  /// Writes the amount with all of the currency's decimals: `1234.50`, `-0.05`, `700` (JPY).
  public func write(to bytes: inout [UInt8], decimals: Int) {
    if minor < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = minor.magnitude
    var written = 0
    repeat {
      if written == decimals, written > 0 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      written += 1
    } while rest > 0 || written <= decimals
    bytes[start...].reverse()
  }

  /// The amount as `write` writes it.
  public func text(decimals: Int) -> String {
    var bytes: [UInt8] = []
    write(to: &bytes, decimals: decimals)
    return String(decoding: bytes, as: UTF8.self)
  }
}
