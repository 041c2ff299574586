/// That somebody was asked who they are: which factors fitted. What they said is not in it.
public struct Identified: Equatable, Sendable {
  /// The entry that opened the account.
  public var account: EntryNumber
  /// The entry that added the contact whom it fitted best; nil where it fitted nobody.
  public var contact: EntryNumber?
  /// What fitted, on this call so far.
  public var matched: FactorSet
  /// What was said now and did not fit.
  public var missed: FactorSet
  /// Whether as much fitted as `verify-factors` asks for.
  public var isVerified: Bool

  /// What came of a try.
  public init(
    account: EntryNumber, contact: EntryNumber?, matched: FactorSet, missed: FactorSet,
    isVerified: Bool
  ) {
    (self.account, self.contact) = (account, contact)
    (self.matched, self.missed, self.isVerified) = (matched, missed, isVerified)
  }

  /// Callers who have said so often what does not fit are asked no more on that call: whoever has
  /// to guess a third time is not the one.
  public static let missesMax = 3
}

extension Identified: ListedFact {
  static var code: FactCode { 65 }
  var entryKind: EntryKind { .identify }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Identified { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No contact is written as entry 0.
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(contact ?? 0)
    writer.put(matched.rawValue)
    writer.put(missed.rawValue)
    writer.put(isVerified ? UInt8(1) : 0)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    let contact = try reader.take(EntryNumber.self)
    self.contact = contact == 0 ? nil : contact
    matched = FactorSet(rawValue: try reader.take())
    missed = FactorSet(rawValue: try reader.take())
    let verified = try reader.take(UInt8.self)
    isVerified = verified == 1
    if verified > 1 || !FactorSet.all.isSuperset(of: matched.union(missed)) {
      throw .unknownValue
    }
  }
}
