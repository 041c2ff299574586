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
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= Self.bytesMax else { return nil }
    self.init(lowerCase: bytes)
    (head, tail) = (Self.folded(head), Self.folded(tail))
  }

  /// Packs a word in lower case, which must fit. It is made of two reads, which may overlap. Of
  /// each half the first byte is the highest, and the last one the lowest.
  @inline(__always)
  private init(lowerCase bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    func read<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> UInt64 {
      let number = bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)
      return UInt64(truncatingIfNeeded: Number(bigEndian: number))
    }
    if count >= 8 {
      head = read(0, UInt64.self)
      let behind = UInt64(count - 8) * 8
      tail = read(count - 8, UInt64.self) & ~(~0 << behind)
    } else if count >= 4 {
      head = read(0, UInt32.self) << UInt64(count * 8 - 32) | read(count - 4, UInt32.self)
    } else if count >= 2 {
      head = read(0, UInt16.self) << UInt64(count * 8 - 16) | read(count - 2, UInt16.self)
    } else if count == 1 {
      head = read(0, UInt8.self)
    }
  }

  /// Eight bytes with the capital letters of ASCII turned into small ones.
  @inline(__always)
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

  /// Packs a word of the program, such as the name of a parameter: it is in lower case and fits.
  @inline(__always)
  init(_ name: StaticString) {
    let bytes = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    precondition(bytes.count <= Self.bytesMax, "a word of the program fits")
    self.init(lowerCase: bytes)
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
