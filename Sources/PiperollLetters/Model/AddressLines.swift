/// An address as the lines that stand in an envelope's window.
enum AddressLines {
  /// The lines of a text that parts them by semicolons or, where it has none, by commas: `12 Main
  /// Street, Apt 4, Portland, OR 97201` is three lines, since a state and its code stand behind
  /// their town.
  static func lines(of text: String) -> [String] {
    if text.contains(";") { return pieces(text, ";") }
    var lines = pieces(text, ",")
    if lines.count > 1, isStateAndCode(lines[lines.count - 1]) {
      let code = lines.removeLast()
      lines[lines.count - 1] += ", " + code
    }
    return lines
  }

  private static func pieces(_ text: String, _ mark: Character) -> [String] {
    text.split(separator: mark).map { $0.trimming(" ") }.filter { !$0.isEmpty }
  }

  /// Whether a text is two capital letters, and a number if there is more.
  private static func isStateAndCode(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard let state = words.first, state.utf8.count == 2,
      state.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else { return false }
    return words.count == 1 || words.count == 2 && words[1].first?.isNumber == true
  }
}

extension Substring {
  fileprivate func trimming(_ mark: Character) -> String {
    String(drop { $0 == mark }.reversed().drop { $0 == mark }.reversed())
  }
}
