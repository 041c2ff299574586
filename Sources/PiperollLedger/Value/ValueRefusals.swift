extension Rule {
  static let cardNumber = Rule(
    "card_number", .invalid, "a value holds a payment card number")
  static let amountZero = Rule(
    "amount_zero", .invalid, "an amount of zero")
  static let totalTooLarge = Rule(
    "total_too_large", .invalid, "a total would pass 4,000,000,000,000,000,000 minor units")

  static let ofValues = [cardNumber, amountZero, totalTooLarge]
}

extension Refusal {
  /// Whether the request alone is at fault, so that any book would refuse it.
  public var isOfRequest: Bool { rule == .cardNumber }

  /// A value contains something that reads as a payment card number. The refusal does not repeat
  /// it.
  /// - Parameter key: the argument that has the value.
  public static func cardNumber(in key: String) -> Refusal {
    Refusal(
      .cardNumber,
      "\(key) holds a payment card number, which is never stored; leave it out, or give its first"
        + " six and last four digits: 123456******3456", key: key)
  }

  /// An amount that must be more than zero is zero.
  public static var amountZero: Refusal { Refusal(.amountZero, "the amount is zero") }

  /// A sum in the book, in an item or in a report would be more than it can hold.
  public static var totalTooLarge: Refusal {
    Refusal(.totalTooLarge, "the total would be more than the book can hold")
  }
}
