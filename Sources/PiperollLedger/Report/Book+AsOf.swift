// The book as of a past date: what was effective then, whatever has been applied since.

extension Book {
  /// What was left of an item at the end of a day: zero before it was billed and after its
  /// reversal.
  public func remaining(ofItem item: UInt32, asOf day: Day) -> Money {
    guard items[item].date <= day, day < items[item].voided else { return .zero }
    var left = items[item].amount
    forEachApplication(toItem: item) {
      if isInForce(applications[$0], asOf: day) { left -= applications[$0].amount }
    }
    return left
  }

  /// What was unapplied of a credit at the end of a day.
  public func unapplied(ofCredit credit: UInt32, asOf day: Day) -> Money {
    guard credits[credit].date <= day, day < credits[credit].voided else { return .zero }
    var left = credits[credit].amount
    forEachApplication(ofCredit: credit) {
      if isInForce(applications[$0], asOf: day) { left -= applications[$0].amount }
    }
    return left
  }

  /// Whether an application, or the undoing of one, counts at the end of a day. With a document
  /// that is void by then none does: a reversal may be dated before the day on which an application
  /// of it was undone, and until that day the application would have no other side.
  private func isInForce(_ row: ApplicationRow, asOf day: Day) -> Bool {
    row.effective <= day && day < items[row.item].voided && day < credits[row.credit].voided
  }

  /// What was left of every item at the end of a day, in one pass over the applications.
  public func remainingOfItems(asOf day: Day) -> [Money] {
    var left: [Money] = []
    left.reserveCapacity(items.count)
    items.forEachPage { _, rows in
      for row in rows { left.append(row.date <= day && day < row.voided ? row.amount : .zero) }
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
      for row in rows { left.append(row.date <= day && day < row.voided ? row.amount : .zero) }
    }
    applications.forEachPage { _, rows in
      for row in rows where isInForce(row, asOf: day) { left[Int(row.credit)] -= row.amount }
    }
    return left
  }

  /// The control total of a currency at the end of a day, from the entries alone: the sum of what
  /// they did to balances. It shares nothing with the items that it proves.
  public func controlTotal(_ currency: Currency, asOf day: Day) -> Money {
    var total = Money.zero
    entries.forEachPage { _, rows in
      for row in rows where row.effect != .zero && row.effective <= day {
        if accounts[row.account].currency == currency { total += row.effect }
      }
    }
    return total
  }

  /// An account's balance at the end of a day, from its entries.
  public func balance(of account: UInt32, asOf day: Day) -> Money {
    var total = Money.zero
    forEachEntry(of: account) { number in
      let entry = entries[Int(number) - 1]
      if entry.effective <= day { total += entry.effect }
      return true
    }
    return total
  }
}
