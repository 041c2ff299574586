/// An entry as the book remembers it; row 0 is entry 1. Its memo, its reference and its second
/// account, which few entries have, stand in tables of their own.
public struct EntryRow: BitwiseCopyable, Sendable {
  /// What it did to the account's balance.
  public internal(set) var effect = Money.zero
  /// The account's balance after it, in the order of recording.
  public internal(set) var balance = Money.zero
  /// The account's row, if it is of one (`hasAccount`).
  public internal(set) var account = none
  /// The row it made, in the table of its kind; of a transfer or a recovery that of its pair, of a
  /// reversal the original's entry number, of a general note that of the note before it.
  public internal(set) var subject = none
  /// The day from which it holds.
  public internal(set) var effective: Day
  /// The number of the entry that reversed it, 0 if none did.
  public internal(set) var reversedBy: UInt32 = 0
  /// The user who did it: a symbol.
  public internal(set) var actor: UInt32
  var previousOfAccount: UInt32 = 0
  /// The time in 47 bits, which last for the next four thousand years; above them whether the entry
  /// continues the one before.
  private var recordedLow: UInt32
  private var recordedHigh: UInt16
  /// The kind in the lower bits; whether there is a memo or a reference in the upper two.
  private var kindBits: UInt8
  /// Of a reversal or an adjustment its reason, of a payment whether it has particulars, of
  /// interest whether it was charged.
  var detailByte: UInt8 = 0

  private static var continuationBit: UInt16 { 0x8000 }
  private static var memoBit: UInt8 { 0x80 }
  private static var referenceBit: UInt8 { 0x40 }

  init(
    recorded: Int64, effective: Day, actor: UInt32, kind: EntryKind, hasMemo: Bool,
    hasReference: Bool, isContinuation: Bool
  ) {
    self.effective = effective
    self.actor = actor
    recordedLow = UInt32(truncatingIfNeeded: recorded)
    recordedHigh = UInt16(recorded >> 32) | (isContinuation ? Self.continuationBit : 0)
    kindBits =
      kind.rawValue | (hasMemo ? Self.memoBit : 0) | (hasReference ? Self.referenceBit : 0)
  }

  /// UTC, milliseconds since 1970.
  public var recorded: Int64 {
    Int64(recordedHigh & ~Self.continuationBit) << 32 | Int64(recordedLow)
  }
  /// Whether the same request recorded the entry before it too.
  public var isContinuation: Bool { recordedHigh & Self.continuationBit != 0 }
  /// What it is.
  public var kind: EntryKind { kindIfKnown! }
  var kindIfKnown: EntryKind? { EntryKind(rawValue: kindBits & 0x3F) }
  /// False of the entries about users.
  public var hasAccount: Bool { account != none }
  var hasMemo: Bool { kindBits & Self.memoBit != 0 }
  var hasReference: Bool { kindBits & Self.referenceBit != 0 }
}
