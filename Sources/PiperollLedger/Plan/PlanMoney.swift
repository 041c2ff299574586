/// The money of an account's plans by the end of a day. No cent counts for two plans: money goes to
/// those with items first, as far as it is applied to these, and then to the oldest.
struct PlanMoney {
  /// The plans, in the order in which they take money.
  let plans: [AskedPlan]
  /// The days on which less was there than on the day before.
  let falls: [Day]
  private let account: UInt32
  private let first: Day

  init(_ book: borrowing Book, _ account: UInt32, asOf day: Day) {
    var plans: [AskedPlan] = []
    book.forEach(book.plans, of: account) {
      if book.plans[$0].made <= day { plans.append(AskedPlan($0, book)) }
    }
    plans.sort {
      if $0.row.namesItems != $1.row.namesItems { return $0.row.namesItems }
      return ($0.row.made, $0.row.entry) < ($1.row.made, $1.row.entry)
    }
    self.plans = plans
    self.account = account
    let first = plans.map(\.row.made).min() ?? .last
    self.first = first
    falls = Self.falls(book, account, from: first, asOf: day)
  }

  private static func falls(
    _ book: borrowing Book, _ account: UInt32, from first: Day, asOf day: Day
  ) -> [Day] {
    var falls: Set<Day> = []
    book.forEachCredit(of: account) { credit in
      let row = book.credits[credit]
      guard row.kind.isMoney, row.date >= first else { return }
      falls.insert(book.end(of: row))
      book.forEachApplication(ofCredit: credit) {
        let applied = book.applications[$0]
        let kind = book.items[applied.item].kind
        if applied.amount < .zero || kind == .refund || kind == .transfer {
          falls.insert(applied.effective)
        }
        falls.insert(book.end(of: book.items[applied.item]))
      }
    }
    return falls.filter { $0 >= first && $0 <= day }.sorted()
  }

  /// What each plan had got by the end of a day, in the order of `plans`.
  func taken(_ book: borrowing Book, on day: Day) -> [PlanTaken] {
    var taken = plans.map { $0.begun(on: day) }
    for payment in book.money(of: account, from: first, asOf: day) {
      var left = payment.amount
      for place in plans.indices where left > .zero && plans[place].row.made <= day {
        let plan = plans[place]
        guard plan.takes(payment, taken[place]) else { continue }
        var part = min(left, plan.row.total - taken[place].amount)
        if plan.row.namesItems {
          part = min(part, book.applied(ofCredit: payment.credit, to: plan.items, asOf: day))
        }
        if part == .zero { continue }
        left -= part
        taken[place].add(part, on: payment.date, needed: plan.needed)
      }
    }
    return taken
  }
}

/// What came in for a plan by the end of a day.
struct PlanTaken {
  private(set) var amount = Money.zero
  private var steps: [(day: Day, sum: Money)] = []
  /// The day from which it is no mere offer; nil while it is one.
  var acceptedOn: Day?
  /// The day of the payment that completed it.
  private(set) var paidOn: Day?

  init(acceptedOn: Day?) { self.acceptedOn = acceptedOn }

  /// What of it is dated by a day.
  func amount(by day: Day) -> Money { steps.last { $0.day <= day }?.sum ?? .zero }

  mutating func add(_ part: Money, on day: Day, needed: Money) {
    amount += part
    steps.append((day, amount))
    acceptedOn = min(acceptedOn ?? day, day)
    if amount >= needed, paidOn == nil { paidOn = day }
  }
}

/// A plan, and what it needs.
struct AskedPlan {
  let plan: UInt32
  let row: PlanRow
  /// The rows of its items, if only money on these counts.
  let items: Set<UInt32>
  /// How much of what is due may be missing.
  let tolerance: Money
  /// The least that completes it.
  let needed: Money
  private let excluded: MethodSet
  /// The entry that ended or replaced it, as the book knows it; 0 for none.
  private let endedBy: EntryNumber
  private let isReplaced: Bool
  /// The day on which an entry accepted it, as the book knows it.
  private let accepted: Day
  let parts: [PlanStanding.Part]
  /// How many missed parts are its failure.
  private let failures: Int

