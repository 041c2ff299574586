/// Unapplied credit that moves from one account to another in the same currency.
public struct Transferred: Equatable, Sendable {
  /// The account that the credit leaves, by the entry that opened it.
  public var account: EntryNumber
  /// The account that gets the credit, by the entry that opened it. It is unapplied there.
  public var to: EntryNumber
  public var amount: Money
  /// The number of the item that stands for the transfer on the first account, made from the
  /// entry's number.
  public var number: String
  /// How much it takes from which credit; the draws add up to the amount.
  public var draws: [Draw]

  public init(
    account: EntryNumber, to: EntryNumber, amount: Money, number: String, draws: [Draw]
  ) {
    self.account = account
    self.to = to
    self.amount = amount
    self.number = number
    self.draws = draws
  }
}

extension Transferred: ListedFact {
  static var code: FactCode { 13 }
  var entryKind: EntryKind { .transfer }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Transferred {
    var fact = self
    fact.number = ""
    return fact
  }

  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(to)
    writer.put(amount)
    writer.put(number)
    draws.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    to = try reader.take()
    amount = try reader.takeMoney()
    number = try reader.takeText()
    draws = try [Draw](from: &reader)
  }
}

extension Book {
  /// Decides to move credit that is unapplied from a day on to another account.
  /// - Parameter credit: the credit to take it from; nil to take it from the oldest.
  public func decideTransfer(
    account: UInt32, to: UInt32, amount: Money, credit: EntryNumber?, on day: Day
  ) throws(Refusal) -> Fact {
    if account == to { throw .transferToItself }
    let (from, target) = (accounts[account].currency, accounts[to].currency)
    if from != target { throw .currencyDiffers(from, target) }
    try checkAmount(amount, from, documents: 2)
    return Fact(
      Transferred(
        account: accounts[account].opened, to: accounts[to].opened, amount: amount,
        number: freeNumber("T", of: account),
        draws: try draw(amount, of: account, from: credit, on: day)))
  }

  mutating func apply(_ fact: Transferred, _ number: EntryNumber, _ row: inout EntryRow) {
    let (from, to) = (account(openedBy: fact.account), account(openedBy: fact.to))
    let item = addItem(
      .transfer, fact.number, fact.amount, due: row.effective, on: from, number, row.effective)
    let credit = addCredit(.transfer, fact.amount, on: to, number, row.effective)
    setUnapplied(fact.amount, of: credit)
    row.account = from
    row.effect = post(item: .transfer, fact.amount, to: from)
    let effect = post(credit: .transfer, fact.amount, to: to)
    row.subject = pairs.append(PairRow(item: item, credit: credit))
    addLeg(to, effect, number)
    cover(item, with: fact.draws, number, row.effective)
  }

  /// Adds the second account of an entry, and adds the entry to that account's history.
  mutating func addLeg(_ account: UInt32, _ effect: Money, _ number: EntryNumber) {
    legs.append(
      LegRow(
        effect: effect, balance: accounts[account].balance, entry: number, account: account,
        previousOfAccount: accounts[account].lastEntryWord))
    accounts[account].lastEntryWord = UInt32(number)
  }
}
