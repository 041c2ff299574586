/// Makes characters of the bytes that a terminal sends.
struct KeyInput {
  private var bytes: [UInt8] = []
  /// A terminal puts marks around a text that is pasted, if it is asked to (`asksForMarks`).
  private(set) var isPasted = false

  private static let pasteBegins = Array("\u{1B}[200~".utf8)
  private static let pasteEnds = Array("\u{1B}[201~".utf8)

  /// Asks a terminal for these marks, and no longer.
  static let asksForMarks = "\u{1B}[?2004h"
  static let needsNoMarks = "\u{1B}[?2004l"

  mutating func add(_ more: ArraySlice<UInt8>) { bytes += more }

  /// Has a text come next, as if it had been pasted.
  mutating func insert(_ text: String) {
    bytes = Self.pasteBegins + text.utf8 + Self.pasteEnds + bytes
  }

  /// Whether the line that ends here is of a text that was pasted: it says so itself, or more came
  /// with it.
  var hasMore: Bool { isPasted || !bytes.isEmpty }

  mutating func clear() {
    bytes.removeAll()
    isPasted = false
  }

  /// The next whole character; nil when more bytes are needed.
  mutating func next() -> Unicode.Scalar? {
    skipMarks()
    guard let first = bytes.first, !isMarkCut else { return nil }
    let length = Self.length(first)
    guard bytes.count >= length else { return nil }
    let scalar = String(decoding: bytes[..<length], as: UTF8.self).unicodeScalars.first!
    // What is no UTF-8 costs one byte, so that what follows is read.
    let isWrong = scalar == "\u{FFFD}" && bytes[..<length] != [0xEF, 0xBF, 0xBD]
    bytes.removeFirst(isWrong ? 1 : length)
    return scalar
  }

  private mutating func skipMarks() {
    while true {
      if bytes.starts(with: Self.pasteBegins) {
        isPasted = true
      } else if bytes.starts(with: Self.pasteEnds) {
        isPasted = false
      } else {
        return
      }
      bytes.removeFirst(Self.pasteBegins.count)
    }
  }

  /// Whether the bytes are the beginning of such a mark, and no key on its own.
  private var isMarkCut: Bool {
    bytes.count > 1 && (Self.pasteBegins.starts(with: bytes) || Self.pasteEnds.starts(with: bytes))
  }

  /// How many bytes a character has that begins so.
  private static func length(_ first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
