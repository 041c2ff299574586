// What the entries and the tables beside them are looked at for.

extension BookLinks {
  mutating func note(entries rows: UnsafeBufferPointer<EntryRow>, from first: Int) {
    var links = self
    for offset in rows.indices {
      let (row, number) = (rows[offset], UInt32(truncatingIfNeeded: first + offset))
      links.amount(row.effect)
      links.total(row.balance)
      links.day(row.effective)
      links.symbol(row.actor)
      links.entries.mayName(row.reversedBy &- 1)
      links.demand(row.recorded >= links.lastRecorded)
      links.lastRecorded = row.recorded
      links.accounts.mayName(row.account)
      // Those before it have smaller numbers: no walk comes back, whichever account it is of.
      links.demand(row.previousOfAccount <= number)
      links.entriesOfAccounts.count(
        row.hasAccount ? number : none, naming: row.previousOfAccount &- 1)
      if row.hasMemo { links.memos.count(number) }
      if row.hasParticulars { links.particulars.count(number) }
      if row.hasHeldBack { links.heldBacks.count(number) }
      if row.hasReference { links.references.count(number) }
      links.noteSubject(of: row, number)
    }
    self = links
  }

  /// Entries make rows one after the other: the first invoice's is row 0, and so on.
  @inline(__always)
  private mutating func noteSubject(of row: EntryRow, _ number: UInt32) {
    guard let kind = row.kindIfKnown else { return demand(false) }
    if let hasAccount = kind.hasAccount { demand(row.hasAccount == hasAccount) }
    demand(row.hasAccount || row.effect == .zero)
    switch kind {
    case .account: made(row.subject, \.accounts)
    case .contact: made(row.subject, \.contacts)
    case .invoice, .charge, .refund: made(row.subject, \.items)
    case .adjust where row.isDebit:
      made(row.subject, \.items)
      choice(row.detailByte & ~EntryRow.debitBit, of: Reason.self)
    case .payment, .credit, .adjust, .writeoff: made(row.subject, \.credits)
    case .recovery, .transfer:
      made(row.subject, \.pairs)
      made.items &+= 1
      made.credits &+= 1
    case .apply, .unapply: credits.mustName(row.subject)
    case .reverse:
      demand(row.subject > 0 && row.subject <= number)
      choice(row.detailByte, of: ReversalReason.self)
    case .note:
      notesOfAccounts.count(number, naming: row.subject &- 1)
    case .call:
      made(row.subject, \.calls)
      notesOfAccounts.count(number)
    case .policy:
      made(row.subject, \.policies)
      demand(row.effect == .zero)
    case .loan:
      made(row.subject, \.loans)
      made.items &+= 1
      made.rates &+= 1
    case .rate: made(row.subject, \.rates)
    case .service: made(row.subject, \.services)
    case .verify: services.mustName(row.subject)
    case .draft: made(row.subject, \.drafts)
    case .hold: made(row.subject, \.holds)
    case .limit: made(row.subject, \.limits)
    case .releaseHold: holds.mustName(row.subject)
    case .approval: made(row.subject, \.approvals)
    case .reject: approvals.mustName(row.subject)
    case .close: day(row.closedThrough)
    case .interest:
      made(row.subject, \.interestCharges)
      if row.isDebit { made.items &+= 1 } else { made.credits &+= 1 }
    case .user:
      users.mustName(row.subject)
    }
  }

  mutating func note(legs rows: UnsafeBufferPointer<LegRow>, from _: Int) {
    for row in rows {
      demand(row.entry > lastLeg && row.entry <= EntryNumber(UInt32.max))
      lastLeg = row.entry
      amount(row.effect)
      total(row.balance)
      accounts.mustName(row.account)
      demand(EntryNumber(row.previousOfAccount) < row.entry)
      entriesOfAccounts.count(
        UInt32(truncatingIfNeeded: row.entry &- 1), naming: row.previousOfAccount &- 1)
    }
  }

  mutating func note(pairs rows: UnsafeBufferPointer<PairRow>, from _: Int) {
    for row in rows {
      items.mustName(row.item)
      credits.mustName(row.credit)
    }
  }

  @inline(__always)
  private mutating func made(_ row: UInt32, _ table: WritableKeyPath<Made, UInt32>) {
    demand(row == made[keyPath: table])
    made[keyPath: table] &+= 1
  }

  mutating func note(memos rows: UnsafeBufferPointer<MemoRow>, from _: Int) {
    for row in rows {
      demand(row.entry > lastMemo && row.entry <= EntryNumber(UInt32.max))
      lastMemo = row.entry
      memos.name(entry: UInt32(truncatingIfNeeded: row.entry))
      text(row.text)
    }
  }

  mutating func note(particulars rows: UnsafeBufferPointer<MemoRow>, from _: Int) {
    for row in rows {
      demand(row.entry > lastParticulars && row.entry <= EntryNumber(UInt32.max))
      lastParticulars = row.entry
      particulars.name(entry: UInt32(truncatingIfNeeded: row.entry))
      text(row.text)
    }
  }

  mutating func note(references rows: UnsafeBufferPointer<ReferenceRow>, from _: Int) {
    for row in rows {
      demand(row.entry > lastReference && row.entry <= EntryNumber(UInt32.max))
      lastReference = row.entry
      references.name(entry: UInt32(truncatingIfNeeded: row.entry))
      text(row.name)
    }
  }

