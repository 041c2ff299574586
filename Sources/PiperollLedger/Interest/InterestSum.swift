/// Interest as a fraction that loses nothing: it is rounded where it is charged, and only there.
///
/// In the worst case, all that a currency may come to at the largest rate through all days of the
/// calendar, it is 5 * 10^36, and `Int128` holds 10^38.
struct InterestSum: Equatable {
  /// The parts of a minor unit that are counted: millionths of a percent, of either kind of year.
  private static let parts: Int128 = 100 * 1_000_000 * 365 * 360

  private var share: Int128

  private init(share: Int128) { self.share = share }

  /// Of nothing yet.
  init() { share = 0 }

  /// Adds what an amount bears in so many days.
  mutating func add(_ minor: Int64, _ rate: InterestRate, days: Int, _ count: DayCount) {
    let otherYear = count == .actual365 ? DayCount.thirty360 : .actual365
    share +=
      Int128(minor) * Int128(rate.millionths) * Int128(days) * Int128(otherYear.yearDays)
  }

  static func + (left: InterestSum, right: InterestSum) -> InterestSum {
    InterestSum(share: left.share + right.share)
  }
  static func += (left: inout InterestSum, right: InterestSum) { left = left + right }

  /// In minor units, half of one to the even; more than a book can hold is as much as it can.
  var rounded: Money {
    let (whole, rest) = share.magnitude.quotientAndRemainder(dividingBy: Self.parts.magnitude)
    let isMore = rest * 2 > Self.parts || (rest * 2 == Self.parts && whole % 2 == 1)
    let units = min(whole + (isMore ? 1 : 0), UInt128(Book.totalMax))
    return Money(minor: share < 0 ? -Int64(units) : Int64(units))
  }
}
