/// From this day on, an amount on an account that matters for interest is another.
struct InterestChange {
  var day: Day
  /// By how much what bears interest changes, in minor units, before money is taken off it.
  var bears: Int64 = 0
  /// How the days of `bears` are counted.
  var dayCount = DayCount.actual365
  /// By how much the money changes that may cover interest or what bears it.
  var money: Int64 = 0
  /// The part of it that covers accrued interest first.
  var covering: Int64 = 0
  /// By how much the money that was applied to charged interest changes.
  var onInterest: Int64 = 0
  var rate: InterestRate?
}

/// What bears interest from a day on, and what has accrued by then.
struct InterestState {
  private(set) var day = Day.first
  private(set) var sum = InterestSum()
  private var rate = InterestRate.zero
  /// The amounts that bear interest, for each way to count days.
  private var actual: Int64 = 0
  private var thirty: Int64 = 0
  /// The money on the account that was not applied to other items for good.
  private var money: Int64 = 0
  /// How much of the money covers accrued interest. The rest is taken off what bears. What covers
  /// interest is decided when the money comes, so interest that accrues later does not bear any.
  private var covered: Int64 = 0

  /// Takes the changes of all days for which the body holds.
  /// - Parameter changes: sorted by day.
  mutating func take(_ changes: [InterestChange], while isIncluded: (Day) -> Bool) {
    var place = 0
    while place < changes.count, isIncluded(changes[place].day) {
      let next = changes[place].day
      sum += interest { $0.days(from: day, to: next) }
      day = next
      var (covering, onInterest) = (Int64(0), Int64(0))
      while place < changes.count, changes[place].day == next {
        take(changes[place])
        covering &+= changes[place].covering
        onInterest &+= changes[place].onInterest
        place += 1
      }
      cover(covering, onInterest)
    }
  }

  // A sum of changes within a day may overflow in between, but comes back into range.
  private mutating func take(_ change: InterestChange) {
    if let rate = change.rate { self.rate = rate }
    switch change.dayCount {
    case .actual365: actual &+= change.bears
    case .thirty360: thirty &+= change.bears
    }
    money &+= change.money
  }

  /// Decides how much of the day's new money covers interest.
  private mutating func cover(_ covering: Int64, _ onInterest: Int64) {
    let new = max(covering, onInterest)
    if new > 0 { covered += min(new, max(0, sum.rounded.minor - covered)) }
    covered = max(0, min(covered, money))
  }

  /// The interest on what bears less the money that is taken off it. Money is taken first off what
  /// is not lent, because that is due first.
  func interest(_ days: (DayCount) -> Int) -> InterestSum {
    var (sum, free) = (InterestSum(), max(0, money - covered))
    func add(_ minor: Int64, _ dayCount: DayCount) {
      let taken = min(free, max(0, minor))
      free -= taken
      if minor > taken { sum.add(minor - taken, rate, days: days(dayCount), dayCount) }
    }
    add(actual, .actual365)
    add(thirty, .thirty360)
    return sum
  }
}
