extension Rule {
  static let loanNotFound = Rule(
    "loan_not_found", .notFound, "the account has no loan (on that day)")
  static let accountNotLoan = Rule(
    "account_not_loan", .invalid, "a loan on an account that is not of the kind loan")
  static let loanExists = Rule(
    "loan_exists", .invalid, "the account has a loan already")

  static let ofLoans = [loanNotFound, accountNotLoan, loanExists]
}

extension Refusal {
  /// The account has no loan, or had none on that day.
  public static var loanNotFound: Refusal {
    Refusal(.loanNotFound, "the account has no loan on that day")
  }

  static var accountNotLoan: Refusal {
    Refusal(
      .accountNotLoan, "money is lent on accounts of the kind loan; open one for it")
  }

  /// - Parameter number: the entry that granted the existing loan.
  static func loanExists(_ number: EntryNumber) -> Refusal {
    Refusal(
      .loanExists, "entry \(number) is the account's loan; open another account for a new one")
  }
}
