/// A charge (a fee, interest, costs) or a debit adjustment: an item that is no invoice.
public struct ItemCharged: Equatable, Sendable {
  public var account: EntryNumber
  /// One of `ItemKind.charges`, or `adjustment`.
  public var kind: ItemKind
  /// Of an adjustment; `other` for a charge.
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

extension ItemCharged: FactCoding {
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
