/// What a report shows, what it leaves out, and what both must come to by another way.
public struct Proof: Sendable {
  public let currency: Currency
  /// What the report's rows come to.
  public internal(set) var shown = Money.zero
  /// What the accounts that it is not about come to.
  public internal(set) var others = Money.zero
  /// The same of all accounts, from elsewhere.
  public let control: Money
  /// Zero, unless the book is damaged.
  public var difference: Money { shown + others - control }
}

extension [Proof] {
  /// Makes a proof for a currency in which nothing may have been posted: it comes to nothing.
  mutating func demand(_ currency: Currency) {
    guard !contains(where: { $0.currency == currency }) else { return }
    append(Proof(currency: currency, control: .zero))
  }

  /// Adds an amount to what is shown in its currency, or to the others.
  mutating func add(_ amount: Money, _ currency: Currency, isShown: Bool) {
    // A currency in which something was posted has its totals. In a damaged book it may not: then
    // those of another do not tie.
    let place = firstIndex { $0.currency == currency } ?? 0
    guard amount != .zero, place < count else { return }
    if isShown { self[place].shown += amount } else { self[place].others += amount }
  }
}

extension Book {
  /// A proof for each currency of the book, with nothing shown yet.
  func proofs(_ controls: [Money]) -> [Proof] {
    controls.enumerated().map { Proof(currency: self.controls[$0].currency, control: $1) }
  }
}
