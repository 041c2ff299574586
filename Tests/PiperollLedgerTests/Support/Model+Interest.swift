import PiperollLedger

// Interest in the model, one day at a time: what was open at the day's end, at that day's rate.

extension Model {
  /// Numerators of two fractions of a minor unit: one for years of 365 days, one for years of 360.
  /// The denominators also contain the millionths of a percent.
  typealias Accrued = (actual: Int128, thirty: Int128)

  func accrued(_ account: Int, through last: Int) -> Accrued {
    var sum: Accrued = (0, 0)
    let mine = invoices.indices.filter { invoices[$0].account == account }
    guard let first = mine.map({ invoices[$0].date }).min(), first < last else { return sum }
    for day in first..<last {
      let rate = rate(account, on: day)
      if rate == 0 { continue }
      for place in mine
      where bearsInterest(invoices[place], on: day) && !isInterestHeld(place, on: day) {
        let bears = Int128(left(ofInvoice: place, asOf: day)) * Int128(rate)
        if dayCounts[invoices[place].entry] == .thirty360 {
          sum.thirty += bears * Int128(thirtyDays(after: day))
        } else {
          sum.actual += bears
        }
      }
    }
    return sum
  }

  private func bearsInterest(_ item: Invoice, on day: Int) -> Bool {
    switch item.kind {
    case .principal: item.date <= day
    case .invoice, .adjustment: item.due <= day
    default: false
    }
  }

  /// The rate on a day; of those set for one day, the later entry's.
  func rate(_ account: Int, on day: Int) -> UInt32 {
    var found: Rate?
    for rate in rates where rate.account == account && rate.from <= day {
      if rate.from >= found?.from ?? .min { found = rate }
    }
    return found?.rate.millionths ?? 0
  }

  /// How many days of a month with 30 days lie between a day and the next one.
  private func thirtyDays(after day: Int) -> Int {
    let (today, next) = (Play.day(day).civil, Play.day(day + 1).civil)
    if next.day == 31 { return 0 }
    return next.day == 1 ? 31 - min(today.day, 30) : 1
  }

  /// In minor units, a half rounded to the even one.
  static func rounded(_ sum: Accrued) -> Int64 {
    let whole = Int128(365) * 360 * 100_000_000
    let parts = sum.actual * 360 + sum.thirty * 365
    let units = parts / whole
    let twice = (parts - units * whole) * 2
    return Int64(twice > whole || (twice == whole && units % 2 == 1) ? units + 1 : units)
  }

  /// The charges that count at the end of a day.
  func chargedInterest(_ account: Int, asOf day: Int = .max - 1) -> [InterestCharge] {
    interestCharges.filter { charge in
      guard charge.account == account else { return false }
      if charge.amount > 0 {
        return isLive(invoice: invoices.firstIndex { $0.entry == charge.entry }!, day)
      }
      return isLive(credit: credits.firstIndex { $0.entry == charge.entry }!, day)
    }
  }
}
