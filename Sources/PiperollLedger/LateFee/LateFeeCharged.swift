/// A late fee: one item for everything late that had no fee yet.
public struct LateFeeCharged: Equatable, Sendable {
  /// What was late: an item, or an instalment of a loan, by its due date. It gets no second fee,
  /// even if this one is reversed.
  public struct Part: Equatable, Sendable {
    /// The entry that made the item.
    public var item: EntryNumber
    /// The day on which it was due.
    public var due: Day

    public init(item: EntryNumber, due: Day) {
      self.item = item
      self.due = due
    }
  }

  /// The entry that opened the account.
  public var account: EntryNumber
  /// The number of the fee's item.
  public var number: String
  /// The sum for all its parts.
  public var amount: Money
  /// The day on which the fee is due.
  public var due: Day
  /// What was late; at least one part.
  public var parts: [Part]

  public init(
    account: EntryNumber, number: String, amount: Money, due: Day, parts: [Part]
  ) {
    self.account = account
    self.number = number
    self.amount = amount
    self.due = due
    self.parts = parts
  }
}

extension LateFeeCharged: ListedFact {
  static var code: FactCode { 27 }
  var entryKind: EntryKind { .charge }

  func aim(_ aim: inout ReplayAim) {
    aim.name(account: account)
    aim.name(items: parts.map { Application(invoice: $0.item, amount: .zero) })
  }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_ entry: EntryNumber) -> LateFeeCharged {
    var fact = self
    if isNumber(number, madeFrom: entry) { fact.number = "" }
    return fact
  }

  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(number)
    writer.put(amount)
    writer.put(due)
    parts.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    number = try reader.takeText()
    amount = try reader.takeMoney()
    due = try reader.takeDay()
    parts = try [Part](from: &reader)
  }
}

extension LateFeeCharged.Part: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(item)
    writer.put(due)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    item = try reader.take()
    due = try reader.takeDay()
  }
}
