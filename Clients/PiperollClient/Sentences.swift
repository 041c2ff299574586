import Glibc

extension TextSink {
  /// Writes what a person reads. On a terminal a line is broken between words; one that begins with
  /// blanks is there to be copied, and stays whole.
  /// - Parameter indent: how many columns the lines behind a break are set in.
  func say(_ text: String, indent: Int = 0) {
    let columns = isTerminal ? Terminal.columns(of: descriptor) : .max
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isWhole = line.first == " "
      let rows = isWhole ? [String(line)] : Self.broken(line, columns, indent: indent)
      for row in rows { self.line(row) }
    }
  }

  /// The rows of a line. What is between two words stays as it is, but at a break.
  static func broken(_ line: Substring, _ columns: Int, indent: Int = 0) -> [String] {
    var rows: [String] = []
    var (row, taken) = ("", 0)
    var rest = line
    while !rest.isEmpty {
      let gap = rest.prefix { $0 == " " }
      let word = rest.dropFirst(gap.count).prefix { $0 != " " }
      rest = rest.dropFirst(gap.count + word.count)
      let width = word.unicodeScalars.reduce(0) { $0 + WideText.columns(of: $1) }
      if taken > indent, taken + gap.count + width > columns {
        rows.append(row)
        (row, taken) = (String(repeating: " ", count: indent) + word, indent + width)
      } else {
        (row, taken) = (row + gap + word, taken + gap.count + width)
      }
    }
    return rows + [row]
  }
}
