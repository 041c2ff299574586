/// The setting of a policy, from the entry's effective date on. Earlier settings stay in the book.
public struct PolicySet: Equatable, Sendable {
  public var policy: Policy
  /// For whom it is set; one of the scopes that the policy allows.
  public var scope: PolicyScope
  /// The currency of an amount; nil if the value is no amount.
  public var currency: Currency?
  /// The value; nil to remove the scope's own value.
  public var value: PolicyValue?

  public init(
    _ policy: Policy, _ value: PolicyValue?, for scope: PolicyScope = .all,
    in currency: Currency? = nil
  ) {
    self.policy = policy
    self.scope = scope
    self.currency = currency
    self.value = value
  }
}

extension PolicySet: ListedFact {
  static var code: FactCode { 14 }
  var entryKind: EntryKind { .policy }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> PolicySet { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(policy.code)
    writer.put(scope.code)
    writer.put(currency?.code ?? "")
    writer.put(UInt8(value == nil ? 0 : 1))
    guard let value else { return }
    writer.put(value.number)
    writer.put(value.rowText)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    guard let policy = Policy(code: try reader.take()),
      let scope = PolicyScope(code: try reader.take(), of: policy.scopes)
    else { throw .unknownValue }
    (self.policy, self.scope) = (policy, scope)
    let code = try reader.takeText()
    currency = Currency(code: code)
    guard (currency != nil) == (policy.type == .money), currency?.code ?? "" == code else {
      throw .unknownValue
    }
    switch try reader.take(UInt8.self) {
    case 0: value = nil
    case 1:
      let (number, text) = (try reader.take(Int64.self), try reader.takeText())
      guard let value = PolicyValue(policy.type, number: number, text: text),
        value.rowText == text
      else { throw .unknownValue }
      self.value = value
    default: throw .unknownValue
    }
  }
}
