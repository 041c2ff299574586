/// A 128-bit hash of a book's state. It is equal for equal states, whatever way led to them (the
/// whole journal, a snapshot and the journal after it, a backup) and whatever version computed it.
/// It finds accidental differences. It is no cryptographic hash; the SHA-256 chain of the journal
/// is one.
public struct StateHash: Sendable {
  private var low: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var high: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private var length: UInt64 = 0

  /// Adds bytes to the hash. How they are divided into calls changes the result.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < bytes.count {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    mix(tail ^ UInt64(bytes.count) << 56)
    length &+= UInt64(bytes.count)
  }

  mutating func write(integer: UInt64) { mix(integer) }

  /// Adds rows to the hash, each as a sum of its words, where every word is multiplied by a key for
  /// its place. A word of zeros adds nothing. So if a later version makes a row longer, by a field
  /// that is zero in all old rows, the hash stays the same.
  mutating func write<Row: BitwiseCopyable>(rows: UnsafeBufferPointer<Row>) {
    let size = MemoryLayout<Row>.stride
    precondition(size <= Self.rowBytesMax, "a row has no more words than there are keys")
    let bytes = UnsafeRawBufferPointer(rows)
    let keys = Self.keys
    keys.withUnsafeBufferPointer { keys in
      for row in stride(from: 0, to: bytes.count, by: size) {
        var (sumLow, sumHigh) = (UInt64(0), UInt64(0))
        var offset = 0
        while offset + 8 <= size {
          let word = bytes.loadUnaligned(fromByteOffset: row + offset, as: UInt64.self)
          let product = UInt64(littleEndian: word).multipliedFullWidth(by: keys[offset >> 3])
          sumLow &+= product.low
          sumHigh &+= product.high
          offset += 8
        }
        if offset < size {
          var tail: UInt64 = 0
          for place in (offset..<size).reversed() {
            tail = tail << 8 | UInt64(bytes[row + place])
          }
          let product = tail.multipliedFullWidth(by: keys[offset >> 3])
          sumLow &+= product.low
          sumHigh &+= product.high
        }
        mix(sumLow ^ sumHigh &* 0xC2B2_AE3D_27D4_EB4F)
      }
    }
  }

  /// The longest row that the keys allow; the longest row of the book has 128 bytes.
  private static var rowBytesMax: Int { 512 }

  /// An odd number for each word of a row, as good as random (SplitMix64 of the place).
  private static let keys: [UInt64] = (0..<UInt64(rowBytesMax / 8)).map { place in
    var word = (place + 1) &* 0x9E37_79B9_7F4A_7C15
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return (word ^ word >> 31) | 1
  }

  private mutating func mix(_ word: UInt64) {
    let product = (low ^ word).multipliedFullWidth(by: 0xFF51_AFD7_ED55_8CCD)
    low = product.low ^ product.high
    high = (high ^ word) &* 0xC4CE_B9FE_1A85_EC53
    high ^= high >> 29
  }

  /// The hash as two words.
  var words: (low: UInt64, high: UInt64) {
    var end = self
    end.mix(length)
    return (end.low, end.high)
  }

  /// The hash as 32 lower-case hexadecimal digits.
  public func hexadecimal() -> String { Self.digits(words.low) + Self.digits(words.high) }

  private static func digits(_ word: UInt64) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
