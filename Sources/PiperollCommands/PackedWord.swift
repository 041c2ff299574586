/// A word of a request in two machine words, its letters in lower case, so that it is compared at
/// once: a verb, a kind, a parameter's name. No word of ours is longer.
struct PackedWord: Equatable, BitwiseCopyable, Sendable {
  static let bytesMax = 16

  private(set) var head: UInt64 = 0
  private(set) var tail: UInt64 = 0

  /// No word, as the kind of a command that has none.
  init() {}

  /// Packs a word in any case; nil if it is too long to be one.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= Self.bytesMax else { return nil }
    for (place, byte) in bytes.enumerated() {
      let folded = UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      if place < 8 { head = head << 8 | folded } else { tail = tail << 8 | folded }
    }
  }

  /// Packs a word of ours.
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

/// A command's two words.
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
