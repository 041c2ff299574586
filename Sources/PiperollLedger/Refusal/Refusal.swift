/// A domain "no": which rule of the ledger an act would break, and what to tell a person. Nothing
/// has changed when one is thrown.
///
/// The refusals stand beside the noun that they are about, each a static member of this type with
/// its rule above it (`Hold/HoldRefusals.swift` and its like).
public struct Refusal: Error, Sendable {
  /// What scripts read.
  public let rule: Rule
  /// What people read: what is wrong, and what would do instead.
  public let sentence: String

  init(_ rule: Rule, _ sentence: String) {
    self.rule = rule
    self.sentence = sentence
  }
}

extension Refusal: Equatable {
  /// Equal are refusals by the same rule, whatever account or amount they name.
  public static func == (left: Refusal, right: Refusal) -> Bool { left.rule == right.rule }
}

extension Money {
  /// As a sentence names it: with the decimals of its currency, and without its code.
  func text(in currency: Currency) -> String { text(decimals: currency.decimals) }
}
