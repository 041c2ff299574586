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
  var unused: UInt32 = 0

  /// The entry that opened it.
  public var opened: EntryNumber { EntryNumber(openedWord) }
  /// The last entry that touched it: the head of its history.
  public var lastEntry: EntryNumber { EntryNumber(lastEntryWord) }
  /// What kind of debtor it is for.
  public var kind: AccountKind { AccountKind(rawValue: kindByte)! }
  /// Of all its amounts.
  public var currency: Currency { Currency(index: currencyByte) }
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

/// What is seldom read of an open item; what a report scans stands in columns of its own
/// (`itemAccount`, `itemDue`, `itemRemaining`).
public struct ItemRow: BitwiseCopyable, Sendable {
  /// The invoice's number, unique on its account.
  public internal(set) var number: TextReference
  /// The amount, which is never below zero, and in the sign's place whether something that was set
  /// against the item has been undone.
  private var amountBits: UInt64
  var entryWord: UInt32
  /// The document's date.
  public internal(set) var date: Day
  /// The effective date of its reversal, `never` if there is none.
  var voided = never
  var previousOfAccount: UInt32
  var previousOpen = none
  var nextOpen = none
  var lastApplication = none
  var nextSameNumber = none

  private static var undoingBit: UInt64 { 1 << 63 }

  init(
    number: TextReference, amount: Money, entryWord: UInt32, date: Day, previousOfAccount: UInt32
  ) {
    self.number = number
    amountBits = UInt64(amount.minor)
    self.entryWord = entryWord
    self.date = date
    self.previousOfAccount = previousOfAccount
  }

  /// As billed; what is left stands in `itemRemaining`.
  public var amount: Money { Money(minor: Int64(amountBits & ~Self.undoingBit)) }
  /// The entry that billed it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  var hasUndoing: Bool {
    get { amountBits & Self.undoingBit != 0 }
    set { if newValue { amountBits |= Self.undoingBit } else { amountBits &= ~Self.undoingBit } }
  }
}

/// A payment or a credit memo.
public struct CreditRow: BitwiseCopyable, Sendable {
  /// As taken.
  public internal(set) var amount: Money
  /// What is left of it now; zero once it is void.
  public internal(set) var unapplied: Money
  /// The entry that took it, by which it is known.
  public internal(set) var entry: EntryNumber
  /// The account's row.
  public internal(set) var account: UInt32
  /// The day it is effective.
  public internal(set) var date: Day
  var voided = never
  var previousOfAccount: UInt32
  var previousOpen = none
  var nextOpen = none
  var lastApplication = none
  var kindByte: UInt8
  var methodByte: UInt8
  var reasonByte: UInt8
  /// 1 once something that it was set against has been undone.
  var undoingByte: UInt8 = 0

  /// Money in, or a memo.
  public var kind: CreditKind { CreditKind(rawValue: kindByte)! }
  /// How the money came in; `other` for a memo.
  public var method: PaymentMethod { PaymentMethod(rawValue: methodByte)! }
  /// Why the memo was given; `other` for a payment.
  public var reason: CreditReason { CreditReason(rawValue: reasonByte)! }
}

/// An amount of a credit set against an item, or the undoing of one (negative).
public struct ApplicationRow: BitwiseCopyable, Sendable {
  /// Below zero in the row that undoes one.
  public internal(set) var amount: Money
  /// The entry that made it.
  public internal(set) var entry: EntryNumber
  /// The credit's row.
  public internal(set) var credit: UInt32
  /// The item's row.
  public internal(set) var item: UInt32
  /// Never before the item's date or the credit's, nor before either got back what is applied.
  public internal(set) var effective: Day
  /// 1 once it has been undone, and in the row that undoes it.
  var undone: UInt32 = 0
  var previousOfCredit: UInt32
  var previousOfItem: UInt32
}

/// An entry as the book remembers it; row 0 is entry 1. Its memo and its reference, which few
/// entries have, stand in tables of their own.
public struct EntryRow: BitwiseCopyable, Sendable {
  /// What it did to the account's balance.
  public internal(set) var effect = Money.zero
  /// The account's balance after it, in the order of recording.
  public internal(set) var balance = Money.zero
  /// The account's row, if it is of one (`hasAccount`).
  public internal(set) var account = none
  /// The row it made, in the table of its kind; of a reversal the original's entry number, of a
  /// general note that of the note before it.
  public internal(set) var subject = none
  /// The day from which it holds.
  public internal(set) var effective: Day
  /// The number of the entry that reversed it, 0 if none did.
  public internal(set) var reversedBy: UInt32 = 0
  /// The user who did it: a symbol.
  public internal(set) var actor: UInt32
  var previousOfAccount: UInt32 = 0
  /// The time in 48 bits, which last for the next eight thousand years.
  private var recordedLow: UInt32
  private var recordedHigh: UInt16
  /// The kind in the lower bits; whether there is a memo or a reference in the upper two.
  private var kindBits: UInt8
  var detailByte: UInt8 = 0

  private static var memoBit: UInt8 { 0x80 }
  private static var referenceBit: UInt8 { 0x40 }

  init(
    recorded: Int64, effective: Day, actor: UInt32, kind: EntryKind, hasMemo: Bool,
    hasReference: Bool
  ) {
    self.effective = effective
    self.actor = actor
    recordedLow = UInt32(truncatingIfNeeded: recorded)
    recordedHigh = UInt16(recorded >> 32)
    kindBits =
      kind.rawValue | (hasMemo ? Self.memoBit : 0) | (hasReference ? Self.referenceBit : 0)
  }

  /// UTC, milliseconds since 1970.
  public var recorded: Int64 { Int64(recordedHigh) << 32 | Int64(recordedLow) }
  /// What it is.
  public var kind: EntryKind { kindIfKnown! }
  var kindIfKnown: EntryKind? { EntryKind(rawValue: kindBits & 0x3F) }
  /// False of the entries about users.
  public var hasAccount: Bool { account != none }
  var hasMemo: Bool { kindBits & Self.memoBit != 0 }
  var hasReference: Bool { kindBits & Self.referenceBit != 0 }
}

/// An entry's free text; in the order of the entries.
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

/// The general-ledger totals of one currency. Debits: receivables, cash, memos. Credits: unapplied,
/// revenue.
public struct ControlRow: BitwiseCopyable, Sendable {
  /// The amounts of all documents ever posted, whatever has been reversed since. No sum over any
  /// part of them is more, of whatever day: this is what must not overflow.
  public internal(set) var volume = Money.zero
  /// Open items.
  public internal(set) var receivables = Money.zero
  /// Payments that were not reversed.
  public internal(set) var cash = Money.zero
  /// Credit memos that were not reversed.
  public internal(set) var memos = Money.zero
  /// What of both is set against nothing.
  public internal(set) var unapplied = Money.zero
  /// Invoices that were not reversed.
  public internal(set) var revenue = Money.zero
  var currencyWord: UInt64

  /// Of all its amounts.
  public var currency: Currency { Currency(index: UInt8(currencyWord)) }
}
