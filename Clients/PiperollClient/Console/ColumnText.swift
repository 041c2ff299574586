/// Words in columns, as people read lists of names: down, then across.
enum ColumnText {
  private static let gap = 2

  /// The lines of a list on a terminal of so many columns. Where one word does not leave room for
  /// another, each has a line.
  static func lines(_ words: [String], columns: Int) -> [String] {
    let widest = words.map(\.unicodeScalars.count).max() ?? 0
    let across = max(1, (columns + gap) / (widest + gap))
    let rows = (words.count + across - 1) / across
    return (0..<rows).map { row in
      let places = stride(from: row, to: words.count, by: rows)
      return places.map { place in
        let isLast = place + rows >= words.count
        let room = isLast ? 0 : widest + gap - words[place].unicodeScalars.count
        return words[place] + String(repeating: " ", count: room)
      }.joined()
    }
  }
}
