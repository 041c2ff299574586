/// A refusal by the ledger: which rule a request would break, and what to tell a person. Nothing
/// has changed when one is thrown.
///
/// The refusals are in the folder of the noun that they are about. Each is a static member of this
/// type, with its rule above it (`Hold/HoldRefusals.swift` and similar files).
public struct Refusal: Error, Sendable {
  /// The rule, for scripts.
  public let rule: Rule
  /// The sentence, for people: what is wrong, and what to do instead.
  public let sentence: String
  /// The argument that is at fault, where it is one alone.
  public let key: String?

  init(_ rule: Rule, _ sentence: String, key: String? = nil) {
    self.rule = rule
    self.sentence = sentence
    self.key = key
  }
}

extension Refusal: Equatable {
  /// Refusals are equal if their rules are, whatever account or amount they name.
  public static func == (left: Refusal, right: Refusal) -> Bool { left.rule == right.rule }
}

extension Money {
  /// The amount as a sentence gives it: with its currency's decimals, and without the currency's
  /// code.
  func text(in currency: Currency) -> String { text(decimals: currency.decimals) }
}
