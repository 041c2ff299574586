/// A debtor's promise to pay an amount by a day. The entry's effective date is the day on which it
/// was made.
public struct PromiseMade: Equatable, Sendable {
  public var account: EntryNumber
  public var amount: Money
  /// The day by which the money is to be there, without days of grace.
  public var due: Day
  /// The promise that it replaces; nil for none.
  public var replaces: EntryNumber?
  /// The items that it is for, and at most how much of each; empty for whatever is owed.
  public var items: [Application] = []

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

/// A promise for some items. They stand behind it, for the layout of `PromiseMade` has no room for
/// them.
struct PromiseMadeForItems: Equatable, Sendable {
  var plain: PromiseMade
}

extension PromiseMadeForItems: WiderFact {
  static var code: FactCode { 53 }

  func put(to writer: inout EntryWriter) {
    plain.put(to: &writer)
    plain.items.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    plain = try PromiseMade(from: &reader)
    plain.items = try [Application](from: &reader)
    // What the plain layout has room for is written in that.
    if plain.items.isEmpty { throw .unknownValue }
  }
}

extension PromiseMade {
  /// As a fact, in the layout that has room for its items.
  var fact: Fact { items.isEmpty ? Fact(self) : Fact(PromiseMadeForItems(plain: self)) }
}
