/// Words which a text or an email may consist of that stops all further ones: 47 CFR
/// 64.1200(a)(10).
enum StopWord {
  private static let all: Set = [
    "stop", "quit", "end", "revoke", "opt out", "optout", "cancel", "unsubscribe",
  ]

  /// Whether a text is such a word and nothing else, whatever its case and signs.
  static func isAll(of text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    return all.contains(words.joined(separator: " "))
  }
}
