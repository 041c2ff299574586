import PiperollWire

/// One line of the log: `key=value` with blanks between. Values are quoted, and whatever could end
/// the line, forge a field or mislead a terminal is written as `\u` and four hexadecimal digits.
struct LogLine {
  private(set) var text = ""

  /// The longest value in bytes: a sentence with two long paths in it. Behind it stands how much
  /// was left out.
  static let valueBytesMax = 1_024

  mutating func add(_ key: String, _ value: String) {
    begin(key)
    text += "\""
    let left = value.utf8.count - Self.valueBytesMax
    let shown =
      left <= 0 ? value : String(decoding: value.utf8.prefix(Self.valueBytesMax), as: UTF8.self)
    for scalar in shown.unicodeScalars { append(scalar) }
    if left > 0 { text += "...+\(left)" }
    text += "\""
  }

  /// A text without what could end a line or mislead a terminal.
  static func visible(_ text: String) -> String {
    var line = LogLine()
    for scalar in text.unicodeScalars { line.append(scalar) }
    return line.text
  }

  /// Adds a word of ours, which needs no quotes.
  mutating func add(word: String, as key: String) {
    begin(key)
    text += word
  }

  private mutating func begin(_ key: String) {
    if !text.isEmpty { text += " " }
    // Keys are ours; libraries log with keys of theirs.
    text += String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    text += "="
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\\": text += "\\\(scalar)"
    case "\t": text += "\\t"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    default:
      if Self.isHidden(scalar) {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// What a request may not hold either, and what ends lines or turns their direction besides.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2028, 0x2029, 0x200B...0x200F, 0x061C: true
    default: TextRules.isForbidden(scalar.value)
    }
  }
}
