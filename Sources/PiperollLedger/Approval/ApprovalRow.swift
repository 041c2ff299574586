/// A write that waits for an approval, or waited.
public struct ApprovalRow: BitwiseCopyable, Sendable {
  /// What was asked for, to be read again.
  public internal(set) var request: TextReference
  var hashLow: UInt64
  var hashHigh: UInt64
  /// What it is about, as an amount above zero; zero where it is about none.
  public internal(set) var amount: Money
  var entryWord: UInt32
  /// The entry that carried it out or rejected it; 0 if none did.
  var decidedWord: UInt32 = 0
  /// The account's row, `none` if it is on none.
  var account: UInt32
  /// The effective date that it asks for.
  public internal(set) var effective: Day
  /// The last day on which it can be approved.
  public internal(set) var expires: Day
  var needBits: UInt16
  var kindByte: UInt8
  /// Of the amount; `noCurrency` where there is none.
  var currencyByte: UInt8

  static var noCurrency: UInt8 { .max }

  /// The entry that asked, by which it is known.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that carried it out or rejected it; nil if none did.
  public var decided: EntryNumber? { decidedWord == 0 ? nil : EntryNumber(decidedWord) }
  /// All the reasons why it waits.
  public var needs: ApprovalNeeds { ApprovalNeeds(rawValue: needBits) }
  /// What it would record.
  public var kind: EntryKind { EntryKind(rawValue: kindByte)! }
  /// Of the amount; nil where there is none.
  public var currency: Currency? {
    currencyByte == Self.noCurrency ? nil : Currency(index: currencyByte)
  }
  /// The row of the account that it is on; nil if it is on none.
  public var accountRow: UInt32? { account == none ? nil : account }
  var hash: FactHash { FactHash(low: hashLow, high: hashHigh) }
}

/// An entry that an approval let through; in the order of the entries.
struct CarriedOutRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  /// The approval's row.
  var approval: UInt32
  var unused: UInt32 = 0
}

/// How an approval stands.
public enum ApprovalState: UInt8, CaseIterable, Sendable {
  case pending, approved, rejected, expired
}
