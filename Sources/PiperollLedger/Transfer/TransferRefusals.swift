extension Rule {
  static let transferToItself = Rule(
    "transfer_to_itself", .invalid, "a transfer between an account and itself")
  static let currencyDiffers = Rule(
    "currency_differs", .invalid, "a transfer between accounts of two currencies")

  static let ofTransfers = [transferToItself, currencyDiffers]
}

extension Refusal {
  static var transferToItself: Refusal {
    Refusal(.transferToItself, "the two accounts are the same")
  }

  static func currencyDiffers(_ first: Currency, _ second: Currency) -> Refusal {
    Refusal(.currencyDiffers, "one account is in \(first.code), the other in \(second.code)")
  }
}
