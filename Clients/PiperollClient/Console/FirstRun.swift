/// What somebody may try who has typed nothing in this console yet.
enum FirstRun {
  /// Asks for accounts, and what they are called.
  static let request = "LOOKUP PREFIX"

  /// Five things that work on this book.
  /// - Parameter block: the reply to the request, in the format tsv; empty: there is no account.
  static func lines(_ block: [String]) -> [String] {
    let rows = block.drop { $0.hasPrefix("# ") }.dropFirst()
    let cells = rows.first?.split(separator: "\t", omittingEmptySubsequences: false)
    guard let account = cells?.first else {
      return told([
        "help", "help post account", "help post invoice", "help lookup account", "report aging",
      ])
    }
    let word = cells?.dropFirst().first?.split(separator: " ").first ?? account
    let name = RequestWords.argument(String(word))
    return told([
      "lookup account \(account)", "lookup history \(account)", "lookup name \(name)",
      "report aging", "help post payment",
    ])
  }

  private static func told(_ lines: [String]) -> [String] {
    ["To begin with, try:"] + lines.map { "  \($0)" }
  }
}
