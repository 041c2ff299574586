/// A debtor's promise to pay an amount by a day. The entry's effective date is the day on which it
/// was made.
public struct PromiseMade: Equatable, Sendable {
  public var account: EntryNumber
  public var amount: Money
  /// The day by which the money is to be there, without days of grace.
  public var due: Day
  /// The promise that it replaces; nil for none.
  public var replaces: EntryNumber?

  public init(account: EntryNumber, amount: Money, due: Day, replaces: EntryNumber? = nil) {
    self.account = account
    self.amount = amount
    self.due = due
    self.replaces = replaces
  }
}

extension PromiseMade: ListedFact {
  static var code: FactCode { 44 }
  var entryKind: EntryKind { .promise }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> PromiseMade { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No promise to replace is written as entry 0.
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(amount)
    writer.put(due)
    writer.put(replaces ?? 0)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    amount = try reader.takeMoney()
    due = try reader.takeDay()
    let replaces = try reader.take(EntryNumber.self)
    self.replaces = replaces == 0 ? nil : replaces
  }
}
