extension Book {
  /// Decides to bill an invoice on an account.
  public func decideInvoice(
    account: UInt32, invoice: String, amount: Money, date: Day, due: Day
  ) throws(Refusal) -> Fact {
    if findInvoice(invoice, of: account) != nil { throw .invoiceExists(invoice) }
    if due < date { throw .dueBeforeDate }
    try checkAmount(amount, accounts[account].currency)
    return .invoiceBilled(
      InvoiceBilled(
        account: accounts[account].opened, invoice: invoice, amount: amount, due: due))
  }

  /// The most that all documents of a currency may come to: less than half of what an `Int64`
  /// holds, so that no sum of two totals overflows.
  static var totalMax: Int64 { 4_000_000_000_000_000_000 }

  /// Refuses an amount of zero, or one that would take a total beyond what the book can hold.
  func checkAmount(_ amount: Money, _ currency: Currency) throws(Refusal) {
    if amount <= .zero { throw .amountZero }
    if control(currency).volume.minor > Self.totalMax - amount.minor { throw .totalTooLarge }
  }

  mutating func apply(_ fact: InvoiceBilled, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = subject(of: fact.account, .account)
    let item = items.append(
      ItemRow(
        number: arena.append(fact.invoice), amount: fact.amount, entryWord: UInt32(number),
        date: row.effective, previousOfAccount: accounts[account].lastItem))
    itemAccount.append(account)
    itemDue.append(fact.due)
    itemRemaining.append(fact.amount)
    accounts[account].lastItem = item
    index(item, number: fact.invoice)
    openItem(item)
    row.subject = item
    post(Posting(receivables: fact.amount, revenue: fact.amount), to: account, &row)
  }

  private mutating func index(_ item: UInt32, number: String) {
    let (hash, hashOfAccount, first) = withUTF8(number) { bytes in
      (keyHash(bytes), keyHash(bytes, of: itemAccount[item]), firstInvoice(bytes))
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
