/// Text as comma-separated values (RFC 4180).
enum CSVText {
  /// A cell, in quotes if it holds what a program may take for its end.
  static func cell(_ text: String, separator: UInt8 = UInt8(ascii: ",")) -> String {
    let isPlain =
      text.utf8.allSatisfy { $0 >= 0x20 && $0 != separator && !#",;""#.utf8.contains($0) }
      && text.first != " " && text.last != " "
    return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// A row of the protocol's tsv as one of CSV that no spreadsheet runs.
  static func row(tsv line: String) -> String {
    // `\#` stands where a row would begin with a `#`; in quotes it is no name of a section.
    if line.hasPrefix("\\#") {
      let cells = line.dropFirst().split(
        separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      let first = TabSection.unescaped(cells[0]).replacing("\"", with: "\"\"")
      return "\"\(first)\"" + cells.dropFirst().map { "," + row(tsv: String($0)) }.joined()
    }
    return line.split(separator: "\t", omittingEmptySubsequences: false).map { part in
      let text = TabSection.unescaped(part)
      return cell(isNumber(text) || !mayRun(text) ? text : "'" + text)
    }.joined(separator: ",")
  }

  /// An amount below zero is no formula.
  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// Whether a spreadsheet may take a text for a formula: it begins with a sign of a formula, or
  /// with TAB, CR or LF; blanks and quotes in front do not count, since programs leave them out.
  /// The server has the same rule for `REPORT JOURNAL format=csv`.
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
