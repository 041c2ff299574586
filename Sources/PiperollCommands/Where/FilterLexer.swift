/// Why a text is no filter: the offset of the fault in bytes, and what should stand there, for
/// people.
struct FilterFault: Error {
  let offset: Int
  let sentence: String
}

/// Cuts a filter into words and signs. It stands at one token, and `advance` goes to the next.
struct FilterLexer: Sendable {
  /// The kind of a token.
  enum Token: Equatable, Sendable {
    case open, close, comma, end
    case comparison(Comparison)
    /// A run of bytes without blanks and signs.
    case word
    /// A text in single quotes; two quotes inside stand for one.
    case quoted
  }

  enum Comparison: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case has = "~"
  }

  private let bytes: [UInt8]
  /// The present token.
  private(set) var token = Token.end
  /// The offset of its first byte.
  private(set) var start = 0
  private var end = 0

  init(_ bytes: [UInt8]) throws(FilterFault) {
    self.bytes = bytes
    try advance()
  }

  /// The bytes of the present word or quoted text, without its quotes.
  var value: [UInt8] {
    guard token == .quoted else { return Array(bytes[start..<end]) }
    var text: [UInt8] = []
    var place = start + 1
    while place < end - 1 {
      text.append(bytes[place])
      place += bytes[place] == Self.quote ? 2 : 1
    }
    return text
  }

  /// Whether the present token is this word, in any case.
  func isWord(_ word: StaticString) -> Bool {
    token == .word && PackedWord(word) == bytes[start..<end].withUnsafeBytes { PackedWord($0) }
  }

  /// Goes to the next token.
  mutating func advance() throws(FilterFault) {
    start = end
    while start < bytes.count, Self.isBlank(bytes[start]) { start += 1 }
    end = min(start + 1, bytes.count)
    guard start < bytes.count else {
      token = .end
      return
    }
    switch bytes[start] {
    case UInt8(ascii: "("): token = .open
    case UInt8(ascii: ")"): token = .close
    case UInt8(ascii: ","): token = .comma
    case Self.quote: try advanceQuoted()
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "~"):
      try advanceComparison()
    default:
      token = .word
      while end < bytes.count, !Self.isBlank(bytes[end]), !Self.isSign(bytes[end]) { end += 1 }
    }
  }

  private mutating func advanceComparison() throws(FilterFault) {
    if bytes[start] != UInt8(ascii: "~"), bytes[start] != UInt8(ascii: "="), end < bytes.count,
      bytes[end] == UInt8(ascii: "=")
    {
      end += 1
    }
    let sign = String(decoding: bytes[start..<end], as: UTF8.self)
    guard let comparison = Comparison(rawValue: sign) else {
      throw FilterFault(offset: start, sentence: "write != for is not")
    }
    token = .comparison(comparison)
  }

  private mutating func advanceQuoted() throws(FilterFault) {
    token = .quoted
    while end < bytes.count {
      end += 1
      guard bytes[end - 1] == Self.quote else { continue }
      if end == bytes.count || bytes[end] != Self.quote { return }
      end += 1
    }
    throw FilterFault(offset: start, sentence: "a ' at the end of this text")
  }

  private static let quote = UInt8(ascii: "'")

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), quote, UInt8(ascii: "="),
      UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
