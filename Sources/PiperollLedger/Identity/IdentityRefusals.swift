extension Rule {
  static let callLocked = Rule(
    "call_locked", .invalid,
    "a caller has given wrong answers \(Identified.missesMax) times on this call")
  static let nothingToCompare = Rule(
    "nothing_to_compare", .invalid,
    "the book has nothing to compare a caller's answers with")
  static let notToBeTold = Rule(
    "not_to_be_told", .invalid, "the contact may not be told of the debt")

  static let ofIdentities = [callLocked, nothingToCompare, notToBeTold]
}

extension Refusal {
  static var callLocked: Refusal {
    Refusal(
      .callLocked,
      "their answers were wrong \(Identified.missesMax) times; say nothing of the debt, end this"
        + " call, and call a number that you know is theirs")
  }

  /// - Parameter known: what could be compared.
  static func nothingToCompare(_ account: String, known: FactorSet) -> Refusal {
    Refusal(
      .nothingToCompare,
      known.isEmpty
        ? "the book has nothing to ask a caller about \(account); add what you know of its people:"
          + " POST AMEND contact born= ssn4= address="
        : "the book does not have that of anybody of \(account) who may be told; ask for"
          + " \(known.text)")
  }

  static func notToBeTold(
    _ contact: EntryNumber, _ role: ContactRole, _ account: String
  ) -> Refusal {
    Refusal(
      .notToBeTold,
      "contact \(contact) may not be told of \(account): they neither owe it nor stand for who"
        + " does; if the debtor allows it, record that: POST PREFER allow share with=\(contact)")
  }
}
