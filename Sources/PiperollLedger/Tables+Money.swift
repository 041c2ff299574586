// The rows of the tables that hold money: items, credits, what is set against what.

/// What is seldom read of an open item; what a report scans stands in columns of its own
/// (`itemAccount`, `itemDue`, `itemRemaining`).
public struct ItemRow: BitwiseCopyable, Sendable {
  /// Its number, unique on its account.
  public internal(set) var number: TextReference
  /// The amount, which is never below zero and has no more than 50 bits; above them the kind, and
  /// whether something that was set against the item has been undone.
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
  private static var kindShift: UInt64 { 56 }
  private static var kindMask: UInt64 { 0xF }
  private static var amountMask: UInt64 { 1 << 50 - 1 }

  init(
    number: TextReference, kind: ItemKind, amount: Money, entryWord: UInt32, date: Day,
    previousOfAccount: UInt32
  ) {
    self.number = number
    amountBits = UInt64(amount.minor) | UInt64(kind.rawValue) << Self.kindShift
    self.entryWord = entryWord
    self.date = date
    self.previousOfAccount = previousOfAccount
  }

  /// As billed; what is left stands in `itemRemaining`.
  public var amount: Money { Money(minor: Int64(amountBits & Self.amountMask)) }
  /// What it is for.
  public var kind: ItemKind { kindIfKnown! }
  var kindIfKnown: ItemKind? {
    ItemKind(rawValue: UInt8(amountBits >> Self.kindShift & Self.kindMask))
  }
  /// The entry that made it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  var hasUndoing: Bool {
    get { amountBits & Self.undoingBit != 0 }
    set { if newValue { amountBits |= Self.undoingBit } else { amountBits &= ~Self.undoingBit } }
  }
}

/// A payment, a credit memo, or what else lowers a balance.
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

  /// What it is.
  public var kind: CreditKind { CreditKind(rawValue: kindByte)! }
  /// How the money came in; `other` where none did.
  public var method: PaymentMethod { PaymentMethod(rawValue: methodByte)! }
  /// Why it was given, adjusted or written off; `other` for money.
  public var reason: Reason { Reason(rawValue: reasonByte)! }
}

/// An amount of a credit set against an item, or a correction of one: what of it was taken back
/// (below zero) or restored.
public struct ApplicationRow: BitwiseCopyable, Sendable {
  /// Below zero in the row that takes back.
  public internal(set) var amount: Money
  /// How much of it has been taken back; of a correction the row that it corrects.
  private var state: UInt64
  var entryWord: UInt32
  /// The credit's row.
  public internal(set) var credit: UInt32
  /// The item's row.
  public internal(set) var item: UInt32
  /// Never before the item's date or the credit's, nor before either got back what is applied.
  public internal(set) var effective: Day
  var previousOfCredit: UInt32
  var previousOfItem: UInt32

  private static var correctionBit: UInt64 { 1 << 63 }

  /// - Parameter corrects: nil for an application of its own.
  init(
    amount: Money, entry: EntryNumber, credit: UInt32, item: UInt32, effective: Day,
    corrects: UInt32?, previousOfCredit: UInt32, previousOfItem: UInt32
  ) {
    self.amount = amount
    state = corrects.map { Self.correctionBit | UInt64($0) } ?? 0
    entryWord = UInt32(entry)
    self.credit = credit
    self.item = item
    self.effective = effective
    self.previousOfCredit = previousOfCredit
    self.previousOfItem = previousOfItem
  }

  /// The entry that made it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The row that it takes back or restores; nil for an application of its own.
  var corrects: UInt32? {
    state & Self.correctionBit == 0 ? nil : UInt32(truncatingIfNeeded: state)
  }
  /// What of it stands; zero for a correction.
  public var standing: Money {
    state & Self.correctionBit == 0 ? Money(minor: amount.minor - Int64(state)) : .zero
  }

  /// Whether it can be the row of this number: what it corrects comes before it, and no more of it
  /// was taken back than it was.
  func isSound(at number: UInt32) -> Bool {
    if let corrects { return corrects < number && state & ~Self.correctionBit == UInt64(corrects) }
    return amount > .zero && state <= UInt64(amount.minor)
  }

  /// Notes a correction of this row: below zero, it was taken back.
  mutating func correct(by amount: Money) {
    precondition(state & Self.correctionBit == 0, "a correction is not corrected")
    state = UInt64(Int64(state) - amount.minor)
    precondition(standing >= .zero && standing <= self.amount, "0 <= standing <= amount")
  }
}

/// The second account of an entry that moves money between two; in the order of the entries.
public struct LegRow: BitwiseCopyable, Sendable {
  /// What the entry did to this account's balance.
  public internal(set) var effect = Money.zero
  /// This account's balance after it, in the order of recording.
  public internal(set) var balance = Money.zero
  /// The entry, which names the first account.
  public internal(set) var entry: EntryNumber
  /// The account's row.
  public internal(set) var account: UInt32
  var previousOfAccount: UInt32 = 0
}

/// The item and the credit of an entry that made both: a transfer or a recovery.
public struct PairRow: BitwiseCopyable, Sendable {
  /// The item's row.
  public internal(set) var item: UInt32
  /// The credit's row.
  public internal(set) var credit: UInt32
}

/// The general-ledger totals of one currency.
public struct ControlRow: BitwiseCopyable, Sendable {
  /// The amounts of all documents ever posted, whatever has been reversed since. No sum over any
  /// part of them is more, of whatever day: this is what must not overflow.
  public internal(set) var volume = Money.zero
  /// Debits less credits of each account, by its number.
  var totals = InlineArray<14, Money>(repeating: .zero)
  var currencyWord: UInt32
  /// The entry that was the first to post anything of it.
  var firstEntryWord: UInt32

  /// - Parameter firstEntry: 0 of one that nothing was posted to.
  init(_ currency: Currency, firstEntry: EntryNumber = 0) {
    currencyWord = UInt32(currency.index)
    firstEntryWord = UInt32(firstEntry)
  }

  /// Of all its amounts.
  public var currency: Currency { Currency(index: UInt8(currencyWord)) }
  /// Debits less credits of an account.
  public internal(set) subscript(account: LedgerAccount) -> Money {
    get { totals[Int(account.rawValue)] }
    set { totals[Int(account.rawValue)] = newValue }
  }
  /// Open items less unapplied credit.
  public var control: Money { self[.receivables] + self[.unapplied] }
}
