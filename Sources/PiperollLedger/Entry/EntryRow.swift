/// An entry as the book keeps it; row 0 is entry 1. Memos, references and second accounts, which
/// few entries have, are in tables of their own.
public struct EntryRow: BitwiseCopyable, Sendable {
  /// How much it changed the account's balance.
  public internal(set) var effect = Money.zero
  /// The account's balance after it, in the order of recording.
  public internal(set) var balance = Money.zero
  /// The account's row; `none` if it belongs to no account (`hasAccount`).
  public internal(set) var account = none
  /// The row that it made, in the table of its kind. For a transfer or a recovery it is the row of
  /// the pair, for a reversal the entry number of the original, and for a general note the entry
  /// number of the note before it.
  public internal(set) var subject = none
  /// The day from which it counts.
  public internal(set) var effective: Day
  /// The number of the entry that reversed it, 0 if none did.
  public internal(set) var reversedBy: UInt32 = 0
  /// The user who did it, as a symbol.
  public internal(set) var actor: UInt32
  var previousOfAccount: UInt32 = 0
  private var recordedLow: UInt32
  /// The lower 11 bits are the upper bits of the recording time. Above them are three flags: the
  /// entry has a memo, has a reference, continues the entry before. Two bits are spare, and 0.
  private var recordedHigh: UInt16
  private var kindByte: UInt8
  /// The reason of a reversal or an adjustment. For other kinds it holds flags, such as whether a
  /// payment has tender details, or whether interest was charged and not given back.
  var detailByte: UInt8 = 0

  /// The end of the times that a row can hold: 43 bits of milliseconds, which last until
  /// 2248-09-26. An entry with a later time stops the program before anything of it is on the disk.
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

  /// The recording time: UTC, in milliseconds since 1970.
  public var recorded: Int64 {
    Int64(recordedHigh & Self.recordedHighBits) << 32 | Int64(recordedLow)
  }
  /// Whether the same request also recorded the entry before this one.
  public var isContinuation: Bool { recordedHigh & Self.continuationBit != 0 }
  /// The kind of the entry.
  public var kind: EntryKind { kindIfKnown! }
  var kindIfKnown: EntryKind? { EntryKind(rawValue: kindByte) }
  /// Whether it belongs to an account. Entries about users and policies, for example, do not.
  public var hasAccount: Bool { account != none }
  /// Whether it has a bit set that has no meaning in this version.
  var hasSpareBits: Bool { recordedHigh & Self.spareBits != 0 }
  var hasMemo: Bool { recordedHigh & Self.memoBit != 0 }
  var hasReference: Bool { recordedHigh & Self.referenceBit != 0 }
}
