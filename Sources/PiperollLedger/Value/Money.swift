/// An amount in the minor units of one currency (cents for USD): an integer, never a fraction.
public struct Money: BitwiseCopyable, Hashable, Comparable, Sendable {
  /// The number of minor units. Negative amounts are credits.
  public var minor: Int64

  @inlinable
  public init(minor: Int64) { self.minor = minor }
  /// No money.
  @inlinable public static var zero: Money { Money(minor: 0) }

  /// The largest single amount: ten trillion dollars, in cents. An `Int64` holds nine thousand
  /// times as much; the ledger refuses a request that would bring a total near that.
  public static let largest = Money(minor: 999_999_999_999_999)

  @inlinable
  public static func < (left: Money, right: Money) -> Bool { left.minor < right.minor }
  /// Adds two amounts and traps on overflow. `Book` refuses a request that would come near it.
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
  /// Reads `1234.50`: digits, and at most as many decimals as the currency has. Signs, grouping and
  /// other languages' spellings are not accepted.
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

  /// The room that is needed to write an amount: a sign, nineteen digits and a point. It is twice
  /// that, because the text is written from its end and then moved to its place.
  public static let textRoom = 48
  private static let textEnd = 24

  /// Writes the amount with all decimals of the currency - `1234.50`, `-0.05`, `700` (JPY) - to
  /// memory with room for `textRoom` bytes.
  /// - Returns: how many bytes were written.
  public func write(to place: UnsafeMutablePointer<UInt8>, decimals: Int) -> Int {
    var end = place + Self.textEnd
    if minor.magnitude <= UInt32.max {
      let number = UInt32(minor.magnitude)
      if decimals == 2 {
        Self.write(hundredths: number, before: &end)
      } else {
        Self.write(number, decimals, before: &end)
      }
    } else {
      Self.write(minor.magnitude, decimals, before: &end)
    }
    if minor < 0 {
      end -= 1
      end.pointee = UInt8(ascii: "-")
    }
    let (text, target) = (UnsafeRawPointer(end), UnsafeMutableRawPointer(place))
    for offset in stride(from: 0, to: Self.textEnd, by: 8) {
      let word = text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      target.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
    }
    return place + Self.textEnd - end
  }

  /// Writes digits and the point, from the end to the start. Most amounts fit in half a machine
  /// word.
  @inline(__always)
  private static func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, _ decimals: Int, before end: inout UnsafeMutablePointer<UInt8>
  ) {
    var rest = number
    var left = decimals
    repeat {
      if left == 0, decimals > 0 {
        end -= 1
        end.pointee = UInt8(ascii: ".")
      }
      end -= 1
      end.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      left -= 1
    } while rest > 0 || left >= 0
  }

  /// Does the same for most amounts: those with two decimals.
  @inline(__always)
  private static func write(
    hundredths number: UInt32, before end: inout UnsafeMutablePointer<UInt8>
  ) {
    func put(_ pair: UInt32) {
      end -= 2
      DigitPair.write(pair, to: end)
    }
    put(number % 100)
    end -= 1
    end.pointee = UInt8(ascii: ".")
    var rest = number / 100
    while rest >= 10 {
      put(rest % 100)
      rest /= 100
    }
    if rest > 0 || number < 100 {
      end -= 1
      end.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest)
    }
  }

  /// The amount as text, as `write` writes it.
  public func text(decimals: Int) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.textRoom) { bytes in
      let count = write(to: bytes.baseAddress!, decimals: decimals)
      return String(decoding: bytes[..<count], as: UTF8.self)
    }
  }
}
