/// What an account has to pay on a day to owe nothing at its end.
public struct Payoff: Sendable {
  /// The day at whose end nothing would be owed.
  public let day: Day
  /// What is open of money lent.
  public private(set) var principal = Money.zero
  /// What is open of charged interest.
  public private(set) var interest = Money.zero
  /// What is open of fees and costs.
  public private(set) var fees = Money.zero
  /// What is open of all else.
  public private(set) var other = Money.zero
  /// What has accrued by the day and was not charged by then; below zero, too much was charged.
  public let accrued: Money
  /// Credit that is set against nothing.
  public private(set) var unapplied = Money.zero
  /// What each day more costs.
  public let perDiem: Money
  /// The day through which interest was charged; nil: none was.
  public let chargedThrough: Day?

  /// All of it; below zero in the debtor's favour.
  public var total: Money { principal + interest + fees + other + accrued - unapplied }

  /// - Parameter day: may be ahead: then it is what would have to be paid, if nothing came between.
  public init(
    _ book: borrowing Book, account: UInt32, on day: Day
  ) throws(Refusal) {
    self.day = day
    let timeline = InterestTimeline(book, account)
    let charged = book.chargedInterest(of: account, asOf: day)
    accrued = timeline.sum(through: day).rounded - charged.amount
    // It could be neither charged nor paid, and might have been cut off.
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
    for credit in book.openCredits(of: account, asOf: day) { unapplied += credit.left }
  }
}
