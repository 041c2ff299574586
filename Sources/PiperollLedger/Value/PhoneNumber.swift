/// A telephone number in E.164: a country code and a number, with at most 15 digits together.
public struct PhoneNumber: BitwiseCopyable, Hashable, Sendable {
  /// The digits as one number. No E.164 number begins with 0, so no digit is lost.
  public let digits: UInt64

  init(digits: UInt64) { self.digits = digits }

  /// The largest number: fifteen nines.
  static var largest: UInt64 { 999_999_999_999_999 }

  /// Reads a number as people write it at a desk of a country (`PhoneSpelling`). An extension
  /// behind it is passed over.
  @inline(__always)
  public init?(parsing bytes: UnsafeRawBufferPointer, in country: Country) {
    guard let number = PhoneSpelling(bytes)?.number(in: country) else { return nil }
    self = number
  }

  /// Reads a number and the extension behind it.
  public static func withExtension(
    parsing bytes: some Collection<UInt8>, in country: Country
  ) -> (number: PhoneNumber, ext: PhoneExtension)? {
    Array(bytes).withUnsafeBytes { bytes in
      guard let spelling = PhoneSpelling(bytes), let number = spelling.number(in: country) else {
        return nil
      }
      return (number, spelling.ext)
    }
  }

  /// Reads a number from bytes that are not contiguous.
  public init?(parsing bytes: some Collection<UInt8>, in country: Country) {
    guard let number = Self.withExtension(parsing: bytes, in: country)?.number else { return nil }
    self = number
  }

  /// Reads a number exactly as `text` gives it, whatever the rules for new numbers say: with it a
  /// number that was stored under earlier rules is still found.
  public init?(stored text: String) {
    guard text.utf8.first == UInt8(ascii: "+"), text.utf8.count <= Self.textBytesMax,
      let digits = UInt64(text.dropFirst()), digits > 0, "+\(digits)" == text
    else { return nil }
    self.init(digits: digits)
  }

  /// The most bytes of a number's text.
  public static let textBytesMax = 16

  /// Writes `+12125550147` to memory with room for `textBytesMax` bytes.
  /// - Returns: how many bytes were written.
  public func write(to place: UnsafeMutablePointer<UInt8>) -> Int {
    var (count, rest) = (1, digits)
    var bound: UInt64 = 1
    while rest >= bound, count < Self.textBytesMax {
      bound &*= 10
      count += 1
    }
    var end = count
    while rest >= 10 {
      end -= 2
      DigitPair.write(UInt32(truncatingIfNeeded: rest % 100), to: place + end)
      rest /= 100
    }
    if rest > 0 { place[end - 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest) }
    place[0] = UInt8(ascii: "+")
    return count
  }

  /// The number as `+12125550147`.
  public var text: String { "+\(digits)" }
}
