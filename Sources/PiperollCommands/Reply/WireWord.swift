/// A choice of the ledger's with its words on the wire. They are written out case by case: the name
/// of a case may change, its word may not.
protocol WireWord: CaseIterable, Equatable, Sendable {
  var word: String { get }
  /// What `wordsByNumber()` gives, kept.
  static var words: [String] { get }
}

extension WireWord where Self: RawRepresentable<UInt8> {
  init?(word: String) {
    guard let place = Self.words.firstIndex(of: word) else { return nil }
    self.init(rawValue: UInt8(place))
  }

  /// Each word in the place of its case's number, and an empty one in a place that no case has.
  static func wordsByNumber() -> [String] {
    var words = [String](repeating: "", count: allCases.map { Int($0.rawValue) + 1 }.max()!)
    for choice in allCases { words[Int(choice.rawValue)] = choice.word }
    return words
  }
}
