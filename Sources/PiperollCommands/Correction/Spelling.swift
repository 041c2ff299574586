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

  /// A filter with the signs of SQL and programming languages, or with a misspelt field.
  static func filter(_ text: String, _ today: Day) -> String? {
    var filter = text.replacing("==", with: "=").replacing("<>", with: "!=")
      .replacing("&&", with: " and ").replacing("||", with: " or ").replacing("\"", with: "'")
      .replacing("=>", with: ">=").replacing("=<", with: "<=")
    for _ in 0..<Filter.testsMax {
      do throws(FilterFault) {
        _ = try FilterReader.read(Array(filter.utf8), today: today)
        return filter
      } catch {
        guard let next = mended(filter, at: error.offset) else { return nil }
        filter = next
      }
    }
    return nil
  }

  /// The word at fault is a misspelt field, or goes on with a text that lacks its quotes.
  private static func mended(_ filter: String, at offset: Int) -> String? {
    let bytes = Array(filter.utf8)
    let isWordByte = { (byte: UInt8) in isLetter(byte) || isDigit(byte) || byte == 0x2D }
    guard offset < bytes.count else { return nil }
    let end = bytes[offset...].firstIndex { !isWordByte($0) } ?? bytes.count
    let word = String(decoding: bytes[offset..<end], as: UTF8.self)
    if let field = nearest(word.lowercased(), in: FilterField.words), field != word.lowercased() {
      return String(decoding: bytes[..<offset] + field.utf8 + bytes[end...], as: UTF8.self)
    }
    return quoted(filter, around: offset)
  }

  /// Puts quotes around a text with blanks: from its comparison to the next `and`, `or` or the end.
  private static func quoted(_ filter: String, around offset: Int) -> String? {
    let bytes = Array(filter.utf8)
    guard let sign = bytes[..<offset].lastIndex(where: { $0 == 0x3D || $0 == 0x7E }) else {
      return nil
    }
    let behind = String(decoding: bytes[(sign + 1)...], as: UTF8.self)
    let joints = [" and ", " or "].compactMap { behind.firstRange(of: $0)?.lowerBound }
    let constant = behind[..<(joints.min() ?? behind.endIndex)]
    let text = constant.drop { $0 == " " }
    if text.isEmpty || text.contains("'") || text.contains("(") { return nil }
    let before = String(decoding: bytes[...sign], as: UTF8.self)
    return before + " '\(text)'" + behind[constant.endIndex...]
  }
}
