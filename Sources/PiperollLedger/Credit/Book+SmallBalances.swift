extension Book {
  /// The most accounts that one request writes off. Its entries are one group of the journal.
  public static var smallBalancesMax: Int { 10_000 }

  /// Decides to write off the balances of all accounts that owe little: one fact for each account,
  /// in the order of the accounts. Accounts with unapplied credit are skipped, because somebody has
  /// to apply that first. Accounts are also skipped if a hold keeps items from being written off
  /// unnamed, if they owed more or nothing on the day, or if some of what they owe is open only
  /// since.
  /// - Parameter most: the largest balance that counts as small, by currency; nil for none.
  public func decideSmallBalances(
    of selection: Selection?, on day: Day, most: (Currency) -> Money?
  ) throws(Refusal) -> [Fact] {
    var facts: [Fact] = []
    var limits: [Currency: Money?] = [:]
    var totals: [Currency: Money] = [:]
    for account in 0..<UInt32(accounts.count) where selection?[account] ?? true {
      let row = accounts[account]
      guard row.balance > .zero, row.unapplied == .zero else { continue }
      let limit = limits[row.currency] ?? most(row.currency)
      limits[row.currency] = limit
      guard let limit, row.balance <= limit,
        heldItems(of: account, from: .automaticApplication, on: day) == nil,
        owedLittle(account, on: day, most: limit)
      else { continue }
      let fact = try decideWriteOff(
        account: account, reason: .smallBalance, of: .automatic, on: day)
      facts.append(fact)
      totals[row.currency, default: .zero] += row.balance
      if facts.count == Self.smallBalancesMax { break }
    }
    for (currency, total) in totals { try checkAmount(total, currency) }
    return facts
  }

  /// Whether all that an account owes is open from a day on, and it owed little on it.
  private func owedLittle(_ account: UInt32, on day: Day, most: Money) -> Bool {
    var item = accounts[account].firstOpenItem
    while item != none {
      if earliest(toItem: item) > day { return false }
      item = items[item].nextOpen
    }
    if day >= latestEffective { return true }
    let balance = balance(of: account, asOf: day)
    return balance > .zero && balance <= most
  }

  /// The entries that one request recorded, from a given entry of it to its last.
  public func continuation(of number: EntryNumber) -> ClosedRange<EntryNumber> {
    var last = number
    while last < sequence, entries[Int(last)].isContinuation { last += 1 }
    return number...last
  }

  /// Whether entries are all of the same account, or all of none.
  public func isOfOneAccount(_ numbers: ClosedRange<EntryNumber>) -> Bool {
    let account = entries[Int(numbers.lowerBound) - 1].account
    return numbers.allSatisfy { entries[Int($0) - 1].account == account }
  }
}
