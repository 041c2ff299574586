/// Finds payment card numbers in texts, so that none is ever stored (PCI DSS v4, 3.5.1).
///
/// A card number is 12 to 19 digits of any script, with any signs but letters and currency signs
/// between them. It has the prefix and length of a known issuer (`CardIssuer`), and a correct check
/// digit (ISO/IEC 7812-1, Luhn). The prefix is needed because the check digit alone is right for
/// one in ten numbers of any kind.
public enum CardNumber {
  private static let digitsMin = 12
  private static let digitsMax = 19

  /// Whether a text contains a card number.
  public static func isIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isIn(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a text's UTF-8 bytes contain a card number.
  @inline(__always)
  public static func isIn(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count >= digitsMin && mayBeIn(text)
  }

  /// Counts the digits first. Most texts have too few, and are done with one pass over their bytes.
  private static func mayBeIn(_ text: UnsafeRawBufferPointer) -> Bool {
    var digits = 0
    var others = 0
    for byte in text {
      digits += byte &- UInt8(ascii: "0") < 10 ? 1 : 0
      others += byte >= 0x80 ? 1 : 0
    }
    // A digit beyond ASCII has two bytes at least.
    if digits + others / 2 < digitsMin { return false }
    if others == 0 { return isIn(signs: text.lazy.map { Unicode.Scalar($0) }) }
    return isIn(signs: String(decoding: text, as: UTF8.self).unicodeScalars)
  }

  private static func isIn(signs: some Sequence<Unicode.Scalar>) -> Bool {
    var run = Run()
    for sign in signs {
      switch Sign(sign) {
      case .digit(let digit): run.add(digit)
      case .between:
        if run.endGroup() { return true }
        run.add(between: sign)
      case .other:
        if run.endGroup() { return true }
        run = Run()
      }
    }
    return run.endGroup()
  }

  private enum Sign {
    case digit(UInt8)
    /// It may stand between the digits of one number.
    case between
    /// A letter, or a sign that says that amounts are meant.
    case other

    init(_ sign: Unicode.Scalar) {
      switch sign {
      case "0"..."9": self = .digit(UInt8(sign.value - 0x30))
      case "a"..."z", "A"..."Z", "$", "%": self = .other
      case "\0"..."\u{7F}": self = .between
      default: self.init(beyondASCII: sign.properties)
      }
    }

    private init(beyondASCII sign: Unicode.Scalar.Properties) {
      switch sign.numericType {
      case .decimal?, .digit?: self = sign.numericValue.map { .digit(UInt8($0)) } ?? .other
      case .numeric?: self = .other
      case nil: self = Self.mayJoin(sign.generalCategory) ? .between : .other
      @unknown default: self = .other
      }
    }

    /// Blanks, dashes and other punctuation, symbols, and what is not seen at all.
    private static func mayJoin(_ category: Unicode.GeneralCategory) -> Bool {
      switch category {
      case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format,
        .dashPunctuation, .connectorPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .modifierSymbol,
        .otherSymbol, .nonspacingMark, .spacingMark, .enclosingMark:
        true
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .currencySymbol, .surrogate, .privateUse,
        .unassigned:
        false
      @unknown default: true
      }
    }
  }

  /// The last digits of a run of digit groups with other signs between them. A run may hold more
  /// than a card number, such as a date before it, so every sequence of whole groups is tried, with
  /// and without the zeros in front. Another part of a group is not tried, because it is more
  /// likely a part of a longer number.
  private struct Run {
    /// The last digits, four bits each, with the last digit in the lowest bits. There is room for
    /// more digits than a card number has.
    private var digits: UInt128 = 0
    /// One bit for each digit; it is set where a number may begin.
    private var starts: UInt32 = 0
    /// One bit for each digit; it is set where a number begins that is dialled: behind a `+`, or
    /// behind two zeros.
    private var dialled: UInt32 = 0
    private var isInGroup = false
    /// How many digits the group has, if all of them are zeros; else -1.
    private var zeros = 0
    private var last: Unicode.Scalar?

    mutating func add(_ digit: UInt8) {
      if !isInGroup { zeros = 0 }
      let isStart = zeros >= 0
      let isDialled = zeros == 0 && last == "+" || zeros == 2
      digits = digits << 4 | UInt128(digit)
      starts = starts << 1 | (isStart ? 1 : 0)
      dialled = dialled << 1 | (isDialled ? 1 : 0)
      zeros = isStart && digit == 0 ? zeros + 1 : -1
      isInGroup = true
      last = nil
    }

    /// Takes a sign between groups. Stars side by side stand for digits that are left out.
    mutating func add(between sign: Unicode.Scalar) {
      if sign == "*", last == "*" { self = Run() }
      last = sign
    }

    /// Ends a group. Returns whether a card number ends with that group.
    mutating func endGroup() -> Bool {
      if !isInGroup { return false }
      isInGroup = false
      for count in digitsMin...digitsMax where starts >> UInt32(count - 1) & 1 == 1 {
        let four = (1...4).reduce(0) { $0 * 10 + digit(count - $1) }
        let isDialled = dialled >> UInt32(count - 1) & 1 == 1
        if CardIssuer.has(prefix: four, digits: count, isDialled: isDialled), passesLuhn(count) {
          return true
        }
      }
      return false
    }

    /// A digit, by its place counted from the last digit.
    private func digit(_ place: Int) -> Int { Int(truncatingIfNeeded: digits >> (place * 4)) & 15 }

    private func passesLuhn(_ count: Int) -> Bool {
      var sum = 0
      for place in 0..<count {
        let doubled = place % 2 == 1 ? digit(place) * 2 : digit(place)
        sum += doubled > 9 ? doubled - 9 : doubled
      }
      return sum % 10 == 0
    }
  }
}
