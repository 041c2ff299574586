/// Sixteen random bytes that tell one journal from every other. All its files carry them, and all
/// its checksums begin with them: a file, or a frame, of another journal never passes for its own,
/// and no text that somebody writes into a record can be mistaken for one.
public struct JournalID: Hashable, Sendable, CustomStringConvertible {
  static let byteCount = 16

  let high: UInt64
  let low: UInt64

  /// An id from two words, most significant first.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// An id as it is told, with all its digits.
  init?(_ text: String) {
    guard text.utf8.count == 2 * Self.byteCount, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  /// An id from the system's random numbers.
  public static func random() -> JournalID {
    JournalID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
  }

  /// The bytes, most significant first, as files hold them.
  public var bytes: [UInt8] {
    [high, low].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// What every checksum of this journal begins with.
  var checksumSeed: UInt32 { CRC32C.checksum(bytes) }

  public var description: String { hexadecimal(bytes) }
}
