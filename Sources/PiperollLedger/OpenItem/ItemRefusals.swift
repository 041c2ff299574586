extension Rule {
  static let invoiceNotFound = Rule(
    "invoice_not_found", .notFound, "no invoice or other item has that number (there)")
  static let invoiceAmbiguous = Rule(
    "invoice_on_several_accounts", .ambiguous,
    "several accounts have that number; give `account=`")
  static let invoiceExists = Rule(
    "invoice_exists", .invalid, "the account has an item of that number")
  static let dueBeforeDate = Rule(
    "due_before_date", .invalid, "due before the item's date")

  static let ofItems = [invoiceNotFound, invoiceAmbiguous, invoiceExists, dueBeforeDate]
}

extension Refusal {
  /// No item has the number, or none on the given account.
  public static func invoiceNotFound(_ number: String) -> Refusal {
    Refusal(.invoiceNotFound, "no item \(number) there")
  }

  /// Items of several accounts have the number.
  public static func invoiceAmbiguous(_ number: String) -> Refusal {
    Refusal(
      .invoiceAmbiguous, "invoice \(number) is on several accounts; name one with account=")
  }

  /// An item of the account has the number already.
  static func invoiceExists(_ number: String) -> Refusal {
    Refusal(.invoiceExists, "the account already has an item \(number)")
  }

  static var dueBeforeDate: Refusal {
    Refusal(.dueBeforeDate, "the due date is before the item's date")
  }
}
