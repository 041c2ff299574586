// The book as it was known at an entry: nothing that was recorded later counts, not even entries
// that are dated back and reversals of what was there.
//
// Tables grow in the order of the entries and lose no row. So a view of the past has the same
// tables, with their later rows skipped. Rows that are kept may hold traces of later entries, and
// each reader skips those: a chain is followed from its newest row to the first one that was there;
// a document is void only if its reversal was there (`end(of:)`). Balances and remainders, which
// entries change in place, are not read at all: they are added up as for a past day
// (`stands(at:)`).

extension Book {
  /// The book as it was after an entry. This is as cheap as `view()`.
  /// - Parameter known: the last entry that the view shows; 0 for none.
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

  /// The day up to which the last closing closed the book; nil before the first closing.
  private func lastClosing() -> Day? {
    var number = sequence
    while number > 0, entries[Int(number) - 1].kind != .close { number -= 1 }
    return number == 0 ? nil : entries[Int(number) - 1].closedThrough
  }

  /// Whether the rows' own balances and remainders answer for the end of a day: the book is no view
  /// of the past, and nothing takes effect after the day.
  func stands(at day: Day) -> Bool { !isPast && day >= latestEffective }

  /// The last entry that had been recorded by a time.
  /// - Parameter milliseconds: UTC, since 1970.
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

  /// The entry that reversed an entry; nil if none has.
  public func reversal(of number: EntryNumber) -> EntryNumber? {
    let reversal = EntryNumber(entries[Int(number) - 1].reversedBy)
    return reversal == 0 || reversal > sequence ? nil : reversal
  }

  /// The day from which an item no longer counts; `never` if it was not reversed.
  @inline(__always)
  func end(of item: ItemRow) -> Day {
    isPast && item.voided != never && reversal(of: item.entry) == nil ? never : item.voided
  }

  /// The day from which a credit no longer counts; `never` if it was not reversed.
  @inline(__always)
  func end(of credit: CreditRow) -> Day {
    isPast && credit.voided != never && reversal(of: credit.entry) == nil ? never : credit.voided
  }
}
