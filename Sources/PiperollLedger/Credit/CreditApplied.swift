/// The application of unapplied money of an earlier credit to items.
public struct CreditApplied: Equatable, Sendable {
  /// The payment, credit memo or transfer.
  public var credit: EntryNumber
  public var applications: [Application]
  /// How much of the credit stayed unapplied because items were on hold.
  public var held: Money
  /// What it found, if it asked for an item with just its amount open.
  public var exact: Optional<ExactMatch>

  public init(
    credit: EntryNumber, applications: [Application], held: Money = .zero,
    exact: ExactMatch? = nil
  ) {
    self.credit = credit
    self.applications = applications
    self.held = held
    self.exact = exact
  }
}

extension CreditApplied: FactBody {
  var entryKind: EntryKind { .apply }
  func aim(_ aim: inout ReplayAim) { aim.name(items: applications) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  /// Without what it found, which others may change while it waits: where it goes is the same.
  func unnumbered(_: EntryNumber) -> CreditApplied {
    var fact = self
    fact.exact = nil
    return fact
  }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(credit)
    applications.put(to: &writer)
    if held > .zero { writer.put(held) }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    credit = try reader.take()
    applications = try [Application](from: &reader)
    held = .zero
    exact = nil
  }
}

/// Applied credit taken off items again: the credit is unapplied, and the items are open.
public struct CreditUnapplied: Equatable, Sendable {
  /// What is taken of one credit off one item.
  public struct Part: Equatable, Sendable {
    public var credit: EntryNumber
    /// The entry that made the item.
    public var item: EntryNumber
    public var amount: Money

    public init(credit: EntryNumber, item: EntryNumber, amount: Money) {
      self.credit = credit
      self.item = item
      self.amount = amount
    }
  }

  /// The parts; at least one.
  public var parts: [Part]

  public init(parts: [Part]) { self.parts = parts }
}

extension CreditUnapplied: ListedFact {
  static var code: FactCode { 9 }
  var entryKind: EntryKind { .unapply }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> CreditUnapplied { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) { parts.put(to: &writer) }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    parts = try [Part](from: &reader)
    // The account is that of the parts.
    if parts.isEmpty { throw .unknownValue }
  }
}

extension CreditUnapplied.Part: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(credit)
    writer.put(item)
    writer.put(amount)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    credit = try reader.take()
    item = try reader.take()
    amount = try reader.takeMoney()
  }
}
