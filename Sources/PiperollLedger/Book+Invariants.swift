/// A sum that does not hold, in words.
public struct Violation: Equatable, Sendable, CustomStringConvertible {
  public let description: String
}

extension Book {
  /// Recomputes what can be computed in a second way and says what differs: empty for a sound book.
  /// Every pass is over the whole book; it is for VERIFY, tests and recovery, not for each entry.
  public func violations() -> [Violation] {
    var found: [Violation] = []
    func demand(_ holds: Bool, _ words: @autoclosure () -> String) {
      if !holds { found.append(Violation(description: words())) }
    }
    checkItems(demand)
    checkCredits(demand)
    checkStanding(demand)
    checkAccounts(demand)
    checkControls(demand)
    checkHolds(demand)
    checkLimits(demand)
    checkServices(demand)
    return found
  }

  typealias Demand = (Bool, @autoclosure () -> String) -> Void

  private func checkItems(_ demand: Demand) {
    let left = remainingOfItems(asOf: .last)
    for (item, amount) in left.enumerated() {
      let remaining = itemRemaining[item]
      demand(
        amount == remaining,
        "item \(text(items[item].number)): \(remaining) open, \(amount) by its applications")
      demand(remaining >= .zero, "item \(text(items[item].number)) is below zero")
    }
  }

  private func checkCredits(_ demand: Demand) {
    for (credit, amount) in unappliedOfCredits(asOf: .last).enumerated() {
      demand(
        amount == credits[credit].unapplied,
        "credit \(credits[credit].entry): \(credits[credit].unapplied) left, \(amount) applied"
      )
      demand(
        credits[credit].kind.isUnappliable || amount == .zero,
        "credit \(credits[credit].entry): some of it is set against nothing")
    }
  }

  /// What stands of the applications is what is no longer open, and nothing stands of what is void.
  private func checkStanding(_ demand: Demand) {
    var covered = [Money](repeating: .zero, count: items.count)
    var writeOffs = [UInt32](repeating: 0, count: accounts.count)
    applications.forEachPage { _, rows in
      for row in rows { covered[Int(row.item)] += row.standing }
    }
    credits.forEachPage { _, rows in
      for row in rows where row.kind == .writeOff && row.voided == never {
        writeOffs[Int(row.account)] += 1
      }
    }
    for item in 0..<items.count {
      let row = items[item]
      let left = row.voided == never ? row.amount - itemRemaining[item] : .zero
      demand(covered[item] == left, "item \(text(row.number)): what covers it")
    }
    for account in 0..<accounts.count {
      demand(
        accounts[account].writeOffs == writeOffs[account],
        "account \(text(accounts[account].id)): write-offs")
    }
  }

  private func checkAccounts(_ demand: Demand) {
    var open = [Money](repeating: .zero, count: accounts.count)
    var unapplied = open
    var effects = open
    for item in 0..<items.count { open[Int(itemAccount[item])] += itemRemaining[item] }
    for credit in 0..<credits.count {
      unapplied[Int(credits[credit].account)] += credits[credit].unapplied
    }
    entries.forEachPage { _, rows in
      for row in rows where row.hasAccount { effects[Int(row.account)] += row.effect }
    }
    for leg in 0..<legs.count { effects[Int(legs[leg].account)] += legs[leg].effect }
    for account in 0..<accounts.count {
      let row = accounts[account]
      let id = text(row.id)
      demand(row.balance == open[account] - unapplied[account], "account \(id): items and balance")
      demand(row.unapplied == unapplied[account], "account \(id): unapplied")
      demand(row.balance == effects[account], "account \(id): entries and balance")
      demand(isInOrder(account), "account \(id): the list of open items")
    }
  }

  /// The open lists hold exactly what is open, oldest first.
  private func isInOrder(_ account: Int) -> Bool {
    var (items, credits) = (Money.zero, Money.zero)
    var (lastDue, lastDate) = (Day.first, Day.first)
    var inOrder = true
    forEachOpenItem(of: UInt32(account)) {
      inOrder = inOrder && itemDue[$0] >= lastDue && itemRemaining[$0] > .zero
      lastDue = itemDue[$0]
      items += itemRemaining[$0]
    }
    forEachOpenCredit(of: UInt32(account)) {
      inOrder = inOrder && self.credits[$0].date >= lastDate && self.credits[$0].unapplied > .zero
      lastDate = self.credits[$0].date
      credits += self.credits[$0].unapplied
    }
    return inOrder && items - credits == accounts[account].balance
  }

  private func checkControls(_ demand: Demand) {
    var volumes: [Currency: Money] = [:]
    for item in 0..<items.count {
      volumes[accounts[itemAccount[item]].currency, default: .zero] += items[item].amount
    }
    for credit in 0..<credits.count {
      volumes[accounts[credits[credit].account].currency, default: .zero] += credits[credit].amount
    }
    let trials = trials(asOf: .last)
    for place in 0..<controls.count {
      let control = controls[place]
      let code = control.currency.code
      demand(control.volume == volumes[control.currency], "\(code): documents and volume")
      for account in LedgerAccount.allCases {
        demand(control[account] == trials[place][account], "\(code): documents and \(account)")
      }
      demand(trials[place].isProved, "\(code): debits and credits, control and entries")
      demand(control[.transfers] == .zero, "\(code): what left one account came to another")
    }
  }
}
