/// A write that waits for somebody else's approval: what was asked for, and nothing has changed.
public struct ApprovalAsked: Equatable, Sendable {
  /// The request in one spelling, to be read and decided again: its command, and each argument by
  /// its name.
  public var request: String
  /// Of the facts that it would have made.
  public var hash: FactHash
  /// All the reasons why it waits.
  public var needs: ApprovalNeeds
  /// What it would record.
  public var kind: EntryKind
  /// The entry that opened the account it is on; 0 if it is on none, or on one of its own.
  public var account: EntryNumber
  public var amount: Money
  /// Of the amount; nil where there is none.
  public var currency: Currency?
  /// The effective date that it asks for.
  public var effective: Day
  /// The last day on which it can be approved.
  public var expires: Day

  public init(
    request: String, hash: FactHash, needs: ApprovalNeeds, kind: EntryKind, account: EntryNumber,
    amount: Money, currency: Currency?, effective: Day, expires: Day
  ) {
    self.request = request
    self.hash = hash
    self.needs = needs
    self.kind = kind
    self.account = account
    self.amount = amount
    self.currency = currency
    self.effective = effective
    self.expires = expires
  }
}

extension ApprovalAsked: ListedFact {
  static var code: FactCode { 15 }
  var entryKind: EntryKind { .approval }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ApprovalAsked { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(request)
    writer.put(hash.low)
    writer.put(hash.high)
    writer.put(needs.rawValue)
    writer.put(kind.rawValue)
    writer.put(account)
    writer.put(amount)
    writer.put(currency?.code ?? "")
    writer.put(effective)
    writer.put(expires)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    request = try reader.takeText()
    hash = FactHash(low: try reader.take(), high: try reader.take())
    guard let needs = ApprovalNeeds(stored: try reader.take()) else { throw .unknownValue }
    self.needs = needs
    kind = try reader.takeChoice()
    account = try reader.take()
    amount = try reader.takeMoney()
    let code = try reader.takeText()
    currency = Currency(code: code)
    if currency?.code ?? "" != code { throw .unknownValue }
    effective = try reader.takeDay()
    expires = try reader.takeDay()
  }
}

/// What was asked for will not be done.
public struct ApprovalRejected: Equatable, Sendable {
  /// The entry that asked.
  public var approval: EntryNumber

  public init(approval: EntryNumber) { self.approval = approval }
}

extension ApprovalRejected: ListedFact {
  static var code: FactCode { 16 }
  var entryKind: EntryKind { .reject }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ApprovalRejected { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) { writer.put(approval) }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    approval = try reader.take()
  }
}
