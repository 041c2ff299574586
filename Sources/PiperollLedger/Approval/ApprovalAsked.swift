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
    writer.put(UInt16(truncatingIfNeeded: needs.rawValue))
    writer.put(kind.rawValue)
    writer.put(account)
    writer.put(amount)
    writer.put(currency?.code ?? "")
    writer.put(effective)
    writer.put(expires)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    try self.init(from: &reader, with: 0)
  }

  /// - Parameter upper: the bits of needs that the layout has no room for.
  fileprivate init(
    from reader: inout EntryReader, with upper: UInt32
  ) throws(EntryDecodingError) {
    request = try reader.takeText()
    hash = FactHash(low: try reader.take(), high: try reader.take())
    let lower = UInt32(try reader.take(UInt16.self))
    guard let needs = ApprovalNeeds(stored: upper | lower) else { throw .unknownValue }
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

/// A request that waits for reasons that the layout of `ApprovalAsked` has no room for: their bits
/// from the seventeenth on stand ahead of it.
struct ApprovalAskedForMore: Equatable, Sendable {
  var plain: ApprovalAsked
}

extension ApprovalAskedForMore: WiderFact {
  static var code: FactCode { 62 }

  /// How many bits the plain layout has.
  private static var plainBits: UInt32 { 16 }

  func put(to writer: inout EntryWriter) {
    writer.put(UInt16(plain.needs.rawValue >> Self.plainBits))
    plain.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    let upper = UInt32(try reader.take(UInt16.self)) << Self.plainBits
    // What the plain layout has room for is written in that.
    if upper == 0 { throw .unknownValue }
    plain = try ApprovalAsked(from: &reader, with: upper)
  }
}

extension ApprovalAsked {
  /// As a fact, in the layout that has room for its needs.
  var fact: Fact {
    needs.rawValue > UInt32(UInt16.max) ? Fact(ApprovalAskedForMore(plain: self)) : Fact(self)
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