  init(_ plan: UInt32, _ book: borrowing Book) {
    self.plan = plan
    row = book.plans[plan]
    items = row.namesItems ? Set(book.items(ofPlan: plan).map(\.item)) : []
    let currency = book.accounts[row.account].currency
    tolerance =
      row.isSettlement
      ? .zero : book.amount(of: .promiseTolerance, on: row.made, in: currency) ?? .zero
    // A plan of less than the tolerance is not paid by nothing.
    needed = max(row.total - tolerance, Money(minor: 1))
    excluded = book.methods(of: .promiseExclude, on: row.made)
    endedBy = book.end(of: row, by: .last)
    isReplaced = endedBy != 0 && book.entries[Int(endedBy) - 1].kind == .plan
    accepted =
      row.acceptedWord != 0 && EntryNumber(row.acceptedWord) <= book.sequence ? row.accepted : never
    let grace = book.grace(of: row.isSettlement ? .settlementGrace : .planGrace, on: row.made)
    parts = row.terms.parts.map {
      PlanStanding.Part(amount: $0.amount, due: $0.due, until: grace.last(after: $0.due))
    }
    failures = row.isSettlement ? 1 : max(1, book.count(of: .planDefault, on: row.made) ?? 1)
  }

  /// What it has before any money.
  func begun(on day: Day) -> PlanTaken {
    PlanTaken(acceptedOn: row.acceptBy == nil ? row.made : accepted <= day ? accepted : nil)
  }

  /// Whether a payment counts: it came after the plan was made, before it was ended, and before its
  /// offer lapsed.
  func takes(_ payment: DebtorMoney, _ taken: PlanTaken) -> Bool {
    let place = (payment.date, payment.entry)
    return !excluded.has(payment.method) && place > (row.made, row.entry)
      && (endedBy == 0 || place < (row.ended, endedBy)) && taken.amount < row.total
      && (taken.acceptedOn != nil || payment.date <= row.acceptByOrNever)
  }

  /// The parts whose grace is over on a day and which are not covered by what came in by then; of a
  /// settlement, by the money of the days of grace alone, for later money does not heal it.
  private func missed(_ taken: PlanTaken, on day: Day) -> (count: Int, behind: Money) {
    var (count, sum, behind) = (0, Money.zero, Money.zero)
    for part in parts {
      sum += part.amount
      let paid = row.isSettlement ? taken.amount(by: part.until) : taken.amount
      if part.until < day, paid < sum - tolerance {
        count += 1
        behind = sum - paid
      }
    }
    return (count, behind)
  }

  /// The first day up to a day on which it was in default, or broken.
  private func failedOn(_ book: borrowing Book, _ money: PlanMoney, by day: Day) -> Day? {
    guard let place = money.plans.firstIndex(where: { $0.plan == plan }) else { return nil }
    let days = Set(parts.map { $0.until.advanced(days: 1) } + money.falls)
    return days.sorted().first { asked in
      guard asked <= day, asked > parts[0].until, endedBy == 0 || asked < row.ended else {
        return false
      }
      let taken = money.taken(book, on: asked)[place]
      return taken.acceptedOn != nil && missed(taken, on: asked).count >= failures
    }
  }

  func standing(_ book: borrowing Book, _ money: PlanMoney, on day: Day) -> PlanStanding {
    var standing = PlanStanding(plan: plan, parts: parts)
    guard let place = money.plans.firstIndex(where: { $0.plan == plan }) else { return standing }
    let taken = money.taken(book, on: day)[place]
    standing.paid = taken.amount
    standing.acceptedOn = taken.acceptedOn
    standing.paidOn = taken.paidOn
    standing.pay(taken.amount)
    standing.failedOn = failedOn(book, money, by: day)
    standing.state = state(standing, taken, on: day)
    guard standing.state.isInForce || standing.state == .defaulted else { return standing }
    (standing.missed, standing.behind) = missed(taken, on: day)
    standing.nextDue = standing.parts.first { $0.left > .zero }?.due
    standing.due =
      standing.state == .defaulted
      ? standing.rest
      : standing.parts.reduce(.zero) { $1.due <= day ? $0 + $1.left : $0 }
    return standing
  }

  /// The first state that fits.
  private func state(
    _ standing: PlanStanding, _ taken: PlanTaken, on day: Day
  ) -> PlanState {
    let hasFailed = standing.failedOn != nil
    if standing.paidOn != nil, !row.isSettlement || !hasFailed { return .paid }
    if endedBy != 0, row.ended <= day { return isReplaced ? .replaced : .ended }
    if standing.acceptedOn == nil { return day <= row.acceptByOrNever ? .offered : .lapsed }
    if row.isSettlement {
      if hasFailed { return .broken }
      let isLate = standing.parts.contains { $0.due < day && $0.left > .zero }
      return isLate ? .grace : .accepted
    }
    if hasFailed { return .defaulted }
    return missed(taken, on: day).count > 0 ? .behind : .current
  }
}

extension PlanStanding {
  /// Sets what was paid against the parts, in the order of their days.
  fileprivate mutating func pay(_ amount: Money) {
    var left = amount
    for place in parts.indices {
      parts[place].paid = min(left, parts[place].amount)
      left -= parts[place].paid
    }
  }
}
