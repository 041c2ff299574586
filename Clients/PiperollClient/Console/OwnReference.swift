/// The `ref=` of a line, and references that the console gives to writes that have none.
enum OwnReference {
  /// Letters alone: digits side by side may be a payment card's number, which no ref may hold.
  /// Without vowels they are no words.
  private static let letters = Array("bcdfghjklmnpqrstvwxz")
  /// 20 letters, 12 times: after a million writes two are the same with a chance of 1 in 8,000.
  private static let count = 12

  static func make() -> String {
    "c-" + String((0..<count).map { _ in letters.randomElement()! })
  }

  /// What stands behind `ref=` in a line; nil: it has none.
  static func find(in line: String) -> String? { value(of: "ref", in: line) }

  /// The value of a key of a line, as it stands there.
  static func value(of key: String, in line: String) -> String? {
    LineWords.split(line).words.first { $0.lowercased().hasPrefix(key + "=") }
      .map { String($0.dropFirst(key.count + 1)) }
  }

  /// The line with a reference behind its last argument: in front of its text.
  static func add(_ reference: String, to line: String) -> String {
    let end = LineWords.split(line).textStart ?? line.endIndex
    var head = line[..<end]
    while head.last == " " || head.last == "\t" { head.removeLast() }
    return "\(head) ref=\(reference)" + (end < line.endIndex ? " \(line[end...])" : "")
  }

  /// The text without this reference, as a server repeats a line that it refuses.
  static func remove(_ reference: String, from text: String) -> String {
    text.replacing(" ref=\(reference)", with: "", maxReplacements: 1)
  }
}
