/// That items are aged from a later day than their due date, as if they were due then. The entry's
/// effective date is the day from which this holds.
public struct Reaged: Equatable, Sendable {
  public var account: EntryNumber
  /// The day from which they are aged.
  public var due: Day
  /// The items, and how much is open of each.
  public var items: [Application]

  public init(account: EntryNumber, due: Day, items: [Application]) {
    self.account = account
    self.due = due
    self.items = items
  }
}

extension Reaged: ListedFact {
  static var code: FactCode { 52 }
  var entryKind: EntryKind { .reage }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Reaged { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(due)
    items.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    due = try reader.takeDay()
    items = try [Application](from: &reader)
  }
}
