/// The words of a line, as far as the console has to know them: blanks part them, but not between
/// quotes.
struct LineWords {
  /// The words in front of the one that is being typed.
  var before: [String] = []
  /// The word that is being typed, without a blank behind it.
  var current = ""

  init(_ text: String) {
    Self.scan(text) { word, _, isEnded in
      if isEnded { before.append(String(word)) } else { current = String(word) }
      return true
    }
  }

  /// The words in front of a text, and where the ` -- ` begins behind which it stands.
  static func split(_ line: String) -> (words: [String], textStart: String.Index?) {
    var words: [String] = []
    var textStart: String.Index?
    scan(line) { word, start, _ in
      guard word == "--" else {
        words.append(String(word))
        return true
      }
      textStart = start
      return false
    }
    return (words, textStart)
  }

  /// Gives one word after the other, where it begins, and whether a blank stands behind it, until
  /// that answers false.
  private static func scan(_ text: String, _ take: (Substring, String.Index, Bool) -> Bool) {
    var (isQuoted, isEscaped) = (false, false)
    var start: String.Index?
    for place in text.indices {
      let character = text[place]
      if character == " " || character == "\t", !isQuoted {
        if let from = start, !take(text[from..<place], from, true) { return }
        start = nil
        continue
      }
      start = start ?? place
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = isQuoted
      } else if character == "\"" {
        isQuoted.toggle()
      }
    }
    if let start { _ = take(text[start...], start, false) }
  }
}
