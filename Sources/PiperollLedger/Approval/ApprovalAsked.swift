/// A write that waits for somebody else's approval. It records the request and changes nothing
/// else.
public struct ApprovalAsked: Equatable, Sendable {
  /// The request in one fixed spelling: its command, and each argument with its name. It is read
  /// and decided again when somebody approves it.
  public var request: String
  /// The hash of the facts that the request would have recorded.
  public var hash: FactHash
  /// All the reasons why it waits.
  public var needs: ApprovalNeeds
  /// The kind of the entry that the request would record.
  public var kind: EntryKind
  /// The entry that opened the account; 0 if the request is about no account, or about a new one.
  public var account: EntryNumber
  public var amount: Money
  /// The currency of the amount; nil if the request is about no amount.
  public var currency: Currency?
  /// The effective date that the request asks for.
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

/// The rejection of a request: it will not be carried out.
public struct ApprovalRejected: Equatable, Sendable {
  /// The entry that asked for the approval.
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