  mutating func note(calls rows: UnsafeBufferPointer<CallRow>, from _: Int) {
    for row in rows {
      number(row.digits)
      notesOfAccounts.name(entry: row.previousNote)
      choice(row.directionByte, of: CallDirection.self)
      choice(row.resultByte, of: CallResult.self)
    }
  }

  mutating func note(policies rows: UnsafeBufferPointer<PolicyRow>, from _: Int) {
    for row in rows {
      text(row.text)
      day(row.effective)
      entry(row.entry)
      guard let policy = Policy(code: row.policyByte) else { return demand(false) }
      demand(PolicyScope(code: row.scopeByte, of: policy.scopes) != nil)
      demand(row.isSetByte <= 1)
      demand(policy.type == .money || row.currencyByte == 0)
      demand(Int(row.currencyByte) < Currency.codes.count)
    }
  }

  mutating func note(approvals rows: UnsafeBufferPointer<ApprovalRow>, from _: Int) {
    for row in rows {
      text(row.request)
      amount(row.amount)
      entry(row.entry)
      entries.mayName(row.decidedWord &- 1)
      accounts.mayName(row.account)
      day(row.effective)
      day(row.expires)
      demand(ApprovalNeeds(stored: row.needBits) != nil)
      choice(row.kindByte, of: EntryKind.self)
      demand(
        row.currencyByte == ApprovalRow.noCurrency
          || Int(row.currencyByte) < Currency.codes.count)
    }
  }

  mutating func note(carriedOut rows: UnsafeBufferPointer<CarriedOutRow>, from _: Int) {
    for row in rows {
      demand(row.entry > lastCarriedOut && row.entry <= EntryNumber(UInt32.max))
      lastCarriedOut = row.entry
      approvals.mustName(row.approval)
    }
  }

  mutating func note(users rows: UnsafeBufferPointer<UserRow>, from _: Int) {
    for row in rows {
      text(row.name)
      text(row.passwordRecord)
      choice(row.roleWord, of: Role.self)
    }
  }

  mutating func note(controls rows: UnsafeBufferPointer<ControlRow>, from _: Int) {
    for row in rows {
      demand(row.currencyWord < UInt32(Currency.codes.count))
      entries.mayName(row.firstEntryWord &- 1)
      demand(row.volume >= .zero)
      total(row.volume)
      for account in LedgerAccount.allCases { total(row[account]) }
    }
  }

  // MARK: The end

  /// Names the first table in which something does not hold; nil if all does.
  func flaw(in book: borrowing Book) -> String? {
    if isFlawed { return "a field holds what none can" }
    if !tablesMatch(book) { return "rows are named that are not there" }
    let sums = [
      ("items", itemsOfAccounts), ("credits", creditsOfAccounts), ("open items", openItems),
      ("open items, backwards", openItemsBackwards), ("open credits", openCredits),
      ("open credits, backwards", openCreditsBackwards),
      ("applications of credits", applicationsOfCredits),
      ("applications to items", applicationsOfItems), ("entries", entriesOfAccounts),
      ("notes", notesOfAccounts), ("holds", holdsOfAccounts),
      ("limits", limitsOfAccounts), ("services", servicesOfAccounts),
      ("drafts", draftsOfAccounts), ("contacts", contactRings),
      ("phones", phoneRings),
      ("invoice numbers", invoices), ("repeated invoice numbers", repeatedInvoices),
      ("phone numbers", numbers), ("memos", memos), ("particulars", particulars),
      ("references", references), ("rates", ratesOfAccounts), ("loans", loansOfAccounts),
      ("amounts held back", heldBacks),
      ("interest", interestOfAccounts), ("late fees", lateFeesOfAccounts),
    ]
    return sums.first { !$0.1.isEven }.map { "a chain of \($0.0) is broken" }
  }

  private func tablesMatch(_ book: borrowing Book) -> Bool {
    let items = book.items.count
    let hasMoney = items + book.credits.count > 0
    return accounts.fits(book.accounts.count) && contacts.fits(book.contacts.count)
      && phones.fits(book.phones.count) && self.items.fits(items)
      && credits.fits(book.credits.count) && entries.fits(book.entries.count)
      && users.fits(book.users.count) && book.itemAccount.count == items
      && book.itemDue.count == items && book.itemRemaining.count == items
      && Int(made.accounts) == book.accounts.count && Int(made.contacts) == book.contacts.count
      && holds.fits(book.holds.count) && Int(made.holds) == book.holds.count
      && Int(made.limits) == book.limits.count
      && approvals.fits(book.approvals.count) && Int(made.approvals) == book.approvals.count
      && lastCarriedOut <= book.sequence
      && services.fits(book.services.count) && Int(made.services) == book.services.count
      && Int(made.drafts) == book.drafts.count && lastLine <= book.sequence
      && Int(made.items) == items && Int(made.credits) == book.credits.count
      && Int(made.calls) == book.calls.count && Int(made.pairs) == book.pairs.count
      && Int(made.rates) == book.rates.count && Int(made.loans) == book.loans.count
      && Int(made.interestCharges) == book.interestCharges.count
      && Int(made.policies) == book.policies.count
      && lastMemo <= book.sequence && lastParticulars <= book.sequence && lastLeg <= book.sequence
      && lastHeldBack <= book.sequence
      && lastReference <= book.sequence && book.controls.count <= Currency.codes.count
      && (book.controls.count > 0 || !hasMoney)
  }
}
