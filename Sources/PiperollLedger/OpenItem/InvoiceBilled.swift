/// A new invoice; the entry's effective date is the document's date.
public struct InvoiceBilled: Equatable, Sendable {
  public var account: EntryNumber
  /// The invoice's number, unique on its account.
  public var invoice: String
  public var amount: Money
  public var due: Day
  public var contents: InvoiceContents

  public init(
    account: EntryNumber, invoice: String, amount: Money, due: Day,
    contents: InvoiceContents = InvoiceContents()
  ) {
    self.account = account
    self.invoice = invoice
    self.amount = amount
    self.due = due
    self.contents = contents
  }
}

extension InvoiceBilled: FactBody {
  var entryKind: EntryKind { .invoice }

  func aim(_ aim: inout ReplayAim) {
    aim.name(account: account)
    aim.name(newItem: invoice)
  }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> InvoiceBilled { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(invoice)
    writer.put(amount)
    writer.put(due)
    if !contents.isEmpty { contents.put(to: &writer) }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    invoice = try reader.takeText()
    amount = try reader.takeMoney()
    due = try reader.takeDay()
    contents = InvoiceContents()
  }
}
