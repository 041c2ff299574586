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
    past.entries = entries.cut(to: Int(known))
    past.accounts = accounts.cut(to: accounts.firstRow { $0.opened > known })
    past.contacts = contacts.cut(to: contacts.firstRow { $0.entry > known })
    past.phones = phones.cut(to: phones.firstRow { $0.contact >= past.contacts.count })
    let itemCount = items.firstRow { $0.entry > known }
    past.items = items.cut(to: itemCount)
    past.itemAccount = itemAccount.cut(to: itemCount)
    past.itemDue = itemDue.cut(to: itemCount)
    past.itemRemaining = itemRemaining.cut(to: itemCount)
    past.credits = credits.cut(to: credits.firstRow { $0.entry > known })
    past.applications = applications.cut(to: applications.firstRow { $0.entry > known })
    past.legs = legs.cut(to: legs.firstRow { $0.entry > known })
    past.pairs = pairs.cut(to: pairs.firstRow { $0.item >= itemCount })
    past.memos = memos.cut(to: memos.firstRow { $0.entry > known })
    past.particulars = particulars.cut(to: particulars.firstRow { $0.entry > known })
    past.references = references.cut(to: references.firstRow { $0.entry > known })
    past.policies = policies.cut(to: policies.firstRow { $0.entry > known })
    past.approvals = approvals.cut(to: approvals.firstRow { $0.entry > known })
    past.carriedOut = carriedOut.cut(to: carriedOut.firstRow { $0.entry > known })
    if closedThrough != nil { past.closedThrough = past.lastClosing() }
    past.services = services.cut(to: services.firstRow { $0.entry > known })
    past.drafts = drafts.cut(to: drafts.firstRow { $0.entry > known })
    past.lines = lines.cut(to: lines.firstRow { $0.entry > known })
    past.holds = holds.cut(to: holds.firstRow { $0.entry > known })
    past.limits = limits.cut(to: limits.firstRow { $0.entry > known })
    past.heldBacks = heldBacks.cut(to: heldBacks.firstRow { $0.entry > known })
    past.rates = rates.cut(to: rates.firstRow { $0.entryWord > known })
    past.interestCharges = interestCharges.cut(
      to: interestCharges.firstRow {
        $0.item == none ? $0.credit >= past.credits.count : $0.item >= itemCount
      })
    past.loans = loans.cut(to: loans.firstRow { $0.item >= itemCount })
    past.controls = controls.cut(to: controls.firstRow { $0.firstEntryWord > known })
    return past
  }

  /// The day through which the last closing closed; nil before the first.
  private func lastClosing() -> Day? {
    var number = sequence
    while number > 0, entries[Int(number) - 1].kind != .close { number -= 1 }
    return number == 0 ? nil : entries[Int(number) - 1].closedThrough
  }

  /// Whether the end of a day is the book as it stands: nothing takes effect later, and what
  /// entries change in the rows is what is asked for. nil: whatever its day, all that is recorded.
  public func stands(at day: Day?) -> Bool {
    !isPast && day.map { $0 >= latestEffective } ?? true
  }

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
