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

  /// To reverse a charge is to waive it, whatever the reason. A user who may credit or adjust an
  /// amount alone may also reverse an invoice or an adjustment of that amount.
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
