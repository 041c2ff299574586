extension Book {
  /// Decides to bill an invoice on an account.
  public func decideInvoice(
    account: UInt32, invoice: String, amount: Money, date: Day, due: Day,
    contents: InvoiceContents = InvoiceContents()
  ) throws(Refusal) -> Fact {
    try demandFree(invoice, on: account)
    if due < date { throw .dueBeforeDate }
    try checkAmount(amount, accounts[account].currency)
    try demandCredit(of: account, date)
    try check(contents, amount, of: account, on: date)
    try demandVerified(contents)
    return .invoiceBilled(
      InvoiceBilled(
        account: accounts[account].opened, invoice: invoice, amount: amount, due: due,
        contents: contents))
  }

  /// Refuses to bill something new while the account's credit is on hold.
  func demandCredit(of account: UInt32, _ date: Day) throws(Refusal) {
    if let hold = hold(blocking: .newOrders, account: account, on: date) {
      throw .creditHeld(by: holds[hold].entry)
    }
  }

  /// The most that all documents of a currency may add up to: less than half of what an `Int64`
  /// holds, so that the sum of two totals never overflows.
  static var totalMax: Int64 { 4_000_000_000_000_000_000 }

  /// Refuses an amount of zero, or one that would take a total beyond what the book can hold.
  /// - Parameter documents: how many documents of that amount the entry makes.
  func checkAmount(
    _ amount: Money, _ currency: Currency, documents: Int64 = 1
  ) throws(Refusal) {
    if amount <= .zero { throw .amountZero }
    if amount > .largest { throw .totalTooLarge }
    let room = Self.totalMax - amount.minor * documents
    if control(currency).volume.minor > room { throw .totalTooLarge }
  }

  mutating func apply(_ fact: InvoiceBilled, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = account(openedBy: fact.account)
    row.subject = addItem(
      .invoice, fact.invoice, fact.amount, due: fact.due, on: row.account, number, row.effective)
    row.effect = post(item: .invoice, fact.amount, to: row.account)
    if !fact.contents.isEmpty { add(fact.contents, number, &row) }
  }

  /// Adds an open item. It posts nothing: the caller does.
  /// - Returns: the item's row.
  mutating func addItem(
    _ kind: ItemKind, _ number: String, _ amount: Money, due: Day, on account: UInt32,
    _ entry: EntryNumber, _ date: Day
  ) -> UInt32 {
    let item = items.append(
      ItemRow(
        number: arena.append(number), kind: kind, amount: amount, entryWord: UInt32(entry),
        date: date, previousOfAccount: accounts[account].lastItem))
    itemAccount.append(account)
    itemDue.append(due)
    itemRemaining.append(amount)
    accounts[account].lastItem = item
    index(item, number: number)
    openItem(item)
    return item
  }

  private mutating func index(_ item: UInt32, number: String) {
    let (hash, hashOfAccount, first) = withUTF8(number) { bytes in
      (
        hashKey.hash(bytes), hashKey.hash(bytes, of: itemAccount[item]), firstInvoice(bytes)
      )
    }
    if let first {
      accountInvoiceIndex.insert(hashOfAccount, row: item)
      items[item].nextSameNumber = items[first].nextSameNumber
      items[first].nextSameNumber = item
    } else {
      invoiceIndex.insert(hash, row: item)
    }
  }
}
