/// What a search takes for the same: letters in any case, with or without their marks, in any width
/// and however they are composed. By the standard library's tables and `foldTable`, and in no
/// language: a book comes to the same answers anywhere.
///
/// `Tests/Acceptance/fold.py` says the same in other words.
struct Folding: Sendable {
  /// What a scalar is to a search, and what it becomes.
  enum Part: Equatable {
    /// A letter or digit that stays what it is.
    case same
    /// A letter or digit that becomes these, as UTF-8.
    case letters([UInt8])
    /// A mark, or what nobody sees: it is left out.
    case mark
    /// A sign that joins, an apostrophe or a dot: it is left out (`O'Brien`, `A.B.`).
    case joint
    /// A dash or `&`: a name loses it, a question asks for what stands on its two sides.
    case dash
    /// A blank, or any other sign.
    case gap
  }

  static let standard = Folding()

  /// The scalars that letters and digits become; most have no row.
  private let rows: [UInt32: [UInt32]]
  /// What each scalar of the basic plane is, so that no name asks for it twice.
  private var basic: [Part] = []

  private static var basicCount: UInt32 { 0x1_0000 }

  private init() {
    var rows: [UInt32: [UInt32]] = [:]
    var target: [UInt32] = []
    for word in foldTable.split(whereSeparator: \.isWhitespace) {
      if word.last == ":" {
        target = word.dropLast().split(separator: "+").map { UInt32($0, radix: 16)! }
        if target == [0] { target = [] }
        continue
      }
      let ends = word.split(separator: "-").map { UInt32($0, radix: 16)! }
      for scalar in ends[0]...ends[ends.count - 1] { rows[scalar] = target }
    }
    self.rows = rows
    basic = (0..<Self.basicCount).map { number in
      Unicode.Scalar(number).map { classify($0) } ?? .gap
    }
  }

  /// What a scalar is to a search.
  func part(_ scalar: Unicode.Scalar) -> Part {
    scalar.value < Self.basicCount ? basic[Int(scalar.value)] : classify(scalar)
  }

  private func classify(_ scalar: Unicode.Scalar) -> Part {
    if Self.joints.contains(scalar) { return .joint }
    if scalar == "&" || scalar == "＆" { return .dash }
    let properties = scalar.properties
    if Self.isMark(scalar.value, properties) { return .mark }
    switch properties.generalCategory {
    case .dashPunctuation: return .dash
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .spacingMark, .nonspacingMark, .privateUse:
      break
    default: return .gap
    }
    let folded =
      rows[scalar.value]
      ?? properties.lowercaseMapping.unicodeScalars.flatMap { small in
        rows[small.value] ?? [small.value]
      }
    var bytes: [UInt8] = []
    for number in folded {
      let scalar = Unicode.Scalar(number)!
      if !Self.isMark(number, scalar.properties) { bytes += Array(UTF8.encode(scalar)!) }
    }
    return folded.count == 1 && folded[0] == scalar.value ? .same : .letters(bytes)
  }

  /// Signs that people put into a word and leave out of it.
  private static let joints = Set<Unicode.Scalar>(
    "'`´‘’‛ʹʻʼʽʾʿ′＇.．·・".unicodeScalars)

  /// Whether it is left out: accents and points, not the vowels and viramas of Indic scripts.
  private static func isMark(_ number: UInt32, _ properties: Unicode.Scalar.Properties) -> Bool {
    switch properties.generalCategory {
    case .format, .enclosingMark: return true
    default: break
    }
    if (0xFE00...0xFE0F).contains(number) { return true }
    switch properties.canonicalCombiningClass.rawValue {
    case 0, 9, 84...132: return false
    default: return true
    }
  }
}
