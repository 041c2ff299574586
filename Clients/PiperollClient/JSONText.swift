/// JSON string escapes, the one escape level of the protocol.
enum JSONText {
  private static let short: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
  ]

  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\\(scalar)"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where SafeText.isUnsafe(scalar): out += escape(scalar)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
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
