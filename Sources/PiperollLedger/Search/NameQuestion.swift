/// What is looked for in names: words, each of which must stand somewhere in the name.
struct NameQuestion: Sendable {
  /// How well a name fits, the best first.
  enum Fit: Int, Comparable, CaseIterable {
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

  /// The words, the one in the fewest names first; none if the question has nothing but signs.
  private let words: [Needle]
  /// The same, each behind a blank.
  private let beginnings: [Needle]
  /// The question as a name is folded.
  private let whole: [UInt8]
  /// For each fit, what stands in every name that fits so or better.
  private let needles: [Needle]

  var isEmpty: Bool { words.isEmpty }

  /// - Parameter sample: some pages of names, by which it is judged which word is in the fewest.
  init(_ question: UnsafeRawBufferPointer, sample: [[UInt8]] = []) {
    let asked = FoldedText(question, .ofQuestion).bytes
    var seen: Set<ArraySlice<UInt8>> = []
    let words = Needle.byRarity(
      asked.split(separator: FoldedText.blank).filter { seen.insert($0).inserted }
        .map { Needle(Array($0)) }, in: sample)
    let blank = FoldedText.blank
    let whole = FoldedText(question, .ofName).bytes
    self.words = words
    self.whole = whole
    let beginnings = words.map { Needle([blank] + $0.bytes) }
    self.beginnings = beginnings
    // Not those behind a dash: a name that is the question does not have them behind a blank.
    let padded = whole + [UInt8](repeating: 0, count: FoldedNames.padding)
    let ofWhole = padded.withUnsafeBytes { padded in
      let name = FoldedName(page: padded.baseAddress!, range: 0..<whole.count)
      return beginnings.filter { name.has($0) }
    }
    needles =
      if let word = words.first, let beginning = Needle.byRarity(ofWhole, in: sample).first {
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
  @inline(__always)
  func fit(_ name: FoldedName) -> Fit? {
    if name.begins(with: whole) { return name.range.count == whole.count ? .whole : .beginning }
    // Most names lack one of the words, and are done with here. The one word of a question was the
    // needle.
    if words.count > 1, !has(words, name) { return nil }
    return has(beginnings, name) ? .words : .parts
  }

  /// Whether a name has all of these. The first is looked for last: mostly it was the needle.
  @inline(__always)
  private func has(_ needles: [Needle], _ name: FoldedName) -> Bool {
    var place = 1
    while place < needles.count {
      if !name.has(needles[place]) { return false }
      place += 1
    }
    return name.has(needles[0])
  }
}
