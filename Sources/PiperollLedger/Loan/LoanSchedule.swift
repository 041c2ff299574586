/// When a loan is to be paid back, and what each instalment is made of: as it was granted, whatever
/// happened since.
///
/// It is played as the ledger itself would if every instalment came on its day: the interest to
/// that day is charged, rounded over all days since the grant, the money goes to the interest and
/// then to the principal, and interest that is left over bears none.
public struct LoanSchedule: Sendable {
  /// What is to be paid on a day.
  public struct Instalment: BitwiseCopyable, Equatable, Sendable {
    public let due: Day
    /// What of it is principal.
    public let principal: Money
    /// What of it is interest.
    public let interest: Money
    /// Both together.
    public var amount: Money { principal + interest }
  }

  /// In the order of their days.
  public private(set) var instalments: [Instalment] = []

  /// - Parameter instalment: what is paid each time; the last takes the rest.
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
