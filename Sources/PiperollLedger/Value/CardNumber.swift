/// Finds payment card numbers in free text, so that none is ever stored (PCI DSS v4, 3.5.1).
///
/// A card number is 13 to 19 digits, blanks and hyphens between them allowed, with a known issuer's
/// prefix and length (ISO/IEC 7812) and a right check digit (Luhn). The prefix matters: Luhn alone
/// takes every tenth trace number for a card.
public enum CardNumber {
  /// Whether a card's number stands anywhere in a text.
  public static func isIn(_ text: String) -> Bool {
    if text.utf8.count < 13 { return false }
    var run = Run()
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): run.add(byte - UInt8(ascii: "0"))
      case UInt8(ascii: " "), UInt8(ascii: "-"): run.endGroup()
      default:
        if hasCard(run) { return true }
        run = Run()
      }
    }
    return hasCard(run)
  }

  /// Digits in groups with blanks or hyphens between them.
  private struct Run {
    var digits: [UInt8] = []
    /// Where the groups begin in `digits`.
    var starts: [Int] = []
    private var isInGroup = false

    mutating func add(_ digit: UInt8) {
      if !isInGroup { starts.append(digits.count) }
      isInGroup = true
      digits.append(digit)
    }

    mutating func endGroup() { isInGroup = false }
  }

  /// A run may hold more than a card (a date before it): every sequence of whole groups is tried. A
  /// part of a group is no card: that is how a longer number would be taken for one.
  private static func hasCard(_ run: Run) -> Bool {
    guard run.digits.count >= 13 else { return false }
    let ends = Array(run.starts.dropFirst()) + [run.digits.count]
    for (group, start) in run.starts.enumerated() {
      // No group is empty, so only the next few ends are in reach: the time is the text's length.
      for end in ends[group...].prefix(while: { $0 - start <= 19 }) where end - start >= 13 {
        let digits = run.digits[start..<end]
        if isIssued(digits), passesLuhn(digits) { return true }
      }
    }
    return false
  }

  private static func isIssued(_ digits: ArraySlice<UInt8>) -> Bool {
    let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    return switch (four, digits.count) {
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

  private static func passesLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let doubled = place % 2 == 1 ? Int(digit) * 2 : Int(digit)
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }
}
