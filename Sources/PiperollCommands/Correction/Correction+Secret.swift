extension Correction {
  /// Whether a line may hold a password, mistyped as it may be. It is looked for in the line's own
  /// bytes: a text made of them would stay in memory.
  static func mayHoldSecret(_ line: [UInt8]) -> Bool {
    if holds("passw", line) { return true }
    var words = line.split(maxSplits: 3) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }[
      ...]
    if words.first?.first == UInt8(ascii: "@") { words = words.dropFirst() }
    guard let verb = words.first else { return false }
    if isSame(verb, "auth") { return true }
    guard let noun = words.dropFirst().first else { return false }
    return isSame(verb, "admin") && isSame(noun, "user")
  }

  private static func holds(_ text: StaticString, _ line: [UInt8]) -> Bool {
    let count = text.utf8CodeUnitCount
    guard line.count >= count else { return false }
    return (0...(line.count - count)).contains { isSame(line[$0..<$0 + count], text) }
  }

  /// - Parameter text: in small letters.
  private static func isSame(_ word: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { word.elementsEqual($0) { ($0 | 0x20) == $1 } }
  }
}
