/// What is looked for in names: words, each of which must stand somewhere in the name.
struct NameQuestion: Sendable {
  /// How well a name fits, the best first.
  enum Fit: Int, Comparable {
    /// The name is the question.
    case whole
    /// The name begins with the question.
    case beginning
    /// Each word of the question begins a word of the name.
    case words
    /// Each word of the question stands somewhere in the name.
    case parts

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  /// The words; none if the question has nothing but signs.
  private let words: [Needle]
  /// The same, each behind a blank.
  private let beginnings: [Needle]
  /// The question as a name is folded.
  private let whole: [UInt8]
  /// For each fit, what stands in every name that fits so or better.
  private let needles: [Needle]

  var isEmpty: Bool { words.isEmpty }

  init(_ question: UnsafeRawBufferPointer) {
    let asked = FoldedText(question, .ofQuestion).bytes
    let words = asked.split(separator: FoldedText.blank).map { Needle(Array($0)) }
    let blank = FoldedText.blank
    let whole = FoldedText(question, .ofName).bytes
    self.words = words
    self.whole = whole
    beginnings = words.map { Needle([blank] + $0.bytes) }
    // Not those behind a dash: a name that is the question does not have them behind a blank.
    let ofWhole = beginnings.filter { word in whole.withUnsafeBufferPointer { word.stands(in: $0) }
    }
    needles =
      if let word = Needle.rarest(of: words), let beginning = Needle.rarest(of: ofWhole) {
        [
          Needle([FoldedText.end] + whole + [FoldedText.end]), Needle([FoldedText.end] + whole),
          beginning, word,
        ]
      } else {
        []
      }
  }

  /// What stands in every name that fits so or better.
  func needle(_ fit: Fit) -> Needle { needles[fit.rawValue] }

  /// How a name fits that has the needle of the last fit; nil if it does not.
  func fit(_ name: UnsafeBufferPointer<UInt8>) -> Fit? {
    if name.starts(with: whole) { return name.count == whole.count ? .whole : .beginning }
    if beginnings.allSatisfy({ $0.stands(in: name) }) { return .words }
    return words.allSatisfy { $0.stands(in: name) } ? .parts : nil
  }
}

extension Needle {
  /// The one that is in the fewest names, probably: a long one, of rare letters.
  static func rarest(of needles: [Needle]) -> Needle? {
    needles.max { ($0.bytes.count, $0.rarity) < ($1.bytes.count, $1.rarity) }
  }

  /// Whether it stands in a name, which has no padding behind it.
  func stands(in name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= name.count else { return false }
    for start in 0...name.count - bytes.count where name[start] == bytes[0] {
      var length = 1
      while length < bytes.count, name[start + length] == bytes[length] { length += 1 }
      if length == bytes.count { return true }
    }
    return false
  }
}
