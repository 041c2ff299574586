// The lists of an account's open items (by due date, then by row number) and open credits (by
// date). Documents mostly come oldest first or newest first, so a place is looked for from both
// ends.

extension Book {
  mutating func openItem(_ row: UInt32) {
    let account = itemAccount[row]
    let after = lastOpenItem(of: account, notAfter: row)
    let next = after == none ? accounts[account].firstOpenItem : items[after].nextOpen
    items[row].openBetween = (after, next)
    if after == none { accounts[account].firstOpenItem = row } else { items[after].nextOpen = row }
    if next == none { accounts[account].lastOpenItem = row } else { items[next].previousOpen = row }
  }

  private func lastOpenItem(of account: UInt32, notAfter row: UInt32) -> UInt32 {
    var (after, next) = (accounts[account].lastOpenItem, accounts[account].firstOpenItem)
    while after != none, isLater(item: after, than: row) {
      if isLater(item: next, than: row) { return items[next].previousOpen }
      (after, next) = (items[after].previousOpen, items[next].nextOpen)
    }
    return after
  }

  private func isLater(item: UInt32, than row: UInt32) -> Bool {
    itemDue[item] > itemDue[row] || (itemDue[item] == itemDue[row] && item > row)
  }

  mutating func closeItem(_ row: UInt32) {
    let account = itemAccount[row]
    let (before, next) = items[row].openBetween
    if before == none {
      accounts[account].firstOpenItem = next
    } else {
      items[before].nextOpen = next
    }
    if next == none {
      accounts[account].lastOpenItem = before
    } else {
      items[next].previousOpen = before
    }
    items[row].openBetween = (none, none)
  }

  mutating func openCredit(_ row: UInt32) {
    let account = credits[row].account
    let after = lastOpenCredit(of: account, notAfter: row)
    let next = after == none ? accounts[account].firstOpenCredit : credits[after].nextOpen
    credits[row].openBetween = (after, next)
    if after == none {
      accounts[account].firstOpenCredit = row
    } else {
      credits[after].nextOpen = row
    }
    if next == none {
      accounts[account].lastOpenCredit = row
    } else {
      credits[next].previousOpen = row
    }
  }

  private func lastOpenCredit(of account: UInt32, notAfter row: UInt32) -> UInt32 {
    var (after, next) = (accounts[account].lastOpenCredit, accounts[account].firstOpenCredit)
    while after != none, isLater(credit: after, than: row) {
      if isLater(credit: next, than: row) { return credits[next].previousOpen }
      (after, next) = (credits[after].previousOpen, credits[next].nextOpen)
    }
    return after
  }

  private func isLater(credit: UInt32, than row: UInt32) -> Bool {
    let (left, right) = (credits[credit].date, credits[row].date)
    return left > right || (left == right && credit > row)
  }

  mutating func closeCredit(_ row: UInt32) {
    let account = credits[row].account
    let (before, next) = credits[row].openBetween
    if before == none {
      accounts[account].firstOpenCredit = next
    } else {
      credits[before].nextOpen = next
    }
    if next == none {
      accounts[account].lastOpenCredit = before
    } else {
      credits[next].previousOpen = before
    }
    credits[row].openBetween = (none, none)
  }
}

extension ItemRow {
  /// The rows before and after it in the list. They are read and written together, in one access.
  fileprivate var openBetween: (previous: UInt32, next: UInt32) {
    get { (previousOpen, nextOpen) }
    set { (previousOpen, nextOpen) = newValue }
  }
}

extension CreditRow {
  /// The rows before and after it in the list. They are read and written together, in one access.
  fileprivate var openBetween: (previous: UInt32, next: UInt32) {
    get { (previousOpen, nextOpen) }
    set { (previousOpen, nextOpen) = newValue }
  }
}
