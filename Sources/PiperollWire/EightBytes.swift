/// Eight bytes of a text in one machine word, tested together. Nearly every text is free of bytes
/// that are forbidden or need an escape, so finding that out must not take a step for each byte.
struct EightBytes {
  private let word: UInt64
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The eight bytes from an offset on. There must be eight.
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The bytes from an offset on, zeros in place of those that are not there. The text has at least
  /// eight bytes.
  init(_ bytes: UnsafeRawBufferPointer, upToEndFrom offset: Int) {
    let there = bytes.count &- offset
    if there >= 8 {
      word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    } else {
      let last = bytes.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self)
      word = (UInt64(littleEndian: last) &>> UInt64(64 &- there &* 8)).littleEndian
    }
  }

  /// All bytes of a text of one to eight bytes. Where it has fewer than eight, some of them stand
  /// in the word twice.
  init(all bytes: UnsafeRawBufferPointer) {
    let last = bytes.count - 1
    switch bytes.count {
    case 8...: word = bytes.loadUnaligned(as: UInt64.self)
    case 4...:
      let end = bytes.loadUnaligned(fromByteOffset: last - 3, as: UInt32.self)
      word = UInt64(bytes.loadUnaligned(as: UInt32.self)) << 32 | UInt64(end)
    default:
      let (first, middle) = (UInt64(bytes[0]), UInt64(bytes[last / 2]))
      word = Self.ones &* first & ~0xFFFF | middle << 8 | UInt64(bytes[last])
    }
  }

  /// Whether a byte is below a bound.
  /// - Parameter bound: at most 0x80.
  func hasByte(below bound: UInt8) -> Bool {
    (word &- Self.ones &* UInt64(bound)) & ~word & Self.tops != 0
  }

  /// Whether a byte equals this one.
  func has(_ byte: UInt8) -> Bool {
    let difference = word ^ Self.ones &* UInt64(byte)
    return (difference &- Self.ones) & ~difference & Self.tops != 0
  }

  /// Whether all bytes are ASCII, and none is a control character.
  var isPlain: Bool {
    // A top bit is set by a byte beyond ASCII, by adding one to 0x7F, and by taking a blank off a
    // byte below it. What is carried or borrowed only comes from a byte that is not plain.
    (word | (word &+ Self.ones) | (word &- Self.ones &* 0x20)) & Self.tops == 0
  }

  /// How many bytes stand before the first one that is below a bound or equals another one; 8 if
  /// there is none.
  /// - Parameter bound: at most 0x80.
  @inline(__always)
  func countBefore(below bound: UInt8, or other: UInt8) -> Int {
    let word = UInt64(littleEndian: word)
    let difference = word ^ Self.ones &* UInt64(other)
    let found =
      ((word &- Self.ones &* UInt64(bound)) & ~word
        | (difference &- Self.ones) & ~difference) & Self.tops
    // A borrow may set a bit above the first one, and never below it.
    return found.trailingZeroBitCount / 8
  }
}

extension UnsafeRawBufferPointer {
  /// Whether a byte is below a bound or equals another one.
  /// - Parameter bound: at most 0x80.
  @inline(__always)
  func has(below bound: UInt8, or other: UInt8) -> Bool {
    hasEight { $0.hasByte(below: bound) || $0.has(other) }
  }

  /// Whether eight bytes for which a condition holds are among the bytes.
  @inline(__always)
  func hasEight(where holds: (EightBytes) -> Bool) -> Bool {
    if count <= 8 { return !isEmpty && holds(EightBytes(all: self)) }
    var offset = 0
    while offset < count {
      // The last eight bytes may overlap the eight before them.
      if holds(EightBytes(self, at: Swift.min(offset, count - 8))) { return true }
      offset += 8
    }
    return false
  }
}
