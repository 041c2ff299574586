/// How a file writes amounts, said by how it writes 1234.56.
struct MoneyFormat: Equatable {
  /// As it was declared.
  let sample: String
  private let before: [UInt8]
  private let behind: [UInt8]
  /// Between groups of three digits; nil where there are none.
  private let group: UInt8?
  private let point: UInt8
  private let hasParentheses: Bool
  private let hasMinusBehind: Bool

  /// What amounts look like where nothing is declared.
  static let plain = MoneyFormat("1234.56")!

  /// The forms that a message can name.
  static let samples = [
    "1234.56", "1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234,56", "1 234.56",
  ]

  /// Nil for what is not 1234.56 in another form.
  init?(_ sample: String) {
    self.sample = sample
    var text = Self.blanksMadeOne(Array(sample.utf8)[...])
    hasParentheses = text.first == UInt8(ascii: "(") && text.last == UInt8(ascii: ")")
    if hasParentheses { text = Array(text.dropFirst().dropLast()) }
    hasMinusBehind = text.last == UInt8(ascii: "-")
    if hasMinusBehind { text.removeLast() }
    guard let first = text.firstIndex(where: Self.isDigit),
      let last = text.lastIndex(where: Self.isDigit)
    else { return nil }
    before = Self.trimmed(text[..<first])
    behind = Self.trimmed(text[(last + 1)...])
    let number = String(decoding: text[first...last], as: UTF8.self)
    guard !(before + behind).contains(where: { "-()".utf8.contains($0) }),
      let form = Self.forms.first(where: { $0.number == number })
    else { return nil }
    (group, point) = (form.group, form.point)
  }

  private static let forms: [(number: String, group: UInt8?, point: UInt8)] = {
    var forms: [(number: String, group: UInt8?, point: UInt8)] = []
    for point in [".", ","] {
      for group in ["", ",", ".", " ", "'"] where group != point {
        forms.append(("1\(group)234\(point)56", group.utf8.first, point.utf8.first!))
      }
    }
    return forms
  }()

  /// An amount as the protocol writes it, without its sign.
  struct Amount: Equatable {
    var digits: [UInt8]
    var isNegative: Bool
  }

  /// Nil for what is not written in this form.
  func read(_ cell: ArraySlice<UInt8>) -> Amount? {
    var text = Self.trimmed(Self.blanksMadeOne(cell)[...])[...]
    var isNegative = false
    if hasParentheses, text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
      isNegative = true
      text = text.dropFirst().dropLast()
    } else if hasMinusBehind, text.last == UInt8(ascii: "-") {
      isNegative = true
      text = text.dropLast()
    }
    // A minus stands before the sign of the currency, or behind it.
    func takeMinus() {
      guard !isNegative, text.first == UInt8(ascii: "-") else { return }
      isNegative = true
      text = text.dropFirst()
    }
    takeMinus()
    if !before.isEmpty, text.starts(with: before) { text = text.dropFirst(before.count) }
    if !behind.isEmpty, text.reversed().starts(with: behind.reversed()) {
      text = text.dropLast(behind.count)
    }
    text = Self.trimmed(text)[...]
    takeMinus()
    return digits(text).map { Amount(digits: $0, isNegative: isNegative) }
  }

  private func digits(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = text.split(separator: point, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count == 1 || !parts[1].isEmpty,
      parts.dropFirst().allSatisfy({ $0.allSatisfy(Self.isDigit) })
    else { return nil }
    var digits: [UInt8] = []
    if let group, whole.contains(group) {
      let groups = whole.split(separator: group, omittingEmptySubsequences: false)
      guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
      for part in groups { digits += part }
    } else {
      digits += whole
    }
    guard digits.allSatisfy(Self.isDigit), parts.count == 2 || !digits.isEmpty else { return nil }
    if digits.isEmpty { digits.append(UInt8(ascii: "0")) }
    if parts.count == 2 { digits += [UInt8(ascii: ".")] + parts[1] }
    return digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text.drop { $0 == UInt8(ascii: " ") }
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    return Array(text)
  }

  /// The narrow and the ordinary blank at which no line ends (U+202F, U+00A0), which programs put
  /// between groups, are blanks.
  private static func blanksMadeOne(_ text: ArraySlice<UInt8>) -> [UInt8] {
    if text.allSatisfy({ $0 < 0x80 }) { return Array(text) }
    return Array(
      String(decoding: text, as: UTF8.self).replacing("\u{202F}", with: " ")
        .replacing("\u{A0}", with: " ").utf8)
  }
}

/// Amounts added up, as digits and never as fractions of two.
struct AmountSum: Equatable {
  /// No currency has more than four decimals.
  private static let decimalsMax = 6
  /// The protocol's largest amount has thirteen; a sum of many does not overflow.
  private static let digitsMax = 18

  /// Millionths.
  private(set) var millionths: Int128 = 0
  /// The most that an amount had, and at least two.
  private(set) var decimals = 2

  init() {}

  /// Reads digits with at most one point. Nil for anything else, and for what is too long.
  init?(_ text: some Sequence<UInt8>) {
    var (whole, fraction, hasPoint) = (0, 0, false)
    for byte in text {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
        continue
      }
      guard (0x30...0x39).contains(byte), whole < Self.digitsMax else { return nil }
      millionths = millionths * 10 + Int128(byte - 0x30)
      if hasPoint { fraction += 1 } else { whole += 1 }
    }
    guard whole > 0, fraction <= Self.decimalsMax, !hasPoint || fraction > 0 else { return nil }
    for _ in fraction..<Self.decimalsMax { millionths *= 10 }
    decimals = max(decimals, fraction)
  }

  static func += (sum: inout AmountSum, other: AmountSum) {
    sum.millionths += other.millionths
    sum.decimals = max(sum.decimals, other.decimals)
  }

  static func -= (sum: inout AmountSum, other: AmountSum) {
    sum.millionths -= other.millionths
    sum.decimals = max(sum.decimals, other.decimals)
  }

  static func == (one: AmountSum, other: AmountSum) -> Bool { one.millionths == other.millionths }

  /// As the protocol writes amounts; with a minus below zero.
  var text: String {
    let million: Int128 = 1_000_000
    let fraction = String(millionths.magnitude % million.magnitude + million.magnitude).dropFirst()
    let sign = millionths < 0 ? "-" : ""
    return "\(sign)\(millionths.magnitude / million.magnitude).\(fraction.prefix(decimals))"
  }
}
