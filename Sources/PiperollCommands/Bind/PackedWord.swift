/// A short word of a request - a verb, a kind, a parameter's name - packed into two machine words,
/// its letters in lower case. So two words are compared in two steps. No such word of the protocol
/// has more than 16 bytes.
struct PackedWord: Equatable, BitwiseCopyable, Sendable {
  static let bytesMax = 16

  private(set) var head: UInt64 = 0
  private(set) var tail: UInt64 = 0

  /// The empty word, for the kind of a command that has none.
  init() {}

  /// Packs a word in any case; nil if it has more than 16 bytes.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    guard count <= Self.bytesMax else { return nil }
    head = Self.folded(Self.number(bytes, 0..<min(8, count)))
    if count > 8 { tail = Self.folded(Self.number(bytes, 8..<count)) }
  }

  /// At most eight bytes as one number, the first byte highest. It is made of two reads, which may
  /// overlap.
  private static func number(_ bytes: UnsafeRawBufferPointer, _ place: Range<Int>) -> UInt64 {
    let (start, count) = (place.lowerBound, place.count)
    func read<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) -> UInt64 {
      let last = count - MemoryLayout<Number>.size
      let first = bytes.loadUnaligned(fromByteOffset: start, as: Number.self)
      let second = bytes.loadUnaligned(fromByteOffset: start + last, as: Number.self)
      return UInt64(Number(bigEndian: first)) << UInt64(8 * last)
        | UInt64(Number(bigEndian: second))
    }
    switch count {
    case 8: return read(UInt64.self)
    case 4..<8: return read(UInt32.self)
    case 2..<4: return read(UInt16.self)
    case 1: return read(UInt8.self)
    default: return 0
    }
  }

  /// Eight bytes with the capital letters of ASCII turned into small ones.
  private static func folded(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops = ones << 7
    let low = word & ~tops
    // After each addition the top bit of a byte says whether it is A or above, and whether it is
    // above Z. No byte carries into the next, because each has only seven bits here.
    let fromA = low &+ ones &* UInt64(0x80 - UInt8(ascii: "A"))
    let beyondZ = low &+ ones &* UInt64(0x7F - UInt8(ascii: "Z"))
    return word | (fromA & ~beyondZ & ~word & tops) >> 2
  }

  /// Packs a word of the protocol, which must fit.
  init(_ word: String) {
    var word = word
    guard let packed = word.withUTF8({ PackedWord(UnsafeRawBufferPointer($0)) }) else {
      preconditionFailure("\(word) has more than \(Self.bytesMax) bytes")
    }
    self = packed
  }

  init(_ word: StaticString) {
    let bytes = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard let packed = PackedWord(bytes) else {
      preconditionFailure("\(word) has more than \(Self.bytesMax) bytes")
    }
    self = packed
  }
}

/// The verb and the kind of a command.
struct PackedWords: Equatable, BitwiseCopyable, Sendable {
  var verb: PackedWord
  var kind = PackedWord()

  var hash: Int {
    var mixed = verb.head ^ (verb.tail &* 3) ^ (kind.head &* 0x9E37_79B9_7F4A_7C15)
    mixed ^= kind.tail &* 7
    mixed = (mixed ^ mixed >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: mixed >> 33)
  }
}
