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
  /// Adds an amount to what is shown in its currency, or to the others.
  mutating func add(_ amount: Money, _ currency: Currency, isShown: Bool) {
    guard let place = firstIndex(where: { $0.currency == currency }) else {
      precondition(amount == .zero, "a currency in which something was posted has its totals")
      return
    }
    if isShown { self[place].shown += amount } else { self[place].others += amount }
  }
}

extension Book {
  /// A proof for each currency of the book, with nothing shown yet.
  func proofs(_ controls: [Money]) -> [Proof] {
    controls.enumerated().map { Proof(currency: self.controls[$0].currency, control: $1) }
  }

  /// What is unapplied at the end of a day in each currency, in the order of `controls`.
  func unappliedTotals(asOf day: Day) -> [Money] {
    if day >= latestEffective { return (0..<controls.count).map { controls[$0].unapplied } }
    let (left, places) = (unappliedOfCredits(asOf: day), controlOfAccount())
    var totals = [Money](repeating: .zero, count: controls.count)
    for credit in 0..<credits.count where left[credit] != .zero {
      totals[Int(places[Int(credits[credit].account)])] += left[credit]
    }
    return totals
  }

  /// What is open at the end of a day in each currency, in the order of `controls`: what the entries
  /// come to and what is unapplied.
  func openTotals(asOf day: Day) -> [Money] {
    if day >= latestEffective { return (0..<controls.count).map { controls[$0].receivables } }
    return zip(controlTotals(asOf: day), unappliedTotals(asOf: day)).map { $0 + $1 }
  }

  /// What entries of a period come to in each currency, in the order of `controls`.
  /// - Parameter effect: what one comes to; it may look at others.
  func totals(from first: Day, to last: Day, _ effect: (EntryRow) -> Money) -> [Money] {
    let places = controlOfAccount()
    var totals = [Money](repeating: .zero, count: controls.count)
    for page in 0..<entries.pageCount {
      for row in entries.page(page) where row.hasAccount && first <= row.effective {
        if row.effective <= last { totals[Int(places[Int(row.account)])] += effect(row) }
      }
    }
    return totals
  }
}
