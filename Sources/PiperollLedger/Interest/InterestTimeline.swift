/// Which amount bears interest on an account, and at which rate, on each day.
///
/// Money lent bears interest from the day of the grant; invoices do once they are past due. Fees,
/// costs and interest itself bear none, and nothing does on the days of a hold that blocks
/// interest, nor what is disputed of an item. Nobody owes for money that is here: unapplied credit
/// counts against what bears, and so does money on an item that bears none yet. The amounts are
/// those at the end of each day as the book knows them now. So an entry that is dated back changes
/// the days since its date, and the next charge makes up for it.
///
/// Money on a loan covers the interest that has accrued by its day first, and then the principal.
/// This is decided by dates alone (`InterestState`), whatever was charged or applied by then, so
/// the order of recording does not matter.
struct InterestTimeline {
  /// The changes, sorted by day.
  private var changes: [InterestChange] = []
  /// The holds that keep interest from accruing.
  private var held: [HeldDays] = []
  /// What is disputed of items, by their rows.
  private var disputed: [UInt32: [DisputedDays]] = [:]

  init(_ book: borrowing Book, _ account: UInt32) {
    changes = book.rateSteps(of: account).map { InterestChange(day: $0.from, rate: $0.rate) }
    if changes.isEmpty { return }
    held = book.heldDays(of: account, from: .interest)
    disputed = book.disputedDays(of: account)
    let order = MoneyOrder(book, account)
    let dayCounts = book.dayCounts(ofLoansOf: account)
    book.forEachItem(of: account) { item in
      // What was posted by mistake never bore interest, and what was paid on it is unapplied.
      let row = book.items[item]
      // A recovery covers its own item, and nothing that was owed.
      if book.end(of: row) != never || row.kind == .recovery { return }
      addItem(item, dayCounts[item] ?? .actual365, order, book)
    }
    book.forEachCredit(of: account) { credit in
      let row = book.credits[credit]
      if row.kind == .interest || row.kind == .recovery || !book.wasThere(row) { return }
      let covers = order.isInterestFirst(on: row.date, book)
      addMoney(row.amount, row.date, book.end(of: row), covers: covers)
    }
    changes.sort { $0.day < $1.day }
  }

  private mutating func addItem(
    _ item: UInt32, _ dayCount: DayCount, _ order: MoneyOrder, _ book: borrowing Book
  ) {
    let row = book.items[item]
    let bearsFrom = book.interestStart(ofItem: item)
    let held = held.filter { $0.item == nil || $0.item == item }.map(\.days)
    var bears: [DisputedDays] = []
    func bear(_ amount: Money, _ start: Day, _ end: Day) {
      add(amount, start, end, dayCount, but: held)
      if disputed[item] != nil, start < end {
        bears.append(DisputedDays(amount: amount, days: start..<end))
      }
    }
    if let bearsFrom { bear(row.amount, bearsFrom, never) }
    let isCharge = book.isInterestCharge(row)
    book.forEachApplication(toItem: item) {
      let applied = book.applications[$0]
      let credit = book.credits[applied.credit]
      if !book.wasThere(credit) { return }
      let end = book.end(of: credit)
      let covers = order.isInterestFirst(on: credit.date, book)
      if isCharge {
        // A correction of a charge is no money. What of a loan's money covers interest is decided
        // by its date and not by this.
        if credit.kind == .interest || covers { return }
        add(interestMoney: applied.amount, applied.effective, end)
      } else if row.kind != .principal || !order.coversInterest(applied, of: credit, book) {
        // Until the item bears interest, its money is there for what does.
        let from = max(bearsFrom ?? applied.effective, applied.effective)
        addMoney(-applied.amount, from, end, covers: covers && from == credit.date)
        if bearsFrom != nil { bear(-applied.amount, from, end) }
      }
    }
    if let disputed = disputed[item] { takeOff(disputed, of: bears, dayCount, but: held) }
  }

  /// Takes off what is disputed of an item: on each day as much as is open of it.
  private mutating func takeOff(
    _ disputed: [DisputedDays], of bears: [DisputedDays], _ dayCount: DayCount,
    but held: [Range<Day>]
  ) {
    let days = Set((disputed + bears).flatMap { [$0.days.lowerBound, $0.days.upperBound] }).sorted()
    for (from, to) in zip(days, days.dropFirst()) {
      let open = bears.reduce(.zero) { $1.days.contains(from) ? $0 + $1.amount : $0 }
      let most = disputed.reduce(.zero) { $1.days.contains(from) ? $0 + $1.amount : $0 }
      let off = min(max(open, .zero), most)
      if off > .zero { add(-off, from, to, dayCount, but: held) }
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
    changes.append(InterestChange(day: from, bears: amount.minor, dayCount: dayCount))
    if to == never { return }
    changes.append(InterestChange(day: to, bears: -amount.minor, dayCount: dayCount))
  }

  /// - Parameter covers: whether it covers accrued interest first.
  private mutating func addMoney(_ amount: Money, _ from: Day, _ to: Day, covers: Bool) {
    if from >= to { return }
    let minor = amount.minor
    changes.append(InterestChange(day: from, money: minor, covering: covers ? minor : 0))
    if to != never { changes.append(InterestChange(day: to, money: -minor)) }
  }

  /// Adds money that was applied to charged interest. It is a part of the money that is there.
  private mutating func add(interestMoney amount: Money, _ from: Day, _ to: Day) {
    if from >= to { return }
    changes.append(InterestChange(day: from, onInterest: amount.minor))
    if to != never { changes.append(InterestChange(day: to, onInterest: -amount.minor)) }
  }

  /// The interest that has accrued by the end of a day.
  func sum(through last: Day) -> InterestSum {
    var state = InterestState()
    state.take(changes) { $0 < last }
    return state.sum + state.interest { $0.days(from: state.day, to: last) }
  }

  /// The interest of one day, from the end of this day on; for 30/360 that of a day out of 360.
  func perDiem(after day: Day) -> Money {
    var state = InterestState()
    state.take(changes) { $0 <= day }
    return state.interest { _ in 1 }.rounded
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

  /// Whether a credit ever lowered what was owed. One that was reversed never did, except a payment
  /// that was charged back: its money was here until it was taken back.
  fileprivate func wasThere(_ credit: CreditRow) -> Bool {
    guard end(of: credit) != never, let reversal = reversal(of: credit.entry) else { return true }
    switch entries[Int(reversal) - 1].reversalReason {
    case .chargeback: return true
    case .void, .nsf, .error: return false
    }
  }
}
