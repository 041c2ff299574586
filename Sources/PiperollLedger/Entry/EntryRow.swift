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
  private var recordedLow: UInt32
  /// The upper bits of the time in the lower 11; above them whether there is a memo, whether there
  /// is a reference, and whether the entry continues the one before. Two bits are spare, and 0.
  private var recordedHigh: UInt16
  private var kindByte: UInt8
  /// Of a reversal or an adjustment its reason, of a payment whether it has tender details, of
  /// interest whether it was charged.
  var detailByte: UInt8 = 0

  /// The end of the times that a row can hold: 43 bits of milliseconds, which last until the 26th
  /// of September 2248. An entry of a later time ends the program; none of it is on the disk then.
  static var recordedEnd: Int64 { 1 << 43 }

  private static var recordedHighBits: UInt16 { 0x07FF }
  private static var memoBit: UInt16 { 0x0800 }
  private static var referenceBit: UInt16 { 0x1000 }
  private static var continuationBit: UInt16 { 0x2000 }
  private static var spareBits: UInt16 { 0xC000 }

  init(
    recorded: Int64, effective: Day, actor: UInt32, kind: EntryKind, hasMemo: Bool,
    hasReference: Bool, isContinuation: Bool
  ) {
    precondition(
      (0..<Self.recordedEnd).contains(recorded),
      "an entry's time is from 1970 on and before 2248-09-26; set the clock right")
    self.effective = effective
    self.actor = actor
    recordedLow = UInt32(truncatingIfNeeded: recorded)
    recordedHigh =
      UInt16(recorded >> 32) | (hasMemo ? Self.memoBit : 0)
      | (hasReference ? Self.referenceBit : 0) | (isContinuation ? Self.continuationBit : 0)
    kindByte = kind.rawValue
  }

  /// UTC, milliseconds since 1970.
  public var recorded: Int64 {
    Int64(recordedHigh & Self.recordedHighBits) << 32 | Int64(recordedLow)
  }
  /// Whether the same request recorded the entry before it too.
  public var isContinuation: Bool { recordedHigh & Self.continuationBit != 0 }
  /// What it is.
  public var kind: EntryKind { kindIfKnown! }
  var kindIfKnown: EntryKind? { EntryKind(rawValue: kindByte) }
  /// False of the entries about users.
  public var hasAccount: Bool { account != none }
  /// Whether it has a bit that this version gives no meaning.
  var hasSpareBits: Bool { recordedHigh & Self.spareBits != 0 }
  var hasMemo: Bool { recordedHigh & Self.memoBit != 0 }
  var hasReference: Bool { recordedHigh & Self.referenceBit != 0 }
}
