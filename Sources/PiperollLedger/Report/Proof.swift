/// The proof of a report: what it shows and what it leaves out must add up to a sum that was
/// computed in another way.
public struct Proof: Sendable {
  public let currency: Currency
  /// The sum of the report's rows.
  public internal(set) var shown = Money.zero
  /// The sum of the accounts that the report is not about.
  public internal(set) var others = Money.zero
  /// The sum of all accounts, computed in another way.
  public let control: Money
  /// Zero, unless the book is damaged.
  public var difference: Money { shown + others - control }
}

extension [Proof] {
  /// Adds a proof for a currency that has none yet, because nothing was posted in it: its control
  /// is zero.
  mutating func demand(_ currency: Currency) {
    guard !contains(where: { $0.currency == currency }) else { return }
    append(Proof(currency: currency, control: .zero))
  }

  /// Adds an amount to `shown` or `others` of its currency.
  mutating func add(_ amount: Money, _ currency: Currency, isShown: Bool) {
    // A currency in which something was posted has a proof. In a damaged book it may have none:
    // then the amount goes to another currency, whose sums no longer agree.
    let place = firstIndex { $0.currency == currency } ?? 0
    guard amount != .zero, place < count else { return }
    if isShown { self[place].shown += amount } else { self[place].others += amount }
  }
}

extension Book {
  /// A proof for each currency of the book. Nothing is shown yet.
  /// - Parameter controls: the control sums, in the order of `Book.controls`.
  func proofs(_ controls: [Money]) -> [Proof] {
    controls.enumerated().map { Proof(currency: self.controls[$0].currency, control: $1) }
  }
}
