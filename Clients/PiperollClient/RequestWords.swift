/// Command-line arguments made into one request line.
///
/// An argument stays as it is when the protocol can carry it bare. With blanks, quotes or control
/// characters it becomes a JSON string, `key=va lue` becomes `key="va lue"`. Behind an argument
/// `--` everything is free text, joined by blanks and not quoted.
public enum RequestWords {
  /// Throws a usage error when the words cannot be one request.
  public static func line(_ words: [String]) throws -> String {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    let freeText = words[end...].dropFirst()
    guard freeText.allSatisfy({ !hasControl($0) }) else {
      throw ClientError(.usage, "text behind -- is one line and holds no control characters")
    }
    var parts = words[..<end].map(argument)
    if end < words.endIndex { parts.append("--") }
    parts += freeText
    let line = parts.joined(separator: " ")
    guard !RequestLine(line).opensBlock else {
      throw ClientError(.usage, "<< opens a block: send it through a pipe")
    }
    return line
  }

  static func argument(_ word: String) -> String {
    guard needsQuotes(word) else { return word }
    if let equals = word.unicodeScalars.firstIndex(of: "="), isKey(word[..<equals]) {
      let value = String(word.unicodeScalars[equals...].dropFirst())
      return word[...equals] + (needsQuotes(value) ? JSONText.quoted(value) : value)
    }
    return JSONText.quoted(word)
  }

  private static func needsQuotes(_ word: String) -> Bool {
    word.isEmpty || hasControl(word)
      || word.unicodeScalars.contains { $0 == " " || $0 == "\"" }
  }

  private static func hasControl(_ word: String) -> Bool {
    word.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  /// A key of the protocol: a small letter, then small letters, digits and hyphens.
  private static func isKey(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
    }
  }
}
