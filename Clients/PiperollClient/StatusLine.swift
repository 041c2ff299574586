/// The status line of a reply: `[@tag] NNN[+] NAME key=value... ; human text`.
public struct StatusLine: Equatable, Sendable {
  public let tag: String?
  /// 100 to 999.
  public let code: Int
  /// A block follows.
  public let hasBlock: Bool
  public let name: String
  /// The line as it came, without its line end and, at the end of a block, without the `. `.
  public let text: String

  /// Nil when the line is no status line.
  public init?(_ text: String) {
    // Tag, code, name, and the rest in one piece.
    var words = text.utf8.split(separator: UInt8(ascii: " "), maxSplits: 3)[...]
    let isTagged = words.first?.first == UInt8(ascii: "@")
    tag = isTagged ? words.popFirst().map { String(decoding: $0.dropFirst(), as: UTF8.self) } : nil
    guard var digits = words.popFirst() else { return nil }
    hasBlock = digits.last == UInt8(ascii: "+")
    if hasBlock { digits.removeLast() }
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard code >= 100 else { return nil }
    name = words.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    self.text = text
  }

  public var isSuccess: Bool { code < 400 }

  /// What scripts read, and the text for people behind it; nil where there is none.
  var parts: (data: String, sentence: String?) {
    var (isQuoted, isEscaped) = (false, false)
    for place in text.utf8.indices {
      switch text.utf8[place] {
      case UInt8(ascii: "\\") where isQuoted && !isEscaped:
        isEscaped = true
        continue
      case UInt8(ascii: "\"") where !isEscaped: isQuoted.toggle()
      case UInt8(ascii: ";") where !isQuoted:
        let data = text[..<place]
        guard data.hasSuffix(" "), text[place...].hasPrefix("; ") else { break }
        return (String(data.dropLast()), String(text[place...].dropFirst(2)))
      default: break
      }
      isEscaped = false
    }
    return (text, nil)
  }

  /// The value of a key, with the JSON escapes of a quoted value undone; nil when it is absent.
  /// Looks no further than ` ; `, behind which the text is for people.
  public subscript(key: String) -> String? {
    var scanner = FieldScanner(text)
    while let field = scanner.next() {
      if field.key == key { return field.value }
    }
    return nil
  }

  /// All keys with their values, in order.
  var fields: [(key: String, value: String)] {
    var scanner = FieldScanner(text)
    var fields: [(key: String, value: String)] = []
    while let field = scanner.next() { fields.append(field) }
    return fields
  }
}

/// Walks the `key=value` fields of a status line.
private struct FieldScanner {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = text[...].unicodeScalars }

  mutating func next() -> (key: String, value: String)? {
    while true {
      rest = rest.drop { $0 == " " }
      guard let first = rest.first, !(first == ";" && isAlone) else { return nil }
      let key = String(rest.prefix { $0 != " " && $0 != "=" })
      rest = rest.dropFirst(key.unicodeScalars.count)
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      return (key, rest.first == "\"" ? quoted() : bare())
    }
  }

  /// A `;` with a blank, or nothing, behind it.
  private var isAlone: Bool {
    let next = rest.dropFirst().first
    return next == nil || next == " "
  }

  private mutating func bare() -> String {
    let value = rest.prefix { $0 != " " }
    rest = rest.dropFirst(value.count)
    return String(value)
  }

  private mutating func quoted() -> String {
    rest = rest.dropFirst()
    var escaped = false
    let body = rest.prefix { scalar in
      if escaped {
        escaped = false
        return true
      }
      escaped = scalar == "\\"
      return scalar != "\""
    }
    rest = rest.dropFirst(body.count + 1)
    return JSONText.unescaped(String(body))
  }
}
