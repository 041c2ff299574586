extension Rule {
  static let cardNumber = Rule(
    "card_number", .invalid, "a text holds a payment card number")
  static let amountZero = Rule(
    "amount_zero", .invalid, "an amount of zero")
  static let totalTooLarge = Rule(
    "total_too_large", .invalid, "a total would pass 4,000,000,000,000,000,000 minor units")

  static let ofValues = [cardNumber, amountZero, totalTooLarge]
}

extension Refusal {
  /// A text contains something that reads as a payment card number.
  public static var cardNumber: Refusal {
    Refusal(.cardNumber, "the text holds a payment card number; those are never stored")
  }

  /// An amount that must be more than zero is zero.
  public static var amountZero: Refusal { Refusal(.amountZero, "the amount is zero") }

  /// A sum in the book, in an item or in a report would be more than it can hold.
  public static var totalTooLarge: Refusal {
    Refusal(.totalTooLarge, "the total would be more than the book can hold")
  }
}
