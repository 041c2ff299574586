/// The plan by which a loan is paid back: when each instalment is due and what it is made of. It is
/// the plan at the grant, whatever happened since.
///
/// It is computed as the ledger would book it if every instalment came on its day: interest up to
/// that day is charged, rounded over all days since the grant; the money pays the interest first
/// and then the principal; unpaid interest bears no interest.
public struct LoanSchedule: Sendable {
  /// An instalment: the amount that is due on a day.
  public struct Instalment: BitwiseCopyable, Equatable, Sendable {
    public let due: Day
    /// The part that pays principal.
    public let principal: Money
    /// The part that pays interest.
    public let interest: Money
    /// The whole amount.
    public var amount: Money { principal + interest }
  }

  /// The instalments, in the order of their days.
  public private(set) var instalments: [Instalment] = []

  /// - Parameter instalment: the amount of each instalment; the last one is the rest.
  public init(_ terms: LoanTerms, from granted: Day, instalment: Money) {
    var sum = InterestSum()
    var (principal, interest, charged) = (terms.principal, Money.zero, Money.zero)
    var day = granted
    instalments.reserveCapacity(terms.instalments)
    for number in 0..<terms.instalments {
      let due = terms.due(number)
      let days = terms.dayCount.days(from: day, to: due)
      sum.add(principal.minor, terms.rate, days: days, terms.dayCount)
      interest += sum.rounded - charged
      charged = sum.rounded
      day = due
      let isLast = number == terms.instalments - 1
      let pay = isLast ? principal + interest : min(instalment, principal + interest)
      let ofInterest = min(pay, interest)
      instalments.append(
        Instalment(due: due, principal: pay - ofInterest, interest: ofInterest))
      principal -= pay - ofInterest
      interest -= ofInterest
    }
  }
}
