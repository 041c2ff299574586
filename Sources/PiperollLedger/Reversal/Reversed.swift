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

extension Reversed: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(original)
    writer.put(reason.rawValue)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    original = try reader.take()
    reason = try reader.takeChoice()
  }
}
