import PiperollLedger
import PiperollWire

/// A request line in pieces that can be changed. It is read leniently: a quote that stands inside a
/// word or is not closed, typographic quotes and dashes are what somebody types.
struct MeantLine: Equatable {
  /// A word of the line: the verb, the kind, or an argument.
  struct Word: Equatable {
    /// Empty for a word without one.
    var key: String
    /// Without its quotes, and with its escapes undone.
    var value: String
    /// As it was typed, for what has to be joined with the words around it.
    var raw: String
    /// It was in quotes that begin and end it.
    var isQuoted = false

    init(key: String = "", _ value: String) {
      self.key = key
      self.value = value
      raw = key.isEmpty ? value : "\(key)=\(value)"
    }
  }

  var words: [Word] = []
  /// The free text behind `--`; nil if there is none.
  var text: String?
  let hasBlock: Bool
  /// A part of it is for the user to fill in. The server refuses the line until that is done.
  private(set) var hasBlank = false

  /// - Parameter line: valid UTF-8 without control characters.
  init(_ line: [UInt8], hasBlock: Bool) {
    self.hasBlock = hasBlock
    var scanner = LenientScanner(String(decoding: line, as: UTF8.self))
    scanner.dropTag()
    while let word = scanner.next() {
      if word.key.isEmpty, !word.isQuoted, ["--", "–", "—"].contains(word.value) {
        text = scanner.rest
        break
      }
      words.append(word)
    }
    guard hasBlock else { return }
    if let behind = text {
      text = behind.hasSuffix("<<") ? LenientScanner.trimmed(behind.dropLast(2)) : behind
    } else if words.last?.value == "<<" {
      words.removeLast()
    }
  }

  /// Marks a place for the user to fill in: `<amount>`. It is no value of any type but text, and
  /// there an empty one, which is refused too.
  static func blank(_ name: String) -> String { "<\(name)>" }

  mutating func leaveBlank() { hasBlank = true }

  /// The line as a request.
  var rendered: String {
    var parts = words.map(Self.rendered)
    if let text { parts.append(text.isEmpty ? "--" : "-- \(text)") }
    if hasBlock { parts.append("<<") }
    return parts.joined(separator: " ")
  }

  private static func rendered(_ word: Word) -> String {
    let value = Arguments.quoted(word.value)
    if !word.key.isEmpty { return "\(word.key)=\(value)" }
    let isTaken = ["--", "<<"].contains(word.value) || LenientScanner.key(of: word.value) != nil
    return isTaken ? "\"\(value)\"" : value
  }
}

/// Cuts a line into words as somebody may have meant them.
private struct LenientScanner {
  private var scalars: Substring.UnicodeScalarView

  init(_ line: String) { scalars = line[...].unicodeScalars }

  mutating func dropTag() {
    skipBlanks()
    if scalars.first == "@" { scalars = scalars.drop { !Self.isBlank($0) } }
  }

  /// What is left, without blanks at its ends.
  var rest: String { Self.trimmed(Substring(scalars)) }

  static func trimmed(_ text: Substring) -> String {
    var kept = text.unicodeScalars.drop(while: isBlank)
    while let last = kept.last, isBlank(last) { kept.removeLast() }
    return String(kept)
  }

  /// The key with which a word begins; nil if it begins with none.
  static func key(of word: String) -> String? {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let key = word.utf8[..<equals]
    guard let first = key.first, isLetter(first),
      key.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    return String(word[..<equals])
  }

  mutating func next() -> MeantLine.Word? {
    skipBlanks()
    guard !scalars.isEmpty else { return nil }
    let start = scalars
    let key = Self.key(of: String(scalars.prefix { !Self.isBlank($0) && !Self.isQuote($0) }))
    if let key { scalars = scalars.dropFirst(key.unicodeScalars.count + 1) }
    var word = MeantLine.Word(key: key ?? "", "")
    if let quoted = takeQuoted() {
      word.value = quoted
      word.isQuoted = true
    } else {
      // A quote that is not closed, or not where the word ends, begins or ends nothing.
      let isOpened = scalars.first.map(Self.isQuote) ?? false
      let bare = scalars.dropFirst(isOpened ? 1 : 0).prefix { !Self.isBlank($0) }
      scalars = scalars.drop { !Self.isBlank($0) }
      word.value = String(bare)
      if isOpened, let last = bare.last, Self.isQuote(last) {
        word.value.unicodeScalars.removeLast()
      }
    }
    word.raw = String(start.dropLast(scalars.count))
    return word
  }

  /// A string in quotes with a blank or the end of the line behind it; nil if none begins here.
  private mutating func takeQuoted() -> String? {
    guard let first = scalars.first, Self.isQuote(first) else { return nil }
    var body: [UInt8] = []
    var rest = scalars.dropFirst()
    while let scalar = rest.popFirst() {
      if Self.isQuote(scalar) {
        guard rest.first.map(Self.isBlank) ?? true else { return nil }
        scalars = rest
        return body.withUnsafeBytes { JSONString.unescaped($0) }
      }
      body += String(scalar).utf8
      guard scalar == "\\" else { continue }
      guard let next = rest.popFirst(), "\"\\/bfnrtu".unicodeScalars.contains(next) else {
        return nil
      }
      body += String(next).utf8
    }
    return nil
  }

  private mutating func skipBlanks() { scalars = scalars.drop(while: Self.isBlank) }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    ["\"", "\u{201C}", "\u{201D}", "\u{201E}"].contains(scalar)
  }
}
