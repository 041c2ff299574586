public import PiperollLedger

/// How what a debtor owes came about since the itemization date: 12 CFR 1006.34(c)(2)(vi) to (ix).
/// Then + interest + fees - payments - credits = now.
public struct Itemization: Equatable, Sendable {
  /// The itemization date.
  public let date: Day
  /// What was owed at its end.
  public private(set) var then: Money
  /// Interest charged since.
  public private(set) var interest = Money.zero
  /// Fees charged since.
  public private(set) var fees = Money.zero
  /// What came in since.
  public private(set) var payments = Money.zero
  /// What was credited since.
  public private(set) var credits = Money.zero
  /// What is owed by now.
  public let now: Money

  /// The itemization of an account by the end of a day, from its entries.
  ///
  /// It is nil where the account has no itemization date by then, or where it does not tie:
  /// something else has moved the balance since, such as another invoice or a write-off, or more of
  /// a kind was taken back than there was.
  public init?(_ book: borrowing Book, _ account: UInt32, on day: Day) {
    guard let date = book.assignment(of: account, on: day).itemized, date <= day else { return nil }
    self.date = date
    then = book.balance(of: account, asOf: date)
    now = book.balance(of: account, asOf: day)
    var others = Money.zero
    for number in book.entryNumbers(of: account) {
      let entry = book.entries[Int(number) - 1]
      guard entry.effective > date, entry.effective <= day else { continue }
      let effect = book.effect(of: number, on: account)
      if effect != .zero { add(effect, of: number, book, others: &others) }
    }
    let ties = then + interest + fees - payments - credits == now
    guard ties, others == .zero,
      [then, interest, fees, payments, credits, now].allSatisfy({ $0 >= .zero })
    else { return nil }
  }

  /// Adds an entry's effect to its column; a reversal's to the column of what it reverses.
  private mutating func add(
    _ effect: Money, of number: EntryNumber, _ book: borrowing Book, others: inout Money
  ) {
    let entry = book.entries[Int(number) - 1]
    switch entry.kind {
    case .reverse: add(effect, of: EntryNumber(entry.subject), book, others: &others)
    case .interest: interest += effect
    case .charge:
      if book.items[entry.subject].kind == .interest { interest += effect } else { fees += effect }
    case .payment: payments -= effect
    case .credit: credits -= effect
    // A debit adjustment is neither interest nor a fee.
    case .adjust where entry.effect < .zero: credits -= effect
    default: others += effect
    }
  }
}
