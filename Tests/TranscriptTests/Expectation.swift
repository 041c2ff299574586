import Foundation

/// A line that is expected: literal text, and placeholders for what differs from run to run.
struct Expectation {
  let text: String

  /// What a placeholder stands for, as a regular expression.
  private static let placeholders = [
    "{n}": "-?[0-9]+", "{date}": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "{time}": "[0-9-]{10}T[0-9:.]{12}Z", "{hash}": "[0-9a-f]{16,64}", "{incident}": "[0-9a-f]{8}",
    "{word}": "[^ ]+", "{amount}": "-?[0-9.]+",
  ]

  func matches(_ line: String) -> Bool {
    if text.utf8.elementsEqual(line.utf8) { return true }
    if !text.contains("{") { return false }
    var pattern = NSRegularExpression.escapedPattern(for: text)
    for (name, expression) in Self.placeholders {
      pattern.replace(NSRegularExpression.escapedPattern(for: name), with: expression)
    }
    let whole = line.startIndex..<line.endIndex
    return line.range(of: "^(?:\(pattern))$", options: .regularExpression) == whole
  }
}
