import PiperollLedger

// Interest in the model, one day at a time: what bears it at the day's end, at that day's rate.

extension Model {
  /// Numerators of two fractions of a minor unit: one for years of 365 days, one for years of 360.
  /// The denominators also contain the millionths of a percent.
  typealias Accrued = (actual: Int128, thirty: Int128)

  func accrued(_ account: Int, through last: Int) -> Accrued {
    var sum: Accrued = (0, 0)
    let money = InterestMoney(self, account)
    guard let first = firstDay(of: account), first < last else { return sum }
    var (covered, onInterest): (Int64, Int64) = (0, 0)
    for day in first..<last {
      // What of the day's new money goes to interest that has accrued by now.
      let paid = money.onInterest(day)
      let new = Swift.max(money.covering(day), paid - onInterest)
      onInterest = paid
      let open = Swift.max(0, Model.rounded(sum) - covered)
      if new > 0 { covered += Swift.min(new, open) }
      let all = money.all(day)
      covered = Swift.max(0, Swift.min(covered, all))
      let rate = Int128(rate(account, on: day))
      if rate == 0 { continue }
      // The rest of it is taken off what bears, beginning with what is not lent.
      var free = Swift.max(0, all - covered)
      for dayCount in [DayCount.actual365, .thirty360] {
        let bears = Swift.max(0, bearing(account, dayCount, on: day, money))
        let left = Int128(bears - Swift.min(free, bears))
        free -= Swift.min(free, bears)
        if dayCount == .actual365 {
          sum.actual += left * rate
        } else {
          sum.thirty += left * rate * Int128(thirtyDays(after: day))
        }
      }
    }
    return sum
  }

  private func firstDay(of account: Int) -> Int? {
    let dates = invoices.filter { $0.account == account }.map(\.date)
    return (dates + credits.filter { $0.account == account }.map(\.date)).min()
  }

  /// What bears interest before free money is taken off it. What was reversed never bore any.
  private func bearing(
    _ account: Int, _ dayCount: DayCount, on day: Int, _ money: InterestMoney
  ) -> Int64 {
    var sum: Int64 = 0
    for (place, item) in invoices.enumerated() where item.account == account {
      guard item.voided == Int.max, bearsInterest(item, on: day), !isInterestHeld(place, on: day),
        dayCounts[item.entry] ?? .actual365 == dayCount
      else { continue }
      sum += item.amount - money.setForGood(place, day)
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

  /// What has accrued by a day and was not charged by then.
  func uncharged(_ account: Int, on day: Int) -> Int64 {
    Model.rounded(accrued(account, through: day))
      - chargedInterest(account, asOf: day).reduce(0) { $0 + $1.amount }
  }
}

/// The money of an account, as interest sees it. What money was set against is for good, except on
/// a loan: there its day decides how much of it covers interest, and the rest lowers the principal.
struct InterestMoney {
  /// An amount that is set against an item for some days.
  private struct Part {
    var invoice: Int
    var amount: Int64
    var days: Range<Int>
    /// Whether it is set against interest that was charged, and not for good.
    var isOnInterest: Bool
    /// The day of its money, if that covers interest first.
    var coversOn: Int?
  }
  private struct Money {
    var amount: Int64
    var days: Range<Int>
    var isInterestFirst: Bool
  }
  private var parts: [Part] = []
  private var moneys: [Money] = []

  init(_ model: Model, _ account: Int) {
    let charges = Set(model.interestCharges.filter { $0.amount > 0 }.map(\.entry))
    // A recovery covers its own item, and nothing that was owed.
    for (place, credit) in model.credits.enumerated()
    where credit.account == account && credit.kind != .recovery {
      // What was reversed was never there, unless it was charged back.
      let isGone = credit.voided != Int.max
      if isGone, !model.chargedBack.contains(credit.entry) { continue }
      let isFirst = model.isInterestFirst(account, on: credit.date)
      let life = credit.date..<Swift.max(credit.date, credit.voided)
      if credit.kind != .interest {
        moneys.append(Money(amount: credit.amount, days: life, isInterestFirst: isFirst))
      }
      for share in model.shares where share.credit == place {
        let item = model.invoices[share.invoice]
        if item.voided != Int.max { continue }
        let isOnInterest = charges.contains(item.entry)
        if isOnInterest, credit.kind == .interest || isFirst { continue }
        if item.kind == .principal, isFirst, Model.unappliable.contains(credit.kind),
          !model.wasTold(share.by, account)
        {
          continue
        }
        let amounts = [(share.from, share.amount)] + share.changes.map { ($0.day, $0.amount) }
        // What is set against an item that bears nothing yet is there for what does.
        let due = [.invoice, .adjustment].contains(item.kind) ? item.due : Int.min
        for (effective, amount) in amounts {
          let from = Swift.max(effective, due)
          if from >= life.upperBound { continue }
          parts.append(
            Part(
              invoice: share.invoice, amount: amount, days: from..<life.upperBound,
              isOnInterest: isOnInterest,
              coversOn: isFirst && from == credit.date ? from : nil))
        }
      }
    }
  }

  func all(_ day: Int) -> Int64 {
    let all = moneys.reduce(0) { $1.days.contains(day) ? $0 + $1.amount : $0 }
    return parts.reduce(all) {
      !$1.isOnInterest && $1.days.contains(day) ? $0 - $1.amount : $0
    }
  }

  func onInterest(_ day: Int) -> Int64 {
    parts.reduce(0) { $1.isOnInterest && $1.days.contains(day) ? $0 + $1.amount : $0 }
  }

  /// The money of a day that covers interest first, and was not set against anything else.
  func covering(_ day: Int) -> Int64 {
    let new = moneys.reduce(0) {
      $1.isInterestFirst && $1.days.lowerBound == day && !$1.days.isEmpty ? $0 + $1.amount : $0
    }
    return parts.reduce(new) {
      !$1.isOnInterest && $1.coversOn == day ? $0 - $1.amount : $0
    }
  }

  func setForGood(_ invoice: Int, _ day: Int) -> Int64 {
    parts.reduce(0) { $1.invoice == invoice && $1.days.contains(day) ? $0 + $1.amount : $0 }
  }
}

extension Model {
  fileprivate func isInterestFirst(_ account: Int, on day: Int) -> Bool {
    invoices.contains { $0.account == account && $0.kind == .principal }
      && !credits.contains {
        $0.account == account && $0.kind == .writeOff && $0.date <= day && day < $0.voided
      }
  }

  /// Whether an entry set something against a principal while charged interest was open.
  fileprivate func wasTold(_ entry: UInt64, _ account: Int) -> Bool {
    let charges = Set(interestCharges.filter { $0.amount > 0 }.map(\.entry))
    return invoices.indices.contains { place in
      let item = invoices[place]
      guard item.account == account, charges.contains(item.entry), item.entry <= entry,
        reversed[item.entry] ?? .max > entry
      else { return false }
      var left = item.amount
      for share in shares where share.invoice == place && share.by <= entry {
        left -= share.amount
        for change in share.changes where change.by <= entry { left -= change.amount }
      }
      return left > 0
    }
  }
}
