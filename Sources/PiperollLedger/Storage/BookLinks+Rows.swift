// What each table's rows are looked at for, a page at a time.

extension BookLinks {
  /// Runs a body for each row of a page. The sums are kept aside meanwhile, so that they need not go
  /// to memory and back for each row.
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
      links.contactRings.name(row.nextOfAccount)
      links.contactRings.count(number)
      links.choice(row.roleWord, of: ContactRole.self)
    }
  }

  mutating func note(phones rows: UnsafeBufferPointer<PhoneRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.number(row.digits)
      links.contacts.mustName(row.contact)
      links.phoneRings.name(row.nextOfContact)
      links.phoneRings.count(number)
      links.numbers.name(row.nextSameNumber)
      links.numbers.count(number)
      links.choice(row.kindWord, of: PhoneKind.self)
    }
  }

  mutating func note(items rows: UnsafeBufferPointer<ItemRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.text(row.number)
      links.amount(row.amount)
      links.entry(row.entry)
      links.day(row.date)
      links.voided(row.voided)
      links.itemsOfAccounts.name(row.previousOfAccount)
      links.itemsOfAccounts.count(number)
      links.openItems.name(row.nextOpen)
      links.openItemsBackwards.name(row.previousOpen)
      links.applicationsOfItems.name(row.lastApplication)
      links.invoices.name(row.nextSameNumber)
      links.repeatedInvoices.count(row.nextSameNumber)
      links.invoices.count(number)
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
      links.openItems.count(number, if: left > .zero)
      links.openItemsBackwards.count(number, if: left > .zero)
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
      links.creditsOfAccounts.name(row.previousOfAccount)
      links.creditsOfAccounts.count(number)
      links.openCredits.name(row.nextOpen)
      links.openCreditsBackwards.name(row.previousOpen)
      links.openCredits.count(number, if: row.unapplied > .zero)
      links.openCreditsBackwards.count(number, if: row.unapplied > .zero)
      links.applicationsOfCredits.name(row.lastApplication)
      links.choice(row.kindByte, of: CreditKind.self)
      links.choice(row.methodByte, of: PaymentMethod.self)
      links.choice(row.reasonByte, of: CreditReason.self)
    }
  }

  mutating func note(applications rows: UnsafeBufferPointer<ApplicationRow>, from first: Int) {
    forEach(rows, from: first) { links, row, number in
      links.amount(row.amount)
      links.entry(row.entry)
      links.credits.mustName(row.credit)
      links.items.mustName(row.item)
      links.day(row.effective)
      links.applicationsOfCredits.name(row.previousOfCredit)
      links.applicationsOfCredits.count(number)
      links.applicationsOfItems.name(row.previousOfItem)
      links.applicationsOfItems.count(number)
    }
  }
}
