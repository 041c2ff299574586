/// A tag of a template, and where it stands.
struct TemplateTag {
  /// What its first mark says it is.
  enum Kind {
    case value, section, inverted, end, comment, part, frame, block
    case foreign
  }

  let kind: Kind
  let name: String
  /// The line on which it begins, from 1 on.
  let line: Int
}

/// Reads the tags of a template, in their order.
struct TemplateScanner {
  private var rest: Substring
  private var line = 1

  init(_ template: String) { rest = template[...] }

  /// The next tag; nil behind the last.
  mutating func next() throws(TemplateFault) -> TemplateTag? {
    guard let start = rest.firstRange(of: "{{") else { return nil }
    skip(to: start.upperBound)
    let first = line
    guard let end = rest.firstRange(of: "}}") else {
      throw TemplateFault(line: first, reason: .unclosedTag)
    }
    let inside = rest[..<end.lowerBound]
    skip(to: end.upperBound)
    return Self.tag(inside, line: first)
  }

  private mutating func skip(to place: Substring.Index) {
    line += rest[..<place].count { $0.isNewline }
    rest = rest[place...]
  }

  private static func tag(_ inside: Substring, line: Int) -> TemplateTag {
    let kind: TemplateTag.Kind =
      switch inside.first {
      case "#": .section
      case "^": .inverted
      case "/": .end
      case "!": .comment
      case ">": .part
      case "<": .frame
      case "$": .block
      case "{", "&", "=", "%", nil: .foreign
      default: .value
      }
    let name = kind == .value || kind == .foreign ? inside : inside.dropFirst()
    let isPlain = name.allSatisfy {
      $0 == " " || $0 == "." || $0 == "_" || $0 == "-" || $0.isASCII && ($0.isLetter || $0.isNumber)
    }
    let plain = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    // Functions have brackets; nothing else than a name has blanks in it.
    let isName = isPlain && !plain.isEmpty && !plain.contains(" ")
    return TemplateTag(kind: kind == .comment || isName ? kind : .foreign, name: plain, line: line)
  }
}
