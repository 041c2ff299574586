/// A charge (a fee, interest, costs) or a debit adjustment: an item that is no invoice.
public struct ItemCharged: Equatable, Sendable {
  public var account: EntryNumber
  /// The kind: one of `ItemKind.charges`, or `adjustment`.
  public var kind: ItemKind
  /// The reason of an adjustment; `other` for a charge.
  public var reason: Reason
  /// Its number, unique on its account.
  public var number: String
  public var amount: Money
  public var due: Day

  public init(
    account: EntryNumber, kind: ItemKind, reason: Reason = .other, number: String, amount: Money,
    due: Day
  ) {
    self.account = account
    self.kind = kind
    self.reason = reason
    self.number = number
    self.amount = amount
    self.due = due
  }
}

extension ItemCharged: ListedFact {
  static var code: FactCode { 10 }
  var entryKind: EntryKind { kind == .adjustment ? .adjust : .charge }

  func aim(_ aim: inout ReplayAim) {
    aim.name(account: account)
    aim.name(newItem: number)
  }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_ entry: EntryNumber) -> ItemCharged {
    var fact = self
    if isNumber(number, madeFrom: entry) { fact.number = "" }
    return fact
  }

  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(kind.rawValue)
    writer.put(reason.rawValue)
    writer.put(number)
    writer.put(amount)
    writer.put(due)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    kind = try reader.takeChoice()
    guard kind == .adjustment || ItemKind.charges.contains(kind) else { throw .unknownValue }
    reason = try reader.takeChoice()
    number = try reader.takeText()
    amount = try reader.takeMoney()
    due = try reader.takeDay()
  }
}
