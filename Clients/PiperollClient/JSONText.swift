/// JSON string escapes, the one escape level of the protocol.
enum JSONText {
  private static let short: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
  ]

  static func quoted(_ text: String) -> String {
    var out: [UInt8] = []
    var text = text
    text.withUTF8 { quote(UnsafeRawBufferPointer($0), into: &out) }
    return String(decoding: out, as: UTF8.self)
  }

  /// The most that `quote` makes of so many bytes: each an escape of six, and the quotes.
  static func quotedBytesMax(_ count: Int) -> Int { 6 * count + 2 }

  /// Adds a text in quotes. It makes no copy of what may be a secret.
  static func quote(_ text: UnsafeRawBufferPointer, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var (codec, rest) = (UTF8(), text.makeIterator())
    reading: while true {
      let scalar: Unicode.Scalar
      switch codec.decode(&rest) {
      case .scalarValue(let found): scalar = found
      case .error: scalar = "\u{FFFD}"
      case .emptyInput: break reading
      }
      switch scalar {
      case "\"": out += #"\""#.utf8
      case "\\": out += #"\\"#.utf8
      case "\n": out += #"\n"#.utf8
      case "\r": out += #"\r"#.utf8
      case "\t": out += #"\t"#.utf8
      case _ where SafeText.isUnsafe(scalar): out += escape(scalar).utf8
      default: UTF8.encode(scalar).map { out += $0 }
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// Every unsafe scalar lies in the basic plane, so that one `\u` is enough.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u" + SafeText.hexadecimal(scalar)
  }

  /// The text between the quotes with its escapes undone. What is no valid escape stays as it is:
  /// this is for showing and comparing a server's words, not for judging them.
  static func unescaped(_ body: String) -> String {
    guard body.utf8.contains(UInt8(ascii: "\\")) else { return body }
    var units: [UInt16] = []
    var rest = body.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let kind = rest.popFirst() else {
        units += String(scalar).utf16
        continue
      }
      if kind == "u", rest.count >= 4, let unit = UInt16(String(rest.prefix(4)), radix: 16) {
        rest = rest.dropFirst(4)
        units.append(unit)
      } else {
        units += (short[kind].map { String($0) } ?? "\\\(kind)").utf16
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
