/// The kind of debtor that an account is for. It decides which rules apply to the account.
public enum AccountKind: UInt8, CaseIterable, Sendable {
  case trade, consumer, patient, loan
}

/// A new account.
public struct AccountOpened: Equatable, Sendable {
  /// The account's id, as the user chose it.
  public var account: String
  public var kind: AccountKind
  public var name: String
  public var currency: Currency
  public var terms: PaymentTerms
  /// The credit limit; nil if there is none.
  public var creditLimit: Money?
  public var collector: String
  public var portfolio: String
  /// The client for whom the desk collects the debt; empty where the debt is the desk's own.
  public var client: String

  public init(
    account: String, kind: AccountKind, name: String, currency: Currency = .usd,
    terms: PaymentTerms = .usual, creditLimit: Money? = nil, collector: String = "",
    portfolio: String = "", client: String = ""
  ) {
    self.account = account
    self.kind = kind
    self.name = name
    self.currency = currency
    self.terms = terms
    self.creditLimit = creditLimit
    self.collector = collector
    self.portfolio = portfolio
    self.client = client
  }
}

extension AccountOpened: ListedFact {
  static var code: FactCode { 1 }
  var entryKind: EntryKind { .account }
  func aim(_ aim: inout ReplayAim) { aim.name(newAccount: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> AccountOpened { self }

  func limited(in _: borrowing Book, on _: Day) -> Limited? {
    creditLimit.map { Limited(amount: $0, currency: currency) }
  }

  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(kind.rawValue)
    writer.put(name)
    writer.put(currency.code)
    writer.put(terms.count)
    writer.put(creditLimit ?? .noLimit)
    writer.put(collector)
    writer.put(portfolio)
    writer.put(client)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.takeText()
    kind = try reader.takeChoice()
    name = try reader.takeText()
    guard let currency = Currency(code: try reader.takeText()) else { throw .unknownValue }
    self.currency = currency
    terms = PaymentTerms(.days, count: try reader.take())
    let limit = try reader.takeMoney()
    creditLimit = limit == .noLimit ? nil : limit
    collector = try reader.takeText()
    portfolio = try reader.takeText()
    client = try reader.takeText()
  }
}
