/// Finds payment card numbers in free text, so that none is ever stored (PCI DSS v4, 3.5.1).
///
/// A card number is 13 to 19 digits, blanks and hyphens between them allowed, with a known issuer's
/// prefix and length (ISO/IEC 7812) and a right check digit (Luhn). The prefix matters: Luhn alone
/// takes every tenth trace number for a card.
public enum CardNumber {
  private static let digitsMin = 13
  private static let digitsMax = 19

  /// Whether a card's number stands anywhere in a text.
  public static func isIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isIn(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a card's number stands anywhere in a text's UTF-8.
  public static func isIn(_ text: UnsafeRawBufferPointer) -> Bool {
    if text.count < digitsMin { return false }
    var run = Run()
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): run.add(byte - UInt8(ascii: "0"))
      case UInt8(ascii: " "), UInt8(ascii: "-"): if run.endGroup() { return true }
      default:
        if run.endGroup() { return true }
        run = Run()
      }
    }
    return run.endGroup()
  }

  /// The last digits of a run of groups with blanks or hyphens between them. It may hold more than
  /// a card (a date before it), so every sequence of whole groups is tried. A part of a group is no
  /// card: that is how a longer number would be taken for one.
  private struct Run {
    /// Four bits each, the last one lowest: more than a card has.
    private var digits: UInt128 = 0
    /// A bit for each of them, set where a group begins.
    private var starts: UInt32 = 0
    private var isInGroup = false

    mutating func add(_ digit: UInt8) {
      digits = digits << 4 | UInt128(digit)
      starts = starts << 1 | (isInGroup ? 0 : 1)
      isInGroup = true
    }

    /// Whether a card's number ends with the group that ends here.
    mutating func endGroup() -> Bool {
      if !isInGroup { return false }
      isInGroup = false
      for count in digitsMin...digitsMax where starts >> UInt32(count - 1) & 1 == 1 {
        if isIssued(count), passesLuhn(count) { return true }
      }
      return false
    }

    /// One of the last so many digits, counted from the last.
    private func digit(_ place: Int) -> Int { Int(truncatingIfNeeded: digits >> (place * 4)) & 15 }

    private func isIssued(_ count: Int) -> Bool {
      let four = (1...4).reduce(0) { $0 * 10 + digit(count - $1) }
      return switch (four, count) {
      case (4000...4999, 13), (4000...4999, 16), (4000...4999, 19): true  // Visa
      case (5100...5599, 16), (2221...2720, 16): true  // Mastercard
      case (3400...3499, 15), (3700...3799, 15): true  // American Express
      case (6011, 16...19), (6440...6599, 16...19): true  // Discover
      case (3000...3059, 14), (3095, 14), (3600...3699, 14), (3800...3999, 14): true  // Diners Club
      case (3528...3589, 16...19): true  // JCB
      case (6200...6299, 16...19): true  // UnionPay
      default: false
      }
    }

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
