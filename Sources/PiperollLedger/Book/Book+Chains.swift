// Functions that walk the chains of an account's rows. A view of the past skips the later rows.

extension Book {
  /// An account's open items as the book stands, oldest due first.
  public func forEachOpenItem(of account: UInt32, _ body: (UInt32) -> Void) {
    precondition(!isPast, "the list of what is open is as the book stands")
    var row = accounts[account].firstOpenItem
    while row != none {
      let next = items[row].nextOpen
      prefetch(item: next)
      body(row)
      row = next
    }
  }

  /// An account's credits that have something unapplied as the book stands, oldest first.
  public func forEachOpenCredit(of account: UInt32, _ body: (UInt32) -> Void) {
    precondition(!isPast, "the list of what is unapplied is as the book stands")
    var row = accounts[account].firstOpenCredit
    while row != none {
      body(row)
      row = credits[row].nextOpen
    }
  }

  /// All items of an account, newest first.
  public func forEachItem(of account: UInt32, _ body: (UInt32) -> Void) {
    var row = accounts[account].lastItem
    while row != none {
      if row < items.count { body(row) }
      row = items[row].previousOfAccount
    }
  }

  /// All payments and credit memos of an account, newest first.
  public func forEachCredit(of account: UInt32, _ body: (UInt32) -> Void) {
    var row = accounts[account].lastCredit
    while row != none {
      if row < credits.count { body(row) }
      row = credits[row].previousOfAccount
    }
  }

  /// All contacts of an account, in the order they were added.
  public func forEachContact(of account: UInt32, _ body: (UInt32) -> Void) {
    let last = accounts[account].lastContact
    var row = last
    while row != none {
      row = contacts[row].nextOfAccount
      if row < contacts.count { body(row) }
      if row == last { return }
    }
  }

  /// The contacts of an account at the end of a day, in the order they were added.
  @inline(__always)
  public func forEachContact(of account: UInt32, on day: Day, _ body: (UInt32) -> Void) {
    forEachContact(of: account) { if isThere(contact: $0, on: day) { body($0) } }
  }

  /// Whether a contact was there at the end of a day: it is from its own date on.
  @inline(__always)
  public func isThere(contact: UInt32, on day: Day) -> Bool {
    day == .last || entries[Int(contacts[contact].entry) - 1].effective <= day
  }

  /// The rows of a contact's telephone numbers, in the order they were added.
  func forEachPhoneRow(of contact: UInt32, _ body: (UInt32) -> Void) {
    let last = contacts[contact].lastPhone
    var row = last
    while row != none {
      row = phones[row].nextOfContact
      body(row)
      if row == last { return }
    }
  }

  /// The applications of a credit, newest first.
  public func forEachApplication(ofCredit credit: UInt32, _ body: (UInt32) -> Void) {
    var row = credits[credit].lastApplication
    while row != none {
      if row < applications.count { body(row) }
      row = applications[row].previousOfCredit
    }
  }

  /// The applications to an item, newest first.
  public func forEachApplication(toItem item: UInt32, _ body: (UInt32) -> Void) {
    var row = items[item].lastApplication
    while row != none {
      if row < applications.count { body(row) }
      row = applications[row].previousOfItem
    }
  }

  /// An account's entries, newest first, for as long as the body returns true.
  public func forEachEntry(of account: UInt32, _ body: (EntryNumber) -> Bool) {
    var number = accounts[account].lastEntry
    while number != 0 {
      if number <= sequence, !body(number) { return }
      let row = entries[Int(number) - 1]
      let leg = row.account == account ? nil : secondLeg(of: number)
      number = EntryNumber(leg.map { legs[$0].previousOfAccount } ?? row.previousOfAccount)
    }
  }
}
