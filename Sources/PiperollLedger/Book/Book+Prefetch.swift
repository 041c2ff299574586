import CPrefetch

// A large book does not fit into the processor's cache, and reading a line from memory takes as
// long as writing some fifty fields. So the lines that are needed later are requested early: the
// waits overlap with the work and with each other.

extension Column {
  /// Requests a row from memory; does nothing for `none` and for rows that do not exist.
  func prefetch(_ row: UInt32) {
    if Int(row) < rowCount {
      piperoll_prefetch(starts[Int(row) >> Self.pageShift] + (Int(row) & Self.pageMask))
    }
  }
}

extension TextArena {
  /// Requests a text from memory.
  func prefetch(_ text: TextReference) { withBytes(text) { piperoll_prefetch($0.baseAddress) } }
}

extension Book {
  /// Requests the rows that the screen of an account shows first.
  public func prefetchHeads(of account: UInt32) {
    let row = accounts[account]
    contacts.prefetch(row.lastContact)
    prefetch(item: row.firstOpenItem)
    credits.prefetch(row.firstOpenCredit)
    arena.prefetch(row.name)
  }

  /// Requests the texts that those rows name. Call it once the rows have arrived.
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

  /// Requests what a payment on an account names: the entries of the account and of its first item.
  func prefetchEntries(of account: UInt32) {
    let row = accounts[account]
    entries.prefetch(row.openedWord &- 1)
    if row.firstOpenItem != none { entries.prefetch(items[row.firstOpenItem].entryWord &- 1) }
  }

  /// Requests an item's row and its fields in the other columns.
  func prefetch(item: UInt32) {
    items.prefetch(item)
    itemDue.prefetch(item)
    itemRemaining.prefetch(item)
  }
}
