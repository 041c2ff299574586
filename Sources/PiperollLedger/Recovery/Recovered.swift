/// Money that came in on a debt that had been written off.
///
/// It is income and does not reduce receivables a second time: the money covers an item that the
/// same entry makes, and the balance does not change.
public struct Recovered: Equatable, Sendable {
  public var account: EntryNumber
  public var amount: Money
  public var method: PaymentMethod
  /// The tender details, as for a payment.
  public var tenderDetails: String
  /// The number of its item, made from the entry's number.
  public var number: String

  public init(
    account: EntryNumber, amount: Money, method: PaymentMethod, tenderDetails: String = "",
    number: String
  ) {
    self.account = account
    self.amount = amount
    self.method = method
    self.tenderDetails = tenderDetails
    self.number = number
  }
}

extension Recovered: ListedFact {
  static var code: FactCode { 11 }
  var entryKind: EntryKind { .recovery }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Recovered {
    var fact = self
    fact.number = ""
    return fact
  }

  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(amount)
    writer.put(method.rawValue)
    writer.put(tenderDetails)
    writer.put(number)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    amount = try reader.takeMoney()
    method = try reader.takeChoice()
    tenderDetails = try reader.takeText()
    number = try reader.takeText()
  }
}

extension Book {
  /// Decides to record money that came in on what had been written off by its date. On no day is
  /// more recovered than was written off by then.
  public func decideRecovery(
    account: UInt32, amount: Money, method: PaymentMethod, tenderDetails: String, date: Day
  ) throws(Refusal) -> Fact {
    let currency = accounts[account].currency
    try checkAmount(amount, currency, documents: 2)
    let left = leftToRecover(of: account, from: date)
    if left <= .zero { throw .nothingWrittenOff }
    if amount > left { throw .exceedsWrittenOff(left, currency: currency) }
    return Fact(
      Recovered(
        account: accounts[account].opened, amount: amount, method: method,
        tenderDetails: tenderDetails, number: freeNumber("B", of: account)))
  }

  /// How much was written off on an account by the end of a day and has not been reversed.
  public func writtenOff(of account: UInt32, asOf day: Day = .last) -> Money {
    if !accounts[account].isWrittenOff { return .zero }
    return standing(.writeOff, of: account, asOf: day)
  }

  private func standing(_ kind: CreditKind, of account: UInt32, asOf day: Day) -> Money {
    var total = Money.zero
    forEachCredit(of: account) {
      let row = credits[$0]
      if row.kind == kind, row.voided == never, row.date <= day { total += row.amount }
    }
    return total
  }

  mutating func apply(_ fact: Recovered, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let item = addItem(
      .recovery, fact.number, fact.amount, due: row.effective, on: account, number, row.effective)
    let credit = addCredit(
      .recovery, fact.amount, method: fact.method, on: account, number, row.effective)
    row.account = account
    row.subject = pairs.append(PairRow(item: item, credit: credit))
    row.effect = post(item: .recovery, fact.amount, to: account)
    row.effect += post(credit: .recovery, fact.amount, to: account)
    set(fact.amount, of: credit, against: item, number, row.effective)
    post(applied: fact.amount, to: account)
    addTenderDetails(fact.tenderDetails, number, &row)
  }
}
