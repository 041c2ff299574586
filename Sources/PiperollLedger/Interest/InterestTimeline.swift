/// Which amount bears interest on an account, and at which rate, on each day.
///
/// Money lent bears interest from the day of the grant; invoices do once they are past due. Fees,
/// costs and interest itself bear none, and nothing does on the days of a hold that blocks
/// interest. The amounts are those open at the end of each day as the book knows them now. So an
/// entry that is dated back changes the days since its date, and the next charge makes up for it.
struct InterestTimeline {
  /// From this day on, the open amount changes by `minor`, or the rate is another.
  private struct Change {
    var day: Day
    var minor: Int64 = 0
    var dayCount = DayCount.actual365
    var rate: InterestRate?
  }

  /// The changes, sorted by day.
  private var changes: [Change] = []
  /// The holds that keep interest from accruing.
  private var held: [HeldDays] = []

  init(_ book: borrowing Book, _ account: UInt32) {
    changes = book.rateSteps(of: account).map { Change(day: $0.from, rate: $0.rate) }
    if changes.isEmpty { return }
    held = book.heldDays(of: account, from: .interest)
    let dayCounts = book.dayCounts(ofLoansOf: account)
    book.forEachItem(of: account) { item in
      guard let from = book.interestStart(ofItem: item) else { return }
      addItem(item, from: from, dayCounts[item] ?? .actual365, book)
    }
    changes.sort { $0.day < $1.day }
  }

  private mutating func addItem(
    _ item: UInt32, from start: Day, _ dayCount: DayCount, _ book: borrowing Book
  ) {
    let row = book.items[item]
    let held = held.filter { $0.item == nil || $0.item == item }.map(\.days)
    add(row.amount, start, book.end(of: row), dayCount, but: held)
    book.forEachApplication(toItem: item) {
      let applied = book.applications[$0]
      let end = min(book.end(of: row), book.end(of: book.credits[applied.credit]))
      add(-applied.amount, max(start, applied.effective), end, dayCount, but: held)
    }
  }

  /// - Parameter held: days that bear no interest, sorted by their first days.
  private mutating func add(
    _ amount: Money, _ start: Day, _ end: Day, _ dayCount: DayCount, but held: [Range<Day>]
  ) {
    var from = start
    for days in held where days.upperBound > from {
      add(amount, from: from, to: min(days.lowerBound, end), dayCount)
      from = days.upperBound
    }
    add(amount, from: from, to: end, dayCount)
  }

  private mutating func add(_ amount: Money, from: Day, to: Day, _ dayCount: DayCount) {
    if from >= to { return }
    changes.append(Change(day: from, minor: amount.minor, dayCount: dayCount))
    if to != never { changes.append(Change(day: to, minor: -amount.minor, dayCount: dayCount)) }
  }

  /// The interest that has accrued by the end of a day.
  func sum(through last: Day) -> InterestSum {
    var (sum, state) = (InterestSum(), State())
    for change in changes where change.day < last {
      sum += state.interest { $0.days(from: state.day, to: change.day) }
      state.take(change)
    }
    return sum + state.interest { $0.days(from: state.day, to: last) }
  }

  /// The interest of one day, from the end of this day on; for 30/360 that of a day out of 360.
  func perDiem(after day: Day) -> Money {
    var state = State()
    for change in changes where change.day <= day { state.take(change) }
    return state.interest { _ in 1 }.rounded
  }

  /// The open amounts and the rate from a day on.
  private struct State {
    var day = Day.first
    private var rate = InterestRate.zero
    /// The open amounts, in minor units, for each way to count days.
    private var actual: Int64 = 0
    private var thirty: Int64 = 0

    mutating func take(_ change: Change) {
      day = change.day
      if let rate = change.rate { self.rate = rate }
      // A sum of changes within a day may overflow in between, but comes back into range.
      if change.dayCount == .actual365 { actual &+= change.minor } else { thirty &+= change.minor }
    }

    func interest(_ days: (DayCount) -> Int) -> InterestSum {
      var sum = InterestSum()
      if actual != 0 { sum.add(actual, rate, days: days(.actual365), .actual365) }
      if thirty != 0 { sum.add(thirty, rate, days: days(.thirty360), .thirty360) }
      return sum
    }
  }
}

extension Book {
  /// The day from whose end on an item bears interest; nil if it never does.
  fileprivate func interestStart(ofItem item: UInt32) -> Day? {
    switch items[item].kind {
    case .principal: items[item].date
    case .invoice, .adjustment: itemDue[item]
    case .fee, .late, .court, .repossession, .nsf, .interest, .refund, .transfer, .recovery: nil
    }
  }

  /// How days are counted for the principals of an account's loans, by the items' rows.
  fileprivate func dayCounts(ofLoansOf account: UInt32) -> [UInt32: DayCount] {
    var counts: [UInt32: DayCount] = [:]
    forEachLoan(of: account) { counts[loans[$0].item] = loans[$0].dayCount }
    return counts
  }
}
