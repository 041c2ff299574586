import CPrefetch

// A large book does not fit into the processor's cache, and a line of memory takes as long to come
// as fifty cells take to be written. What is needed later is asked for early, so that the waits lie
// beside the work and beside each other.

extension Column {
  /// Asks for a row; `none` and what is not there are passed over.
  func prefetch(_ row: UInt32) {
    if Int(row) < rowCount {
      piperoll_prefetch(starts[Int(row) >> Self.pageShift] + (Int(row) & Self.pageMask))
    }
  }
}

extension TextArena {
  /// Asks for a text.
  func prefetch(_ text: TextReference) { withBytes(text) { piperoll_prefetch($0.baseAddress) } }
}

extension Book {
  /// Asks for the first rows that a screen of an account shows.
  public func prefetchHeads(of account: UInt32) {
    let row = accounts[account]
    contacts.prefetch(row.lastContact)
    prefetch(item: row.firstOpenItem)
    credits.prefetch(row.firstOpenCredit)
    arena.prefetch(row.name)
  }

  /// Asks for what those rows name, once they are there.
  public func prefetchTexts(of account: UInt32) {
    let row = accounts[account]
    if row.lastContact != none {
      phones.prefetch(contacts[row.lastContact].lastPhone)
      arena.prefetch(contacts[row.lastContact].name)
    }
    if row.firstOpenItem != none {
      arena.prefetch(items[row.firstOpenItem].number)
      prefetch(item: items[row.firstOpenItem].nextOpen)
    }
  }

  /// Asks for what a payment on an account names: the entries of the account and of its first item.
  func prefetchEntries(of account: UInt32) {
    let row = accounts[account]
    entries.prefetch(row.openedWord &- 1)
    if row.firstOpenItem != none { entries.prefetch(items[row.firstOpenItem].entryWord &- 1) }
  }

  /// Asks for an item in all its columns.
  func prefetch(item: UInt32) {
    items.prefetch(item)
    itemDue.prefetch(item)
    itemRemaining.prefetch(item)
  }
}
