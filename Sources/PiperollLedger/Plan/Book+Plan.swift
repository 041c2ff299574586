/// What a debtor and the desk agree on: how much, in which parts, for which items.
public struct PlanWish: Sendable {
  /// All that is to be paid; nil for what is owed.
  public var total: Money?
  /// The down payment; nil for none.
  public var down: PlanTerms.Part?
  public var size: PlanSize
  /// The day on which the first instalment is due.
  public var first: Day
  public var every: LoanPeriod
  /// The items that it is for, and how much of each; empty for whatever is owed.
  public var items: [ApplicationWish] = []
  public var stopsInterest = false
  /// Where the debtor's authorization to draw the instalments is kept.
  public var authorization = ""
  /// The plan whose place it takes; nil for none.
  public var replaces: EntryNumber?

  public init(
    total: Money?, down: PlanTerms.Part? = nil, size: PlanSize, first: Day,
    every: LoanPeriod = .month
  ) {
    self.total = total
    self.down = down
    self.size = size
    self.first = first
    self.every = every
  }
}

extension Book {
  /// Decides a plan: what is owed is paid in parts.
  public func decidePlan(
    _ wish: PlanWish, account: UInt32, on made: Day
  ) throws(Refusal) -> Fact {
    let owed = try owed(on: account, wish.items, on: made)
    if let total = wish.total, total > owed.most {
      throw .planExceedsOpen(owed.most, currency: accounts[account].currency)
    }
    let total = wish.total ?? owed.open
    let terms = try terms(wish, total: total, on: made)
    let replaces = try planToReplace(wish, account: account, owed.items, on: made)
    return Fact(
      PlanMade(
        account: accounts[account].opened, terms: terms, open: total,
        stopsInterest: wish.stopsInterest, namesItems: !wish.items.isEmpty,
        authorization: wish.authorization, replaces: replaces,
        items: wish.items.isEmpty ? [] : owed.items))
  }

  /// What is owed on an account, or on some items of it, at the end of a day.
  struct Owed {
    /// What an agreement is about that says no more: what is not on hold, less unapplied credit.
    var open: Money
    /// The most that it may be about.
    var most: Money
    /// The items, and how much is open of each.
    var items: [Application]
  }

  /// - Parameter wishes: the items that were named; empty for all that is not on hold.
  func owed(
    on account: UInt32, _ wishes: [ApplicationWish], on day: Day
  ) throws(Refusal) -> Owed {
    if !wishes.isEmpty { return try owed(onItems: wishes, of: account, on: day) }
    let held = heldItems(of: account, from: .automaticApplication, on: day)
    var items: [(due: Day, part: Application)] = []
    var onHold = Money.zero
    forEachItem(of: account) { item in
      var left = remaining(ofItem: item, asOf: day)
      if let held {
        let part = held.part(of: item, open: left)
        onHold += part
        left -= part
      }
      if left == .zero { return }
      items.append((itemDue[item], Application(invoice: self.items[item].entry, amount: left)))
    }
    let balance = balance(of: account, asOf: day)
    if balance - onHold <= .zero { throw .nothingOpen }
    items.sort { ($0.due, $0.part.invoice) < ($1.due, $1.part.invoice) }
    return Owed(open: balance - onHold, most: balance, items: items.map(\.part))
  }

  private func owed(
    onItems wishes: [ApplicationWish], of account: UInt32, on day: Day
  ) throws(Refusal) -> Owed {
    var (sum, items) = (Money.zero, [Application]())
    for wish in wishes {
      guard let item = findInvoice(wish.invoice, of: account) else {
        throw .invoiceNotFound(wish.invoice)
      }
      let entry = self.items[item].entry
      if items.contains(where: { $0.invoice == entry }) {
        throw .applicationRepeated(invoice: wish.invoice)
      }
      let left = remaining(ofItem: item, asOf: day)
      let part = wish.amount ?? left
      if wish.amount == .zero { throw .amountZero }
      if part > left || left == .zero {
        throw .applicationExceedsItem(
          invoice: wish.invoice, open: left, currency: accounts[account].currency)
      }
      sum += part
      items.append(Application(invoice: entry, amount: part))
    }
    return Owed(open: sum, most: sum, items: items)
  }

  /// The parts in which a total is paid.
  func terms(_ wish: PlanWish, total: Money, on made: Day) throws(Refusal) -> PlanTerms {
    if total == .zero { throw .amountZero }
    if min(wish.first, wish.down?.due ?? wish.first) < made { throw .planPast(made: made) }
    var rest = total
    if let down = wish.down {
      if down.amount == .zero { throw .amountZero }
      if down.amount >= total { throw .downTooLarge }
      if down.due > wish.first { throw .downLate(first: wish.first) }
      rest -= down.amount
    }
    let (count, each) = try divide(rest, wish.size)
    let terms = PlanTerms(
      total: total, down: wish.down, instalments: count, each: each, first: wish.first,
      every: wish.every)
    if terms.last >= .last { throw .planTooLong }
    return terms
  }

