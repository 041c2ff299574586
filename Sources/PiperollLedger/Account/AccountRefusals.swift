extension Rule {
  static let accountNotFound = Rule(
    "account_not_found", .notFound, "no account has that id")
  static let accountExists = Rule(
    "account_exists", .invalid, "the id is taken")

  static let ofAccounts = [accountNotFound, accountExists]
}

extension Refusal {
  /// No account has the id.
  public static func accountNotFound(_ id: String) -> Refusal {
    Refusal(.accountNotFound, "there is no account \(id); LOOKUP NAME finds accounts by name")
  }

  /// An account has the id already.
  public static func accountExists(_ id: String) -> Refusal {
    Refusal(.accountExists, "account \(id) is already open")
  }
}
