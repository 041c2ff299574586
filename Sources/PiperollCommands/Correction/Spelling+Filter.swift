import PiperollLedger
import PiperollWire

// Filters as people spell them elsewhere.

extension Spelling {
  /// A filter with the signs of SQL and programming languages, with a misspelt field, or with
  /// values in another form. Where a value can mean two things it has `<amount>` or `<date>` in its
  /// place.
  static func filter(_ text: String, _ today: Day) -> String? {
    var filter = text.replacing("==", with: "=").replacing("<>", with: "!=")
      .replacing("&&", with: " and ").replacing("||", with: " or ").replacing("\"", with: "'")
      .replacing("=>", with: ">=").replacing("=<", with: "<=")
    for _ in 0..<Filter.testsMax {
      do throws(FilterFault) {
        _ = try FilterReader.read(Array(filter.utf8), today: today)
        return filter
      } catch {
        guard let next = mended(filter, at: error.offset, today) else { return nil }
        filter = next
        if hasBlank(filter) { return filter }
      }
    }
    return nil
  }

  /// Whether a filter leaves a value to the user.
  static func hasBlank(_ filter: String) -> Bool {
    blanks.contains { filter.contains($0) }
  }

  private static let blanks = ["amount", "date"].map(MeantLine.blank)

  /// What is at fault is a value in another form, a misspelt field, or a text without its quotes.
  private static func mended(_ filter: String, at offset: Int, _ today: Day) -> String? {
    let bytes = Array(filter.utf8)
    if let faulty = FaultyComparison(bytes, around: offset), let value = faulty.meant(today) {
      return String(
        decoding: bytes[..<faulty.place.lowerBound] + value.utf8
          + bytes[faulty.place.upperBound...], as: UTF8.self)
    }
    guard offset < bytes.count else { return nil }
    let end = bytes[offset...].firstIndex { !isWordByte($0) } ?? bytes.count
    let word = String(decoding: bytes[offset..<end], as: UTF8.self)
    if let field = nearest(word.lowercased(), in: FilterField.words), field != word.lowercased() {
      return String(decoding: bytes[..<offset] + field.utf8 + bytes[end...], as: UTF8.self)
    }
    return quoted(filter, around: offset)
  }

  fileprivate static func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-")
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

/// A comparison of a filter, the value of which is at fault.
private struct FaultyComparison {
  let field: FilterField
  /// The value without quotes around it.
  let value: String
  /// Where the value stands, with its quotes.
  let place: Range<Int>

  /// Nil if the fault is in no value.
  init?(_ bytes: [UInt8], around offset: Int) {
    let signs = "=<>!~".utf8
    guard let sign = bytes[..<min(offset, bytes.count)].lastIndex(where: { signs.contains($0) })
    else { return nil }
    let before = bytes[..<sign].reversed().drop { signs.contains($0) || $0 == 0x20 }
    let name = Array(before.prefix(while: Spelling.isWordByte).reversed())
    guard let field = FilterField(word: String(decoding: name, as: UTF8.self).lowercased()) else {
      return nil
    }
    // In bytes: some letters are longer in lower case.
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    let behind = bytes[(sign + 1)...].map { capitals.contains($0) ? $0 | 0x20 : $0 }
    let joints = [" and ", " or ", ")"].compactMap { behind.firstRange(of: Array($0.utf8)) }
    let length = joints.map(\.lowerBound).min() ?? behind.count
    var place = sign + 1..<sign + 1 + length
    while let first = bytes[place].first, first == 0x20 { place = place.dropFirst() }
    while let last = bytes[place].last, last == 0x20 { place = place.dropLast() }
    let value = String(decoding: bytes[place], as: UTF8.self)
    guard place.contains(offset), !value.utf8.contains(where: { signs.contains($0) || $0 == 0x28 })
    else { return nil }
    (self.field, self.place) = (field, place)
    self.value =
      value.trimmingPrefix("'").hasSuffix("'")
      ? String(value.trimmingPrefix("'").dropLast()) : value
  }

  /// The value that was meant; nil where that is not known.
  func meant(_ today: Day) -> String? {
    let meant: String? =
      switch field.kind {
      case .text, .symbol: nil
      case .money: Spelling.amount(value, .usd) ?? (isAmount ? MeantLine.blank("amount") : nil)
      case .date:
        DateHint.meant(by: value, today: today)
          ?? (value.utf8.contains(where: isDigit) ? MeantLine.blank("date") : nil)
      case .count: Spelling.number(value.lowercased().replacing(" days", with: ""))
      case .choice: nearest(value.lowercased(), in: field.choices)
      case .currency: Currency(code: value.uppercased())?.code
      case .holdKinds: nearest(value.lowercased(), in: HoldKind.words)
      }
    return meant == value ? nil : meant
  }

  /// Whether the value is an amount in some form: digits, with groups and a currency's sign.
  private var isAmount: Bool {
    value.contains { $0.isNumber } && value.allSatisfy { $0.isNumber || ",. $€£¥-".contains($0) }
  }
}
