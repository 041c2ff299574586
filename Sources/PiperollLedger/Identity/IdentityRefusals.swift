extension Rule {
  static let callLocked = Rule(
    "call_locked", .invalid,
    "a caller has said \(Identified.missesMax) times on this call what does not fit")
  static let nothingToCompare = Rule(
    "nothing_to_compare", .invalid,
    "the book knows nothing that could be compared with what a caller said")
  static let notToBeTold = Rule(
    "not_to_be_told", .invalid, "the contact is none of those who may be told of the debt")

  static let ofIdentities = [callLocked, nothingToCompare, notToBeTold]
}

extension Refusal {
  static var callLocked: Refusal {
    Refusal(
      .callLocked,
      "what they said did not fit \(Identified.missesMax) times; say nothing of the debt, end this"
        + " call, and call a number that is known to be theirs")
  }

  /// - Parameter known: what could be compared.
  static func nothingToCompare(_ account: String, known: FactorSet) -> Refusal {
    Refusal(
      .nothingToCompare,
      known.isEmpty
        ? "the book knows nothing to ask of anybody on \(account) who may be told of the debt; POST"
          + " AMEND contact born= ssn4= address= adds it"
        : "the book does not know that of anybody on \(account) who may be told of the debt; ask"
          + " for \(known.text)")
  }

  static func notToBeTold(
    _ contact: EntryNumber, _ role: ContactRole, _ account: String
  ) -> Refusal {
    Refusal(
      .notToBeTold,
      "contact \(contact) is no debtor of \(account), stands for none, and none has named them as"
        + " one who may be told: POST PREFER allow share with=\(contact)")
  }
}
