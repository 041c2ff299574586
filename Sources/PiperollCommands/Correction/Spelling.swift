import PiperollLedger
import PiperollWire

/// Reads values as people spell them elsewhere. Each function gives the protocol's spelling of what
/// a text can only mean, and nil where it could mean two things or nothing.
enum Spelling {
  /// The signs of currencies that have one of their own; `$` is that of several.
  private static let signs: [(sign: Character, codes: [String])] = [
    ("$", ["USD", "CAD", "AUD", "NZD", "MXN"]), ("€", ["EUR"]), ("£", ["GBP"]), ("¥", ["JPY"]),
  ]

  /// `$100`, `1,234.56`, `1.234,56`, `12,50`. One comma or point before three digits may group them
  /// or begin decimals, and a sign in front says that something else is meant.
  static func amount(_ text: String, _ currency: Currency) -> String? {
    var text = text
    if let sign = signs.first(where: { text.first == $0.sign || text.last == $0.sign }) {
      guard sign.codes.contains(currency.code) else { return nil }
      text = text.first == sign.sign ? String(text.dropFirst()) : String(text.dropLast())
    } else if text.uppercased().hasPrefix(currency.code) {
      text = String(text.dropFirst(3))
    } else if text.uppercased().hasSuffix(currency.code) {
      text = String(text.dropLast(3))
    }
    guard let plain = ungrouped(text) else { return nil }
    return (try? Money(parsing: plain.utf8, decimals: currency.decimals)) == nil ? nil : plain
  }

  private static func ungrouped(_ text: String) -> String? {
    let marks = text.filter { $0 == "," || $0 == "." }
    guard let last = marks.last else { return text }
    let pieces = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    let isOneKind = Set(marks).count == 1
    // `1,234,567` has groups alone; else the last mark begins the decimals.
    let hasDecimals = !isOneKind || marks.count == 1
    let groups = hasDecimals ? pieces.dropLast() : pieces[...]
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }),
      (1...3).contains(groups[0].count) || marks.count == 1,
      marks.dropLast().allSatisfy({ isOneKind || $0 != last })
    else { return nil }
    if marks.count == 1, pieces[1].count == 3 { return nil }
    return groups.joined() + (hasDecimals ? "." + pieces[pieces.count - 1] : "")
  }

  static func flag(_ text: String) -> String? {
    switch text.lowercased() {
    case "yes", "y", "true", "1", "on": "yes"
    case "no", "n", "false", "0", "off": "no"
    default: nil
    }
  }

  /// `7,25%`.
  static func number(_ text: String) -> String? {
    let plain = String(text.last == "%" ? text.dropLast() : text[...]).replacing(",", with: ".")
    let isNumber =
      plain.utf8.first.map(isDigit) == true && plain.utf8.allSatisfy { isDigit($0) || $0 == 0x2E }
      && plain.utf8.filter { $0 == 0x2E }.count < 2
    // A comma before three digits may group them.
    let decimals = text.split(separator: ",").last?.prefix { $0.isNumber }.count ?? 0
    return isNumber && !(text.contains(",") && decimals == 3) ? plain : nil
  }

  /// The number of an entry: `#12`, `+12`. With letters it is the number of something else.
  static func digits(_ text: String) -> String? {
    let digits = text.drop { "#+ ".contains($0) }
    return !digits.isEmpty && digits.utf8.allSatisfy(isDigit) ? String(digits) : nil
  }

  /// A revision: `12`, `rev 12`.
  static func revision(_ text: String) -> String? {
    let text = text.lowercased()
    let number = text.hasPrefix("rev") ? text.dropFirst(3).drop { ":=- ".contains($0) } : text[...]
    return digits(String(number)).map { "rev:\($0)" }
  }

  /// A list with commas alone: `INV-1; INV-2`.
  static func list(_ text: String) -> String? {
    let pieces = text.split { ",; ".contains($0) }
    return pieces.isEmpty ? nil : pieces.joined(separator: ",").replacing("=", with: ":")
  }

  /// An id without the signs around it.
  static func identifier(_ text: String) -> String? {
    let isSign = { (character: Character) in !character.isLetter && !character.isNumber }
    var id = text.drop(while: isSign)
    while let last = id.last, isSign(last) { id.removeLast() }
    return Arguments.isIdentifier(String(id)) ? String(id) : nil
  }

  static func reference(_ text: String) -> String? {
    let pieces = text.utf8.split { !isNameByte($0) }.map { String(decoding: $0, as: UTF8.self) }
    let joined = pieces.joined(separator: "-")
    return (1...Limits.referenceBytes).contains(joined.utf8.count) ? joined : nil
  }

  /// The zones that a text that is no zone's name may mean.
  static func zones(_ text: String) -> [String] {
    let meant = Zone.meant(by: text).map(\.name)
    // With a digit in it, such as `UTC-5`, it says how far clocks are ahead, and no name is near.
    if !meant.isEmpty || text.utf8.contains(where: isDigit) { return meant }
    return [nearest(text, in: Zone.names)].compactMap(\.self)
  }
}
