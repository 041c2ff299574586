/// Interest charged up to a day, or given back if more had been charged than had accrued.
public struct InterestCharged: Equatable, Sendable {
  /// The document that the charge made.
  public enum Document: Equatable, Sendable {
    /// An item of interest.
    case item(number: String, due: Day)
    /// A credit and the items that it is applied to; the rest of it is unapplied.
    case credit([Application])
  }

  /// The entry that opened the account.
  public var account: EntryNumber
  /// The last day that is charged: all that has accrued by its end is charged.
  public var through: Day
  /// The amount; above zero.
  public var amount: Money
  public var document: Document

  public init(account: EntryNumber, through: Day, amount: Money, document: Document) {
    self.account = account
    self.through = through
    self.amount = amount
    self.document = document
  }
}

extension InterestCharged: ListedFact {
  static var code: FactCode { 26 }
  var entryKind: EntryKind { .interest }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> InterestCharged {
    var fact = self
    if case .item(_, let due) = document { fact.document = .item(number: "", due: due) }
    return fact
  }

  func limited(in book: borrowing Book, on _: Day) -> Limited? {
    let row = book.account(openedBy: account)
    return Limited(
      amount: book.overchargedInterest(of: row), currency: book.accounts[row].currency)
  }

  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(through)
    writer.put(amount)
    switch document {
    case .item(let number, let due):
      writer.put(UInt8(0))
      writer.put(number)
      writer.put(due)
    case .credit(let applications):
      writer.put(UInt8(1))
      applications.put(to: &writer)
    }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    through = try reader.takeDay()
    amount = try reader.takeMoney()
    switch try reader.take(UInt8.self) {
    case 0: document = .item(number: try reader.takeText(), due: try reader.takeDay())
    case 1: document = .credit(try [Application](from: &reader))
    default: throw .unknownValue
    }
  }
}
