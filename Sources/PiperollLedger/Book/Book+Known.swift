// The book as it was known: what had been recorded up to an entry, whatever was recorded since, be
// it dated back, or the reversal of what was there.
//
// Tables grow in the order of the entries and lose no row, so a view of the past has the same
// tables with their later rows passed over. What rows say of later entries is passed over where it
// is read: a chain that begins with the newest is followed to what was there, a document is void
// only if its reversal was there (`end(of:)`), and what entries change in a row - balances, what is
// left - is not read at all, but added up as it is for a past day (`stands(at:)`).

extension Book {
  /// The book as it was when an entry was the last, as cheap as `view()`.
  /// - Parameter known: the last entry that it shows; 0: none.
  public func view(known: EntryNumber) -> Book {
    precondition(known <= sequence, "only what is recorded is known")
    var past = view()
    if known == sequence { return past }
    past.isPast = true
    var cutter = TableCutter(
      known: Known(
        entry: known, contacts: contacts.firstRow { $0.entry > known },
        items: items.firstRow { $0.entry > known },
        credits: credits.firstRow { $0.entry > known }))
    Self.forEachTable(of: self, &past, &cutter)
    if closedThrough != nil { past.closedThrough = past.lastClosing() }
    return past
  }

  /// The day through which the last closing closed; nil before the first.
  private func lastClosing() -> Day? {
    var number = sequence
    while number > 0, entries[Int(number) - 1].kind != .close { number -= 1 }
    return number == 0 ? nil : entries[Int(number) - 1].closedThrough
  }

  /// Whether the end of a day is the book as it stands: nothing takes effect later, and what
  /// entries change in the rows is what is asked for.
  func stands(at day: Day) -> Bool { !isPast && day >= latestEffective }

  /// The last entry that was recorded by a time.
  public func lastEntry(recordedBy milliseconds: Int64) -> EntryNumber {
    EntryNumber(entries.firstRow { $0.recorded > milliseconds })
  }

  /// The last entry that touched an account.
  public func revision(of account: UInt32) -> EntryNumber {
    if !isPast { return accounts[account].lastEntry }
    var last: EntryNumber = 0
    forEachEntry(of: account) {
      last = $0
      return false
    }
    return last
  }

  /// The entry that reversed one; nil if none has.
  public func reversal(of number: EntryNumber) -> EntryNumber? {
    let reversal = EntryNumber(entries[Int(number) - 1].reversedBy)
    return reversal == 0 || reversal > sequence ? nil : reversal
  }

  /// The day from which an item counts no more; `never` if it was not reversed.
  @inline(__always)
  func end(of item: ItemRow) -> Day {
    isPast && item.voided != never && reversal(of: item.entry) == nil ? never : item.voided
  }

  /// The day from which a credit counts no more; `never` if it was not reversed.
  @inline(__always)
  func end(of credit: CreditRow) -> Day {
    isPast && credit.voided != never && reversal(of: credit.entry) == nil ? never : credit.voided
  }
}
