extension Book {
  /// Decides to raise or lower an account's credit limit.
  public func decideLimit(
    account: UInt32, limit: Money?, requestedBy: String, reason: LimitReason
  ) -> Fact {
    Fact(
      LimitSet(
        account: accounts[account].opened, limit: limit, requestedBy: requestedBy, reason: reason))
  }

  mutating func apply(_ fact: LimitSet, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let last = beginChain(.limits, of: account, with: limits.count)
    let limit = limits.append(
      LimitRow(
        limitOrNone: fact.limit ?? .noLimit,
        openingOrNone: last == none
          ? accounts[account].creditLimitOrNone : limits[last].openingOrNone,
        entryWord: UInt32(number), effective: row.effective, previousOfAccount: last,
        requestedBy: symbols.intern(fact.requestedBy, in: &arena),
        reasonWord: UInt64(fact.reason.rawValue)))
    accounts[account].creditLimitOrNone = limitOrNone(of: account, from: limit) { _ in true }
    row.account = account
    row.subject = limit
  }

  /// An account's credit limit at the end of a day; nil if it had none.
  public func creditLimit(of account: UInt32, asOf day: Day) -> Money? {
    limit(limitOrNone(of: account, asOf: day))
  }

  func limitOrNone(of account: UInt32, asOf day: Day) -> Money {
    limitOrNone(of: account) { $0.effective <= day }
  }

  /// An account's credit limit on a day, as it was known once an entry had been recorded.
  public func creditLimit(of account: UInt32, on day: Day, after number: EntryNumber) -> Money? {
    limit(limitOrNone(of: account) { $0.effective <= day && $0.entry <= number })
  }

  private func limit(_ limitOrNone: Money) -> Money? {
    limitOrNone == .noLimit ? nil : limitOrNone
  }

  /// The latest change for which `counts` holds, or else the limit that the account was opened
  /// with.
  private func limitOrNone(of account: UInt32, where counts: (LimitRow) -> Bool) -> Money {
    limitOrNone(of: account, from: newest(.limits, of: account), where: counts)
  }

  /// The same, where the newest row of the account's chain is known.
  @inline(__always)
  private func limitOrNone(
    of account: UInt32, from newest: UInt32, where counts: (LimitRow) -> Bool
  ) -> Money {
    if newest == none { return accounts[account].creditLimitOrNone }
    var (limit, from) = (limits[newest].openingOrNone, Day?.none)
    walk(limits, from: newest) {
      let change = limits[$0]
      // Of changes with the same date the one recorded last applies. The walk reaches it first.
      if counts(change), from.map({ change.effective > $0 }) ?? true {
        (limit, from) = (change.limitOrNone, change.effective)
      }
      return true
    }
    return limit
  }

  /// By how much an entry's account exceeds its credit limit after the entry. Zero if it does not,
  /// or if the entry neither raised what is owed nor changed the limit. Interest that was charged
  /// ahead of it counts with it. Entries of every kind are asked, so that none is forgotten.
  func overLimit(after number: EntryNumber) -> Money {
    let entry = entries[Int(number) - 1]
    let ahead = interest(aheadOf: number).map { entries[Int($0) - 1].effect } ?? .zero
    if entry.effect + ahead <= .zero, entry.kind != .limit { return .zero }
    return overLimit(of: entry.account, owing: entry.balance, after: number)
  }

  /// By how much an entry's second account exceeds its credit limit after the entry.
  func overLimit(_ leg: LegRow) -> Money {
    if leg.effect <= .zero { return .zero }
    return overLimit(of: leg.account, owing: leg.balance, after: leg.entry)
  }

  private func overLimit(
    of account: UInt32, owing balance: Money, after number: EntryNumber
  ) -> Money {
    let day = entries[Int(number) - 1].effective
    guard let limit = creditLimit(of: account, on: day, after: number) else { return .zero }
    return max(.zero, balance - limit)
  }
}
