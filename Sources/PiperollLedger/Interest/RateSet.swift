/// The rate at which interest accrues on an account from the entry's effective date on. If two have
/// the same date, the later entry's rate applies.
public struct RateSet: Equatable, Sendable {
  public var account: EntryNumber
  public var rate: InterestRate

  public init(account: EntryNumber, rate: InterestRate) {
    self.account = account
    self.rate = rate
  }
}

extension RateSet: ListedFact {
  static var code: FactCode { 25 }
  var entryKind: EntryKind { .rate }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> RateSet { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(rate)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    rate = try reader.takeRate()
  }
}

extension Book {
  /// Decides to set a rate for an account.
  public func decideRate(account: UInt32, _ rate: InterestRate) -> Fact {
    Fact(RateSet(account: accounts[account].opened, rate: rate))
  }

  mutating func apply(_ fact: RateSet, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = account(openedBy: fact.account)
    row.subject = addRate(fact.rate, to: row.account, number, row.effective)
  }

  /// Adds a rate to an account's chain.
  /// - Returns: the rate's row.
  mutating func addRate(
    _ rate: InterestRate, to account: UInt32, _ number: EntryNumber, _ from: Day
  ) -> UInt32 {
    let row = rates.append(
      RateRow(
        rate: rate, from: from, entryWord: UInt32(number),
        previousOfAccount: beginChain(.rates, of: account, with: rates.count)))
    return row
  }

  /// The rates of an account in the order of their days; for each day only the one set last.
  func rateSteps(of account: UInt32) -> [(from: Day, rate: InterestRate)] {
    var steps: [(from: Day, rate: InterestRate)] = []
    forEach(rates, of: account) { row in
      // The walk is newest first, so an older rate of the same day no longer applies.
      let rate = rates[row]
      if !steps.contains(where: { $0.from == rate.from }) { steps.append((rate.from, rate.rate)) }
    }
    return steps.sorted { $0.from < $1.from }
  }

  /// The rate of an account at the end of a day.
  public func rate(of account: UInt32, asOf day: Day) -> InterestRate {
    rateSteps(of: account).last { $0.from <= day }?.rate ?? .zero
  }
}
