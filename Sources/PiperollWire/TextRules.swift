/// What may stand in a request: valid UTF-8 without control characters other than TAB. So no field
/// can hold a line end, an escape sequence of a terminal or an invisible change of text direction.
/// Nor a byte order mark: programs put one in front of a file, and nobody sees it anywhere else.
public enum TextRules {
  /// The byte order mark in UTF-8.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How many bytes of a line or a block are a byte order mark in front of it: 3 or 0.
  public static func markBytes(_ bytes: some Collection<UInt8>) -> Int {
    bytes.first == 0xEF && bytes.starts(with: mark) ? mark.count : 0
  }

  /// What is wrong at a fault, for people.
  /// - Parameter what: what it stands in.
  public static func sentence(
    _ what: String, fault: Int, in bytes: UnsafeRawBufferPointer
  ) -> String {
    markBytes(bytes[fault...]) > 0
      ? "a byte order mark (U+FEFF) inside \(what)"
      : "\(what) holds a control character or is not UTF-8"
  }

  /// Whether a scalar may not stand in a request: C0 other than TAB, DEL, C1, the bidirectional
  /// overrides and isolates (U+202A-E, U+2066-9), and the byte order mark (U+FEFF).
  public static func isForbidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// The offset of the first byte that may not stand in a request; nil if all may.
  /// - Parameter start: where to begin.
  public static func firstFault(in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    var offset = start
    while offset < bytes.count {
      // The last eight bytes may overlap the eight before them.
      let eight = min(offset, bytes.count - 8)
      if eight >= 0, EightBytes(bytes, at: eight).isPlain {
        offset = eight + 8
        continue
      }
      let byte = bytes[offset]
      if byte < 0x80 {
        if byte < 0x20 && byte != 0x09 || byte == 0x7F { return offset }
        offset += 1
        continue
      }
      guard let (scalar, length) = decode(bytes, at: offset), !isForbidden(scalar) else {
        return offset
      }
      offset += length
    }
    return nil
  }

  /// The scalar at an offset and how many bytes it has. Nil where the bytes are not UTF-8 (RFC
  /// 3629: no overlong form, no surrogate, nothing beyond U+10FFFF).
  private static func decode(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> (scalar: UInt32, length: Int)? {
    let first = UInt32(bytes[offset])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, offset + length <= bytes.count else { return nil }
    var scalar = first & (0x7F >> UInt32(length))
    for place in 1..<length {
      let next = UInt32(bytes[offset + place])
      guard next & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | next & 0x3F
    }
    let smallest: UInt32 = [0x80, 0x800, 0x1_0000][length - 2]
    guard scalar >= smallest, !(0xD800...0xDFFF).contains(scalar), scalar <= 0x10_FFFF else {
      return nil
    }
    return (scalar, length)
  }
}
