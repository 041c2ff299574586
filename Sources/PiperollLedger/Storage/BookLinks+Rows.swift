// What each table's rows are looked at for, a page at a time.

extension BookLinks {
  /// Runs a body for each row of a page. The sums are kept aside meanwhile, so that they need not
  /// go to memory and back for each row.
  @inline(__always)
  private mutating func forEach<Row>(
    _ rows: UnsafeBufferPointer<Row>, from first: Int,
    _ body: (inout BookLinks, Row, UInt32) -> Void
  ) {
    var links = self
    for offset in rows.indices {
      body(&links, rows[offset], UInt32(truncatingIfNeeded: first + offset))
    }
    self = links
  }

  mutating func note(names rows: UnsafeBufferPointer<TextReference>, from first: Int) {
    forEach(rows, from: first) { links, name, _ in links.text(name) }
  }

  mutating func note(accounts rows: UnsafeBufferPointer<AccountRow>, from first: Int) {
    forEach(rows, from: first) { links, row, _ in
      links.text(row.id)
      links.text(row.name)
      links.entry(row.opened)
      links.contacts.mayName(row.lastContact)
      links.total(row.balance)
      links.demand(row.unapplied >= .zero)
      links.total(row.unapplied)
      links.demand(row.creditLimitOrNone.minor >= -1)
      links.amount(row.creditLimitOrNone)
      links.choice(row.kindByte, of: AccountKind.self)
      links.symbol(row.collector)
      links.symbol(row.portfolio)
      links.symbol(row.client)
      links.day(row.openedOn)
      links.noteHeads(of: row)
    }
    for row in rows { addUnapplied(of: row) }
  }

  @inline(__always)
  private mutating func noteHeads(of row: AccountRow) {
    entriesOfAccounts.name(entry: row.lastEntryWord)
    notesOfAccounts.name(entry: row.lastNote)
    openItems.name(row.firstOpenItem)
    openItemsBackwards.name(row.lastOpenItem)
    openCredits.name(row.firstOpenCredit)
    openCreditsBackwards.name(row.lastOpenCredit)
    itemsOfAccounts.name(row.lastItem)
    creditsOfAccounts.name(row.lastCredit)
    holdsOfAccounts.name(row.lastHold)
    limitsOfAccounts.name(row.lastLimit)
    servicesOfAccounts.name(row.lastService)
    draftsOfAccounts.name(row.lastDraft)
  }

  private mutating func addUnapplied(of row: AccountRow) {
    guard Int(row.currencyByte) < unapplied.count, row.unapplied.minor <= Book.totalMax else {
      return demand(false)
    }
    // Two totals never overflow.
    unapplied[Int(row.currencyByte)] += row.unapplied.minor
    if unapplied[Int(row.currencyByte)] > Book.totalMax {
      unapplied[Int(row.currencyByte)] = 0
      demand(false)
    }
  }

  mutating func note(contacts rows: UnsafeBufferPointer<ContactRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.text(row.name)
      links.text(row.email)
      links.text(row.address)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.phones.mayName(row.lastPhone)
      links.contactRings.count(number, naming: row.nextOfAccount)
      links.choice(row.roleWord, of: ContactRole.self)
    }
  }

  mutating func note(phones rows: UnsafeBufferPointer<PhoneRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.number(row.digits)
      links.contacts.mustName(row.contact)
      links.phoneRings.count(number, naming: row.nextOfContact)
      links.numbers.count(number, naming: row.nextSameNumber)
      links.choice(row.kindWord, of: PhoneKind.self)
    }
  }

  mutating func note(items rows: UnsafeBufferPointer<ItemRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.text(row.number)
      links.amount(row.amount)
      links.demand(row.kindIfKnown != nil)
      links.entry(row.entry)
      links.day(row.date)
      links.voided(row.voided)
      links.itemsOfAccounts.count(number, naming: row.previousOfAccount)
      links.openItems.name(row.nextOpen)
      links.openItemsBackwards.name(row.previousOpen)
      links.applicationsOfItems.name(row.lastApplication)
      links.invoices.count(number, naming: row.nextSameNumber)
      links.repeatedInvoices.count(row.nextSameNumber)
    }
  }

  mutating func note(itemAccounts rows: UnsafeBufferPointer<UInt32>, from first: Int) {
    forEach(rows, from: first) { links, account, _ in links.accounts.mustName(account) }
  }

  mutating func note(itemDues rows: UnsafeBufferPointer<Day>, from first: Int) {
    forEach(rows, from: first) { links, due, _ in links.day(due) }
  }

  mutating func note(itemRemainings rows: UnsafeBufferPointer<Money>, from first: Int) {
    forEach(rows, from: first) { links, left, number in
      links.demand(left >= .zero)
      links.amount(left)
      let open = left > .zero ? number : none
      links.openItems.count(open)
      links.openItemsBackwards.count(open)
    }
  }

  mutating func note(credits rows: UnsafeBufferPointer<CreditRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.amount(row.amount)
      links.demand(row.unapplied >= .zero && row.unapplied <= row.amount)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.day(row.date)
      links.voided(row.voided)
      links.creditsOfAccounts.count(number, naming: row.previousOfAccount)
      let open = row.unapplied > .zero ? number : none
      links.openCredits.count(open, naming: row.nextOpen)
      links.openCreditsBackwards.count(open, naming: row.previousOpen)
      links.applicationsOfCredits.name(row.lastApplication)
      links.choice(row.kindByte, of: CreditKind.self)
      links.choice(row.methodByte, of: PaymentMethod.self)
      links.choice(row.reasonByte, of: Reason.self)
    }
  }

  mutating func note(applications rows: UnsafeBufferPointer<ApplicationRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.amount(row.amount)
      links.demand(row.isSound(at: number))
      links.entry(row.entry)
      links.credits.mustName(row.credit)
      links.items.mustName(row.item)
      links.day(row.effective)
      links.applicationsOfCredits.count(number, naming: row.previousOfCredit)
      links.applicationsOfItems.count(number, naming: row.previousOfItem)
    }
  }
}
