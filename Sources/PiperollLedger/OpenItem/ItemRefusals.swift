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

  /// How many of the accounts that have an item of the same number are named.
  public static var ambiguousAccountsMax: Int { 5 }

  /// Items of several accounts have the number.
  /// - Parameter accounts: their ids. More than `ambiguousAccountsMax` are not named.
  public static func invoiceAmbiguous(_ number: String, of accounts: [String]) -> Refusal {
    let isMore = accounts.count > ambiguousAccountsMax
    let named = accounts.prefix(ambiguousAccountsMax).joined(separator: ", ")
    return Refusal(
      .invoiceAmbiguous,
      "several accounts have an item \(number): \(named)\(isMore ? " and more" : "");"
        + " name one with account=")
  }

  /// An item of the account has the number already.
  static func invoiceExists(_ number: String) -> Refusal {
    Refusal(.invoiceExists, "the account already has an item \(number)")
  }

  static var dueBeforeDate: Refusal {
    Refusal(.dueBeforeDate, "the due date is before the item's date")
  }
}
