/// A line of an invoice that is not for a recorded service.
public struct InvoiceLine: Equatable, Sendable {
  /// The code of what it is for.
  public var code: String
  public var amount: Money

  public init(code: String, amount: Money) {
    self.code = code
    self.amount = amount
  }
}

extension InvoiceLine: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(code)
    writer.put(amount)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    code = try reader.takeText()
    amount = try reader.takeMoney()
  }
}

/// The services and lines of an invoice, for those invoices that list them.
public struct InvoiceContents: Equatable, Sendable {
  /// The entries that recorded its services.
  public var services: [EntryNumber]
  public var lines: [InvoiceLine]

  public init(services: [EntryNumber] = [], lines: [InvoiceLine] = []) {
    self.services = services
    self.lines = lines
  }

  /// Whether it lists nothing.
  public var isEmpty: Bool { services.isEmpty && lines.isEmpty }
}

extension InvoiceContents: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(UInt32(services.count))
    for service in services { writer.put(service) }
    lines.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    services = []
    for _ in 0..<(try reader.take(UInt32.self)) { services.append(try reader.take()) }
    lines = try [InvoiceLine](from: &reader)
  }
}

/// An invoice that is not billed yet: nothing is owed for it until it is released.
public struct InvoiceDrafted: Equatable, Sendable {
  public var account: EntryNumber
  /// The number that the invoice will have.
  public var invoice: String
  public var amount: Money
  /// The due date; nil for the account's terms, counted from the day of release.
  public var due: Day?
  public var contents: InvoiceContents

  public init(
    account: EntryNumber, invoice: String, amount: Money, due: Day? = nil,
    contents: InvoiceContents = InvoiceContents()
  ) {
    self.account = account
    self.invoice = invoice
    self.amount = amount
    self.due = due
    self.contents = contents
  }
}

extension InvoiceDrafted: ListedFact {
  static var code: FactCode { 20 }
  var entryKind: EntryKind { .draft }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> InvoiceDrafted { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(invoice)
    writer.put(amount)
    writer.put(due ?? never)
    contents.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    invoice = try reader.takeText()
    amount = try reader.takeMoney()
    let due = try reader.takeDay()
    self.due = due == never ? nil : due
    contents = try InvoiceContents(from: &reader)
  }
}

/// The release of a draft: it becomes an invoice with the draft's number, amount and contents.
public struct InvoiceReleased: Equatable, Sendable {
  /// The entry that drafted it.
  public var draft: EntryNumber
  public var due: Day

  public init(draft: EntryNumber, due: Day) {
    self.draft = draft
    self.due = due
  }
}

extension InvoiceReleased: ListedFact {
  static var code: FactCode { 43 }
  var entryKind: EntryKind { .invoice }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> InvoiceReleased { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(draft)
    writer.put(due)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    draft = try reader.take()
    due = try reader.takeDay()
  }
}
