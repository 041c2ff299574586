/// How the texts of users stand in comma-separated values (RFC 4180).
enum CSVCells: UInt8, CaseIterable, Sendable {
  /// A text that a spreadsheet would run as a formula has an apostrophe in front.
  case safe
  /// As they are.
  case raw

  /// A text as a cell, in quotes if it holds what a program may take for the end of a cell.
  func cell(_ text: String) -> String {
    let text = self == .safe && Self.mayRun(text) ? "'" + text : text
    let isPlain =
      text.utf8.allSatisfy { $0 >= 0x20 && !#",;""#.utf8.contains($0) }
      && text.first != " " && text.last != " "
    return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// Whether a spreadsheet may take a text for a formula: it begins with a sign of a formula, or
  /// with TAB, CR or LF. Blanks and quotes in front do not count, since programs leave them out. So
  /// whoever reads the file can undo it: an apostrophe goes where the rest would get one.
  static func mayRun(_ text: String) -> Bool {
    for sign in text.unicodeScalars {
      switch sign {
      // Each also as a full-width and as a small form; and the minus sign of mathematics.
      case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
        "\u{FE66}", "\u{FE62}", "\u{FE63}", "\u{FE6B}", "\u{2212}":
        return true
      case "'", "\"", "`", "\u{2018}"..."\u{201F}", "\u{FF02}", "\u{FF07}", "\u{AB}", "\u{BB}":
        continue
      default:
        if sign.properties.isWhitespace || sign.properties.generalCategory == .format { continue }
        return false
      }
    }
    return false
  }
}

extension CSVCells: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .safe: "safe"
    case .raw: "raw"
    }
  }
}
