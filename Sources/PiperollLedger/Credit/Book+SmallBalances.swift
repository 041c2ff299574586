extension Book {
  /// The most accounts that one request writes off: its entries are one group of the journal.
  public static var smallBalancesMax: Int { 10_000 }

  /// Decides to write off what is owed on every account that owes little: a fact for each, in the
  /// order of the accounts. Where some credit is unapplied, that is set against the items first, by
  /// somebody; where a hold keeps items from being set off unnamed, the account is passed by.
  /// - Parameter most: how much is little, by currency; nil: nothing is.
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
        heldItems(of: account, from: .automaticApplication, on: day) == nil
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

  /// The numbers of the entries that the request which recorded one recorded from it on.
  public func continuation(of number: EntryNumber) -> ClosedRange<EntryNumber> {
    var last = number
    while last < sequence, entries[Int(last)].isContinuation { last += 1 }
    return number...last
  }
}
