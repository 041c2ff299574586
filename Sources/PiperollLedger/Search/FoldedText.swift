// Texts as a search compares them.

/// Folds texts one after the other into one run of bytes.
struct FoldedText {
  private(set) var bytes: [UInt8] = []
  private var hasJamo = false

  /// What stands before each word of a name, and behind each name. Neither is in a word.
  static let blank = UInt8(ascii: " ")
  static let end = UInt8(ascii: "\n")

  /// How the signs of a text are taken.
  enum Signs {
    /// As in a stored name: joints are left out (`O'Brien` is one word), all others are gaps.
    case ofName
    /// As in a question: dashes and `&` are gaps too, so that `smith-jones` asks for two words,
    /// which stand in `Smith Jones` and in `Smith-Jones`.
    case ofQuestion
    /// As they are, with the blanks.
    case kept
  }

  init() {}

  init(_ text: UnsafeRawBufferPointer, _ signs: Signs) { append(text, signs) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    hasJamo = false
  }

  mutating func append(end byte: UInt8) { bytes.append(byte) }

  /// Adds a text; a blank goes before each of its words, unless signs are kept.
  mutating func append(_ text: UnsafeRawBufferPointer, _ signs: Signs) {
    if signs == .ofName, appendPlain(text) { return }
    let first = bytes.count
    var isGap = true
    for (place, byte) in text.enumerated() {
      if byte >= 0x80 {
        let rest = UnsafeRawBufferPointer(rebasing: text[place...])
        appendScalars(String(decoding: rest, as: UTF8.self), signs, &isGap)
        break
      }
      append(ascii: byte, signs, &isGap)
    }
    if hasJamo { compose(from: first) }
  }

  /// Adds a name of ASCII alone, as nearly all are; false, with nothing added, for any other.
  private mutating func appendPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    // A blank goes before a letter at most.
    withUnsafeTemporaryAllocation(byteCount: 2 * text.count + 1, alignment: 1) { folded in
      var (count, isGap) = (0, true)
      for byte in text {
        if byte >= 0x80 { return false }
        let small = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        switch small {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          if isGap {
            folded[count] = Self.blank
            count += 1
          }
          isGap = false
          folded[count] = small
          count += 1
        case UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "`"), UInt8(ascii: "-"),
          UInt8(ascii: "&"):
          break
        default: isGap = true
        }
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: folded[..<count]))
      return true
    }
  }

  private mutating func append(ascii byte: UInt8, _ signs: Signs, _ isGap: inout Bool) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      append(letter: byte, signs, &isGap)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): append(letter: byte | 0x20, signs, &isGap)
    case _ where signs == .kept: bytes.append(byte)
    case UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "`"): break
    case UInt8(ascii: "-"), UInt8(ascii: "&"): if signs == .ofQuestion { isGap = true }
    default: isGap = true
    }
  }

  private mutating func append(letter byte: UInt8, _ signs: Signs, _ isGap: inout Bool) {
    if isGap, signs != .kept { bytes.append(Self.blank) }
    isGap = false
    bytes.append(byte)
  }

  private mutating func appendScalars(_ text: String, _ signs: Signs, _ isGap: inout Bool) {
    for scalar in text.unicodeScalars {
      switch Folding.standard.part(scalar) {
      case .same: for byte in UTF8.encode(scalar)! { append(letter: byte, signs, &isGap) }
      case .letters(let letters):
        for byte in letters {
          // A half is two words.
          if byte == Self.blank { isGap = true } else { append(letter: byte, signs, &isGap) }
        }
      case .mark: break
      case .joint where signs == .kept, .dash where signs == .kept, .gap where signs == .kept:
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      case .joint: break
      case .dash: if signs == .ofQuestion { isGap = true }
      case .gap: isGap = true
      }
      if Self.isJamo(scalar.value) { hasJamo = true }
    }
  }

  /// Whether it is a Korean letter by itself, also in half width.
  private static func isJamo(_ scalar: UInt32) -> Bool {
    (0x1100...0x11FF).contains(scalar) || (0x3131...0x318E).contains(scalar)
      || (0xFFA0...0xFFDC).contains(scalar)
  }

  /// Joins Korean letters to syllables, as they are typed elsewhere (Unicode, section 3.12).
  private mutating func compose(from first: Int) {
    var scalars: [UInt32] = []
    for scalar in String(decoding: bytes[first...], as: UTF8.self).unicodeScalars {
      let number = scalar.value
      guard let last = scalars.last else {
        scalars.append(number)
        continue
      }
      if (0x1100..<0x1113).contains(last), (0x1161..<0x1176).contains(number) {
        scalars[scalars.count - 1] = 0xAC00 + ((last - 0x1100) * 21 + number - 0x1161) * 28
      } else if (0xAC00..<0xD7A4).contains(last), (last - 0xAC00) % 28 == 0,
        (0x11A8..<0x11C3).contains(number)
      {
        scalars[scalars.count - 1] = last + number - 0x11A7
      } else {
        scalars.append(number)
      }
    }
    bytes.removeSubrange(first...)
    for number in scalars { bytes.append(contentsOf: UTF8.encode(Unicode.Scalar(number)!)!) }
  }
}
