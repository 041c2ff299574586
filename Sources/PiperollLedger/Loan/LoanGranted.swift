/// Money lent: the item of its principal, due with the last instalment, and the first interest
/// rate. The entry's effective date is the day of the grant.
public struct LoanGranted: Equatable, Sendable {
  public var account: EntryNumber
  /// The number of the principal's item, unique on its account.
  public var number: String
  public var terms: LoanTerms
  /// The amount of each instalment but the last. It is stored because it was agreed on: if the
  /// program computes it in another way later, old loans do not change.
  public var instalment: Money

  public init(account: EntryNumber, number: String, terms: LoanTerms, instalment: Money) {
    self.account = account
    self.number = number
    self.terms = terms
    self.instalment = instalment
  }
}

extension LoanGranted: ListedFact {
  static var code: FactCode { 24 }
  var entryKind: EntryKind { .loan }

  func aim(_ aim: inout ReplayAim) {
    aim.name(account: account)
    aim.name(newItem: number)
  }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_ entry: EntryNumber) -> LoanGranted {
    var fact = self
    if isNumber(number, madeFrom: entry) { fact.number = "" }
    return fact
  }

  func limited(in book: borrowing Book, on _: Day) -> Limited? {
    Limited(amount: terms.principal, currency: book.currency(ofAccountOpenedBy: account))
  }

  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(number)
    terms.put(to: &writer)
    writer.put(instalment)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    number = try reader.takeText()
    terms = try LoanTerms(from: &reader)
    instalment = try reader.takeMoney()
  }
}
