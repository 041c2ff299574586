/// Unapplied credit that is paid out: an item that this credit covers at once.
public struct Refunded: Equatable, Sendable {
  public var account: EntryNumber
  public var amount: Money
  /// The number of its item, made from the entry's number.
  public var number: String
  /// How much it takes from which credit; the draws add up to the amount.
  public var draws: [Draw]

  public init(account: EntryNumber, amount: Money, number: String, draws: [Draw]) {
    self.account = account
    self.amount = amount
    self.number = number
    self.draws = draws
  }
}

extension Refunded: ListedFact {
  static var code: FactCode { 12 }
  var entryKind: EntryKind { .refund }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Refunded {
    var fact = self
    fact.number = ""
    return fact
  }

  func limited(in book: borrowing Book, on _: Day) -> Limited? {
    Limited(amount: amount, currency: book.currency(ofAccountOpenedBy: account))
  }

  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(amount)
    writer.put(number)
    draws.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    amount = try reader.takeMoney()
    number = try reader.takeText()
    draws = try [Draw](from: &reader)
  }
}

extension Book {
  /// Decides to pay out credit that is unapplied from a day on.
  /// - Parameter credit: the credit to take it from; nil to take it from the oldest.
  public func decideRefund(
    account: UInt32, amount: Money, credit: EntryNumber?, on day: Day
  ) throws(Refusal) -> Fact {
    try checkAmount(amount, accounts[account].currency)
    return Fact(
      Refunded(
        account: accounts[account].opened, amount: amount, number: freeNumber("R", of: account),
        draws: try draw(amount, of: account, from: credit, on: day)))
  }

  mutating func apply(_ fact: Refunded, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = account(openedBy: fact.account)
    row.subject = addItem(
      .refund, fact.number, fact.amount, due: row.effective, on: row.account, number,
      row.effective)
    row.effect = post(item: .refund, fact.amount, to: row.account)
    cover(row.subject, with: fact.draws, number, row.effective)
  }
}
