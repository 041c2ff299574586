// The rows of a book's tables. Rows name each other by number; `none` ends a chain. Every row is
// packed without padding, because its bytes are what a snapshot holds and a state hash reads.

/// The end of a chain of rows.
let none = UInt32.max

/// The day of a document that was never reversed.
let never = Day(number: Int32.max)

/// An account; what a screen of it shows first, and the heads of its chains.
public struct AccountRow: BitwiseCopyable, Sendable {
  public internal(set) var id: TextReference
  /// The debtor's name.
  public internal(set) var name: TextReference
  var creditLimitOrNone: Money
  var openedWord: UInt32
  /// The next of the last one is the first: both ends of the ring in one word.
  var lastContact = none
  /// Open items less unapplied credit. It and what follows is what entries change: it stands
  /// together, on one line of memory or two.
  public internal(set) var balance = Money.zero
  /// Credit that is set against nothing.
  public internal(set) var unapplied = Money.zero
  var lastEntryWord: UInt32 = 0
  var firstOpenItem = none
  var lastOpenItem = none
  var firstOpenCredit = none
  var lastOpenCredit = none
  var lastItem = none
  var lastCredit = none
  /// Days from an invoice's date to its due date.
  public internal(set) var termsDays: UInt16
  var kindByte: UInt8
  var currencyByte: UInt8
  /// Who works it: a symbol.
  public internal(set) var collector: UInt32
  /// The group it belongs to: a symbol.
  public internal(set) var portfolio: UInt32
  /// Whose debt it is: a symbol, 0 for the desk's own.
  public internal(set) var client: UInt32
  /// The last note or call, by its entry number; 0 if there is none.
  var lastNote: UInt32 = 0
  /// The effective date of the entry that opened it.
  public internal(set) var openedOn: Day
  /// How many write-offs stand on it.
  var writeOffs: UInt32 = 0
  /// The head of the chain of its holds.
  var lastHold = none
  /// The head of the chain of the changes of its credit limit.
  var lastLimit = none
  /// The heads of the chains of what may be billed, and of what is about to be.
  var lastService = none
  var lastDraft = none

  /// The entry that opened it.
  public var opened: EntryNumber { EntryNumber(openedWord) }
  /// The last entry that touched it: the head of its history.
  public var lastEntry: EntryNumber { EntryNumber(lastEntryWord) }
  /// What kind of debtor it is for.
  public var kind: AccountKind { AccountKind(rawValue: kindByte)! }
  /// Of all its amounts.
  public var currency: Currency { Currency(index: currencyByte) }
  /// Whether some of it was written off.
  public var isWrittenOff: Bool { writeOffs > 0 }
  /// nil if there is none.
  public var creditLimit: Money? { creditLimitOrNone.minor < 0 ? nil : creditLimitOrNone }
}

/// A person or firm with a role on an account.
public struct ContactRow: BitwiseCopyable, Sendable {
  /// Their name.
  public internal(set) var name: TextReference
  /// Empty if not known.
  public internal(set) var email: TextReference
  /// Empty if not known.
  public internal(set) var address: TextReference
  /// The entry that added it, by which it is known.
  public internal(set) var entry: EntryNumber
  /// The account's row.
  public internal(set) var account: UInt32
  /// The next of the last one is the first: both ends of the ring in one word.
  var lastPhone = none
  var nextOfAccount = none
  var roleWord: UInt32

  /// What they are to the account.
  public var role: ContactRole { ContactRole(rawValue: UInt8(roleWord))! }
}

/// A contact's telephone number.
public struct PhoneRow: BitwiseCopyable, Sendable {
  var digits: UInt64
  /// The contact's row.
  public internal(set) var contact: UInt32
  var nextOfContact = none
  var nextSameNumber = none
  var kindWord: UInt32

  /// In E.164.
  public var number: PhoneNumber { PhoneNumber(digits: digits) }
  /// What kind of line it is.
  public var kind: PhoneKind { PhoneKind(rawValue: UInt8(kindWord))! }
}

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
  /// Of a reversal or an adjustment its reason, of a payment whether it has particulars, of
  /// interest whether it was charged.
  var detailByte: UInt8 = 0

  /// The end of the times that a row can hold: 43 bits of milliseconds, which last until the 26th
  /// of September 2248. An entry of a later time ends the program; none of it is on the disk then.
  static var recordedEnd: Int64 { 1 << 43 }

  private static var recordedHighBits: UInt16 { 0x07FF }
  private static var memoBit: UInt16 { 0x0800 }
  private static var referenceBit: UInt16 { 0x1000 }
  private static var continuationBit: UInt16 { 0x2000 }

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
  var hasMemo: Bool { recordedHigh & Self.memoBit != 0 }
  var hasReference: Bool { recordedHigh & Self.referenceBit != 0 }
}

/// A text of an entry; in the order of the entries.
struct MemoRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  var text: TextReference
}

/// A telephone call that was noted.
public struct CallRow: BitwiseCopyable, Sendable {
  var digits: UInt64
  /// The note or call before it on the account, by its entry number.
  var previousNote: UInt32
  var directionByte: UInt8
  var resultByte: UInt8
  var unused: UInt16 = 0

  /// The other side's number.
  public var number: PhoneNumber { PhoneNumber(digits: digits) }
  /// Who called whom.
  public var direction: CallDirection { CallDirection(rawValue: directionByte)! }
  /// How it ended.
  public var result: CallResult { CallResult(rawValue: resultByte)! }
}

/// A caller's reference, by which a repeated request is known.
public struct ReferenceRow: BitwiseCopyable, Sendable {
  /// As the caller gave it.
  public internal(set) var name: TextReference
  /// Of what it was sent with.
  public internal(set) var payloadHash: UInt64
  /// What was recorded with it.
  public internal(set) var entry: EntryNumber
}

/// Somebody who may log in.
public struct UserRow: BitwiseCopyable, Sendable {
  /// By which they log in.
  public internal(set) var name: TextReference
  /// Of the scrypt hash; empty: by certificate only.
  public internal(set) var passwordRecord: TextReference
  var roleWord: UInt64

  /// What they may do.
  public var role: Role { Role(rawValue: UInt8(roleWord))! }
}
