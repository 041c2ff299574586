/// Finds payment card numbers in free text, so that none is ever stored (PCI DSS v4, 3.5.1).
///
/// A card number is 13 to 19 digits, with blanks and hyphens between them allowed. It has the
/// prefix and length of a known issuer (ISO/IEC 7812), and a correct check digit (Luhn). The prefix
/// is needed because the Luhn check alone accepts one in ten bank trace numbers.
public enum CardNumber {
  private static let digitsMin = 13
  private static let digitsMax = 19

  /// Whether a text contains a card number.
  public static func isIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isIn(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a text's UTF-8 bytes contain a card number.
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

  /// The last digits of a run of digit groups with blanks or hyphens between them. A run may hold
  /// more than a card number, such as a date before it, so every sequence of whole groups is tried.
  /// A part of a group is not tried, because it is more likely a part of a longer number.
  private struct Run {
    /// The last digits, four bits each, with the last digit in the lowest bits. There is room for
    /// more digits than a card number has.
    private var digits: UInt128 = 0
    /// One bit for each digit; it is set where a group begins.
    private var starts: UInt32 = 0
    private var isInGroup = false

    mutating func add(_ digit: UInt8) {
      digits = digits << 4 | UInt128(digit)
      starts = starts << 1 | (isInGroup ? 0 : 1)
      isInGroup = true
    }

    /// Ends a group. Returns whether a card number ends with that group.
    mutating func endGroup() -> Bool {
      if !isInGroup { return false }
      isInGroup = false
      for count in digitsMin...digitsMax where starts >> UInt32(count - 1) & 1 == 1 {
        if isIssued(count), passesLuhn(count) { return true }
      }
      return false
    }

    /// A digit, by its place counted from the last digit.
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
