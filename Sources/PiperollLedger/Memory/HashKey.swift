/// What the keys of indices are hashed with: two words. A server draws them at its start and tells
/// nobody, so no client can choose keys that fall on one place of an index. (Without the secret,
/// 60,000 references of one hash took 20 seconds to record.)
///
/// The hash is a fold: each word of the key is mixed in, multiplied to 128 bits, and the halves are
/// put together. It costs one multiplication for eight bytes. It is good enough where a client sees
/// no hash and can only measure how long requests take. It is no signature.
public struct HashKey: BitwiseCopyable, Sendable {
  private let start: UInt64
  /// Odd, so that a product loses nothing, and with its highest bit set, so that short keys reach
  /// all bits.
  private let multiplier: UInt64

  /// Makes a key of two random words.
  public init(_ first: UInt64, _ second: UInt64) {
    start = first
    multiplier = second | 1 << 63 | 1
  }

  /// The key that never changes, for hashes that are kept or compared between programs, such as
  /// that of a request's payload in the journal, and for tests. No index of a server uses it.
  public static var stable: HashKey { HashKey(0x2545_F491_4F6C_DD1D, 0x9E37_79B9_7F4A_7C15) }

  /// The hash of a key's bytes.
  public func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    // The number of bytes changes many bits of the start value: words overlap, so nothing else
    // tells the lengths of keys with equal bytes apart.
    var hash = start ^ UInt64(bytes.count) &* 0xC2B2_AE3D_27D4_EB4F
    if bytes.count < 8 { return folded(hash ^ Self.word(ofFewerThan8: bytes)) }
    var offset = 0
    while offset + 8 < bytes.count {
      hash = folded(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    return folded(hash ^ bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
  }

  /// The hash of a key that is unique only on its account.
  func hash(_ bytes: UnsafeRawBufferPointer, of account: UInt32) -> UInt64 {
    folded(hash(bytes) ^ UInt64(account) &* 0xFF51_AFD7_ED55_8CCD)
  }

  /// The hash of a number.
  func hash(_ number: UInt64) -> UInt64 { folded(number ^ start) }

  private func folded(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: multiplier)
    return product.low ^ product.high
  }

  /// Fewer than eight bytes as one word: the first ones and the last ones, which may overlap.
  private static func word(ofFewerThan8 bytes: UnsafeRawBufferPointer) -> UInt64 {
    let last = bytes.count - 1
    if last < 0 { return 0 }
    if last < 3 {
      return UInt64(bytes[0]) << 16 | UInt64(bytes[last / 2]) << 8 | UInt64(bytes[last])
    }
    let low = bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
    return UInt64(low)
      | UInt64(bytes.loadUnaligned(fromByteOffset: last - 3, as: UInt32.self)) << 32
  }
}

/// Gives the body the bytes of a text, in place if they are contiguous, as those of all our texts
/// are.
func withUTF8<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
  var text = text
  return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
}
