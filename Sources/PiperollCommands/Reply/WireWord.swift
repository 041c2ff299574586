/// An enum whose cases have words on the wire. The words are written out case by case, because the
/// name of a case may change and its word may not.
protocol WireWord: CaseIterable, Equatable, Sendable {
  var word: String { get }
  /// The result of `wordsByNumber()`, made once.
  static var words: [String] { get }
  /// Shorter words that are taken for some cases, and never written.
  static var aliases: [(String, Self)] { get }
}

extension WireWord {
  static var aliases: [(String, Self)] { [] }
}

extension WireWord where Self: RawRepresentable<UInt8> {
  init?(word: String) {
    if let place = Self.words.firstIndex(of: word) {
      self.init(rawValue: UInt8(place))
    } else if let (_, choice) = Self.aliases.first(where: { $0.0 == word }) {
      self = choice
    } else {
      return nil
    }
  }

  /// All words, each at the index of its case's raw value. Indices that no case has hold "".
  static func wordsByNumber() -> [String] {
    var words = [String](repeating: "", count: allCases.map { Int($0.rawValue) + 1 }.max()!)
    for choice in allCases { words[Int(choice.rawValue)] = choice.word }
    return words
  }
}
