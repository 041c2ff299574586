/// Interest as an exact fraction. It is rounded only when it is charged.
///
/// The worst case is the most that a currency may come to, at the largest rate, through all days of
/// the calendar: 5 * 10^36. `Int128` holds 10^38.
struct InterestSum: Equatable {
  /// How many parts a minor unit is divided into: millionths of a percent, for days of both kinds
  /// of year.
  private static let parts: Int128 = 100 * 1_000_000 * 365 * 360

  private var share: Int128

  private init(share: Int128) { self.share = share }

  /// Makes a sum of nothing.
  init() { share = 0 }

  /// Adds the interest on an amount, in minor units, for some days.
  mutating func add(_ minor: Int64, _ rate: InterestRate, days: Int, _ count: DayCount) {
    let otherYear = count == .actual365 ? DayCount.thirty360 : .actual365
    share +=
      Int128(minor) * Int128(rate.millionths) * Int128(days) * Int128(otherYear.yearDays)
  }

  static func + (left: InterestSum, right: InterestSum) -> InterestSum {
    InterestSum(share: left.share + right.share)
  }
  static func += (left: inout InterestSum, right: InterestSum) { left = left + right }

  /// In minor units, a half rounded to the even one. A sum beyond `Book.totalMax` is cut to it.
  var rounded: Money {
    let (whole, rest) = share.magnitude.quotientAndRemainder(dividingBy: Self.parts.magnitude)
    let isMore = rest * 2 > Self.parts || (rest * 2 == Self.parts && whole % 2 == 1)
    let units = min(whole + (isMore ? 1 : 0), UInt128(Book.totalMax))
    return Money(minor: share < 0 ? -Int64(units) : Int64(units))
  }
}
