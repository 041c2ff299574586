/// Why an entry was reversed.
public enum ReversalReason: UInt8, CaseIterable, Sendable {
  /// Entered by mistake and withdrawn.
  case void
  /// The bank returned the payment for non-sufficient funds.
  case nsf
  case chargeback
  case error
}

/// The reversal of an earlier entry. The ledger never edits or deletes an entry.
public struct Reversed: Equatable, Sendable {
  public var original: EntryNumber
  public var reason: ReversalReason

  public init(original: EntryNumber, reason: ReversalReason) {
    self.original = original
    self.reason = reason
  }
}

extension Reversed: ListedFact {
  static var code: FactCode { 6 }
  var entryKind: EntryKind { .reverse }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Reversed { self }

  func limited(in book: borrowing Book, on _: Day) -> Limited? {
    book.givenByUndoing(original, reason).map { Limited(amount: $0.amount, currency: $0.currency) }
  }

  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(original)
    writer.put(reason.rawValue)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    original = try reader.take()
    reason = try reader.takeChoice()
  }
}