  /// How many instalments there are, and how much each is but the last.
  private func divide(
    _ rest: Money, _ size: PlanSize
  ) throws(Refusal) -> (count: Int, each: Money) {
    switch size {
    case .count(let count):
      let each = Money(minor: (rest.minor + Int64(count) - 1) / Int64(count))
      // Rounded up, a small sum may be paid before the last instalment.
      let needed = Int((rest.minor + each.minor - 1) / each.minor)
      if needed < count { throw .tooManyInstalments(most: needed) }
      return (count, each)
    case .each(let each):
      if each == .zero { throw .amountZero }
      let count = (rest.minor - 1) / each.minor + 1
      if count > PlanTerms.instalmentsMax {
        throw .tooManyInstalments(most: PlanTerms.instalmentsMax)
      }
      return (Int(count), min(each, rest))
    }
  }

  /// The plan whose place a new one takes; nil for none. Refuses a second plan for the same debt.
  func planToReplace(
    _ wish: PlanWish, account: UInt32, _ items: [Application], on made: Day
  ) throws(Refusal) -> EntryNumber? {
    if let number = wish.replaces {
      let replaced = try plan(named: number, of: account)
      try demandEndable(plans[replaced], on: made)
    }
    let named = Set(wish.items.isEmpty ? [] : items.map(\.invoice))
    // A plan that is dated back is held against those that were made since, too.
    for standing in plans(of: account, asOf: max(made, latestEffective))
    where !standing.state.isOver {
      let row = plans[standing.plan]
      if row.entry == wish.replaces { continue }
      let isOfOthers =
        row.namesItems && !named.isEmpty
        && self.items(ofPlan: standing.plan).allSatisfy {
          !named.contains(self.items[$0.item].entry)
        }
      if !isOfOthers { throw .planInForce(row.entry) }
    }
    return wish.replaces
  }

  /// The row of a plan that a request names.
  func plan(named number: EntryNumber, of account: UInt32) throws(Refusal) -> UInt32 {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard let plan = plan(madeBy: number) else { throw .entryNotPlan(entry.kind) }
    if plans[plan].account != account { throw .planElsewhere(number) }
    return plan
  }

  /// The plan that an entry made; nil if it made none.
  func plan(madeBy number: EntryNumber) -> UInt32? {
    guard let entry = entry(number), entry.kind == .plan, !entry.isAcceptance else { return nil }
    return entry.subject
  }

  /// The items that a plan is for.
  public func items(ofPlan plan: UInt32) -> [PlanItemRow] {
    let row = plans[plan]
    return (0..<row.itemCount).map { planItems[row.firstItem + $0] }
  }

  mutating func apply(_ fact: PlanMade, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    if let earlier = fact.replaces {
      guard let replaced = plan(madeBy: earlier) else {
        preconditionFailure("entry \(earlier) made no plan")
      }
      plans[replaced].end(by: number, on: row.effective)
    }
    let terms = fact.terms
    let plan = UInt32(plans.count)
    row.subject = plans.append(
      PlanRow(
        total: terms.total, down: terms.down?.amount ?? .zero, each: terms.each, open: fact.open,
        authorization: fact.authorization.isEmpty ? .empty : arena.append(fact.authorization),
        entryWord: UInt32(number), account: account, made: row.effective,
        downDue: terms.down?.due ?? terms.first, first: terms.first,
        replacesWord: UInt32(fact.replaces ?? 0), acceptByOrNever: fact.acceptBy ?? never,
        firstItem: UInt32(planItems.count), itemCount: UInt32(fact.items.count),
        instalments: UInt16(terms.instalments), everyByte: terms.every.rawValue,
        flagsByte: fact.flags.rawValue,
        previousOfAccount: beginChain(.plans, of: account, with: plans.count)))
    for part in fact.items {
      planItems.append(PlanItemRow(amount: part.amount, plan: plan, item: item(of: part.invoice)))
    }
    row.account = account
  }

  mutating func apply(_ fact: OfferAccepted, _ number: EntryNumber, _ row: inout EntryRow) {
    guard let plan = plan(madeBy: fact.offer) else {
      preconditionFailure("entry \(fact.offer) made no offer")
    }
    precondition(plans[plan].acceptedWord == 0, "an offer is accepted once")
    plans[plan].accepted = row.effective
    plans[plan].acceptedWord = UInt32(number)
    row.account = plans[plan].account
    row.subject = plan
    row.detailByte = EntryRow.acceptanceBit
  }
}
