// The book as of a past date: what was effective then, whatever has been applied since. In a view
// of the past (`view(known:)`) these functions answer for every day, today too.

extension Book {
  /// What was left of an item at the end of a day: zero before it was billed, and after its
  /// reversal.
  public func remaining(ofItem item: UInt32, asOf day: Day) -> Money {
    guard items[item].date <= day, day < end(of: items[item]) else { return .zero }
    var left = items[item].amount
    forEachApplication(toItem: item) {
      if isInForce(applications[$0], asOf: day) { left -= applications[$0].amount }
    }
    return left
  }

  /// What was unapplied of a credit at the end of a day.
  public func unapplied(ofCredit credit: UInt32, asOf day: Day) -> Money {
    guard credits[credit].date <= day, day < end(of: credits[credit]) else { return .zero }
    var left = credits[credit].amount
    forEachApplication(ofCredit: credit) {
      if isInForce(applications[$0], asOf: day) { left -= applications[$0].amount }
    }
    return left
  }

  /// Whether an application, or a correction of one, counts at the end of a day. It does not if the
  /// item or the credit is void by then. (A reversal may be dated before the day on which an
  /// application was taken back. On the days between, that application would have only one side.)
  func isInForce(_ row: ApplicationRow, asOf day: Day) -> Bool {
    row.effective <= day && day < end(of: items[row.item]) && day < end(of: credits[row.credit])
  }

  /// What was left of every item at the end of a day, in one pass over the applications.
  public func remainingOfItems(asOf day: Day) -> [Money] {
    var left: [Money] = []
    left.reserveCapacity(items.count)
    items.forEachPage { _, rows in
      for row in rows { left.append(row.date <= day && day < end(of: row) ? row.amount : .zero) }
    }
    applications.forEachPage { _, rows in
      for row in rows where isInForce(row, asOf: day) { left[Int(row.item)] -= row.amount }
    }
    return left
  }

  /// What was unapplied of every credit at the end of a day.
  public func unappliedOfCredits(asOf day: Day) -> [Money] {
    var left: [Money] = []
    left.reserveCapacity(credits.count)
    credits.forEachPage { _, rows in
      for row in rows { left.append(row.date <= day && day < end(of: row) ? row.amount : .zero) }
    }
    applications.forEachPage { _, rows in
      for row in rows where isInForce(row, asOf: day) { left[Int(row.credit)] -= row.amount }
    }
    return left
  }

  /// The control total of each currency at the end of a day, in the order of `controls`: the sum of
  /// what the entries did to balances. It uses nothing of the items and credits, so it can prove
  /// them.
  /// - Parameter selection: the accounts to add up; nil for all.
  public func controlTotals(asOf day: Day, of selection: Selection? = nil) -> [Money] {
    var totals = [Money](repeating: .zero, count: controls.count)
    if totals.count == 1, selection == nil {
      // Everything that was posted is in one currency, so no account has to be looked up.
      var total = Money.zero
      for page in 0..<entries.pageCount {
        for row in entries.page(page) { total += row.effective <= day ? row.effect : .zero }
      }
      return [total + effectsOnSecondAccounts(asOf: day, in: 0, of: nil)]
    }
    let places = controlOfAccount()
    for page in 0..<entries.pageCount {
      for row in entries.page(page)
      where row.effect != .zero && row.effective <= day && selection?[row.account] ?? true {
        totals[Int(places[Int(row.account)])] += row.effect
      }
    }
    for place in totals.indices {
      totals[place] += effectsOnSecondAccounts(asOf: day, in: place, of: selection)
    }
    return totals
  }

  /// What transfers did to their second accounts, in the currency of a control total.
  private func effectsOnSecondAccounts(
    asOf day: Day, in control: Int, of selection: Selection?
  ) -> Money {
    let currency = controls[control].currency.index
    var total = Money.zero
    for place in 0..<legs.count where accounts[legs[place].account].currencyByte == currency {
      guard selection?[legs[place].account] ?? true else { continue }
      if entries[Int(legs[place].entry) - 1].effective <= day { total += legs[place].effect }
    }
    return total
  }

  /// For each account the place of its currency in `controls`; 0 if nothing was ever posted in it.
  func controlOfAccount() -> [UInt8] {
    var place = [UInt8](repeating: 0, count: Int(UInt8.max) + 1)
    for number in 0..<controls.count { place[Int(controls[number].currency.index)] = UInt8(number) }
    var places: [UInt8] = []
    places.reserveCapacity(accounts.count)
    for page in 0..<accounts.pageCount {
      for account in accounts.page(page) { places.append(place[Int(account.currencyByte)]) }
    }
    return places
  }

  /// An account's balance as of a day, or as the book stands.
  public func balance(of account: UInt32, asOf: AsOf) -> Money {
    asOf.isPresent ? accounts[account].balance : balance(of: account, asOf: asOf.last)
  }

  /// An account's balance at the end of a day, from its entries.
  public func balance(of account: UInt32, asOf day: Day) -> Money {
    var total = Money.zero
    forEachEntry(of: account) { number in
      if entries[Int(number) - 1].effective <= day { total += effect(of: number, on: account) }
      return true
    }
    return total
  }
}
