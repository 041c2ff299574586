/// Why a credit limit was raised or lowered.
public enum LimitReason: UInt8, CaseIterable, Sendable {
  case other
  /// To cover what has been ordered.
  case order
  case growth, season
  /// The way the debtor has paid so far.
  case paymentRecord
  case pastDue
  /// Signs that the debtor may not pay: a rating, a lawsuit, the news.
  case risk
  /// The amount that a credit insurer covers.
  case insurance
  /// A regular review.
  case review
}

/// A change of an account's credit limit, from the entry's effective date on.
public struct LimitSet: Equatable, Sendable {
  public var account: EntryNumber
  /// The new limit; nil if there is no limit from then on.
  public var limit: Money?
  /// Who asked for the change, mostly somebody in sales.
  public var requestedBy: String
  public var reason: LimitReason

  public init(account: EntryNumber, limit: Money?, requestedBy: String, reason: LimitReason) {
    self.account = account
    self.limit = limit
    self.requestedBy = requestedBy
    self.reason = reason
  }
}

extension LimitSet: ListedFact {
  static var code: FactCode { 23 }
  var entryKind: EntryKind { .limit }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> LimitSet { self }

  /// The amount by which the limit is raised.
  func limited(in book: borrowing Book, on day: Day) -> Limited? {
    let row = book.account(openedBy: account)
    return Book.raise(from: book.creditLimit(of: row, asOf: day), to: limit).map {
      Limited(amount: $0, currency: book.accounts[row].currency)
    }
  }

  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(limit ?? .noLimit)
    writer.put(requestedBy)
    writer.put(reason.rawValue)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    let limit = try reader.takeMoney()
    self.limit = limit == .noLimit ? nil : limit
    requestedBy = try reader.takeText()
    reason = try reader.takeChoice()
  }
}

extension Book {
  /// By how much a credit limit is raised; nil if it is not. A first limit counts as a whole, also
  /// when an account is opened with one. Removing the limit is a raise by the largest amount.
  static func raise(from was: Money?, to limit: Money?) -> Money? {
    if was == nil, limit == nil { return nil }
    let amount = limit.map { $0 - (was ?? .zero) } ?? .largest
    return amount > .zero ? amount : nil
  }
}

extension Money {
  /// What is stored where there is no limit; a limit is never below zero.
  static var noLimit: Money { Money(minor: -1) }
}
