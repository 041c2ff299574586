/// What an account has to pay on a day so that it owes nothing at the end of that day.
public struct Payoff: Sendable {
  /// The day on which it would be paid.
  public let day: Day
  /// The open principal of money lent.
  public private(set) var principal = Money.zero
  /// The open interest that was charged.
  public private(set) var interest = Money.zero
  /// The open fees and costs.
  public private(set) var fees = Money.zero
  /// What is open of all other items.
  public private(set) var other = Money.zero
  /// Interest that has accrued by the day and was not charged by then; below zero if too much was
  /// charged.
  public let accrued: Money
  /// Credit that is not applied to any item.
  public private(set) var unapplied = Money.zero
  /// The interest that each further day adds.
  public let perDiem: Money
  /// The last day for which interest was charged; nil if none was.
  public let chargedThrough: Day?

  /// The amount to pay; below zero if the debtor has credit left.
  public var total: Money { principal + interest + fees + other + accrued - unapplied }

  /// - Parameter day: may be in the future: the result then assumes that nothing else happens
  ///   before.
  public init(
    _ book: borrowing Book, account: UInt32, on day: Day
  ) throws(Refusal) {
    self.day = day
    let timeline = InterestTimeline(book, account)
    let charged = book.chargedInterest(of: account, asOf: day)
    accrued = timeline.sum(through: day).rounded - charged.amount
    // Such an amount can be neither charged nor paid, and `rounded` may have cut it.
    if accrued > .largest { throw .totalTooLarge }
    chargedThrough = charged.through
    perDiem = timeline.perDiem(after: day)
    for open in book.openItems(of: account, asOf: day) {
      switch book.items[open.item].kind {
      case .principal: principal += open.left
      case .interest: interest += open.left
      case .fee, .late, .court, .repossession, .nsf: fees += open.left
      case .invoice, .adjustment, .refund, .transfer, .recovery: other += open.left
      }
    }
    unapplied = book.unapplied(of: account, asOf: day)
  }
}
