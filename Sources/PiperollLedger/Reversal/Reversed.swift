/// Why an entry was reversed.
public enum ReversalReason: UInt8, CaseIterable, Sendable {
  /// Entered by mistake and withdrawn.
  case void
  /// Not sufficient funds: the bank returned the payment.
  case nsf
  case chargeback
  case error
}

/// An earlier entry undone: the ledger never edits or deletes.
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

  /// A charge that is reversed is waived, whatever the reason; and who might credit or adjust so
  /// much may as well reverse what was billed or adjusted.
  func limited(in book: borrowing Book, on _: Day) -> Limited? {
    guard let policy = book.entries[Int(original) - 1].kind.limitOfReversal,
      let item = book.documents(of: original).item
    else { return nil }
    return Limited(
      policy: policy, amount: book.items[item].amount,
      currency: book.accounts[book.itemAccount[item]].currency)
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
