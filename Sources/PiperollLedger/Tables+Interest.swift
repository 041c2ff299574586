// The rows of the tables that interest and loans need beside items and credits. Few accounts have
// any, so what an account's begin with stands here and not in its own row.

/// An account that has rates, loans or interest, and the heads of their chains.
struct AccrualRow: BitwiseCopyable, Sendable {
  /// The account's row.
  var account: UInt32
  var lastRate = none
  var lastLoan = none
  var lastCharge = none
  var lastFee = none

  init(account: UInt32) { self.account = account }
}

/// A rate of an account from a day on.
public struct RateRow: BitwiseCopyable, Sendable {
  /// The rate.
  public internal(set) var rate: InterestRate
  /// The first day on which it holds.
  public internal(set) var from: Day
  var entryWord: UInt32
  var previousOfAccount: UInt32
}

/// Interest that was charged, or taken back: its item or its credit, the other is `none`.
struct InterestRow: BitwiseCopyable, Sendable {
  var item = none
  var credit = none
  /// All that had accrued by the end of this day was charged.
  var through: Day
  var previousOfAccount: UInt32

  init(through: Day, previousOfAccount: UInt32) {
    self.through = through
    self.previousOfAccount = previousOfAccount
  }
}

/// What had its late fee: an item, or an instalment of a loan, by its due date. It stays when the
/// fee is reversed.
struct LateFeeRow: BitwiseCopyable, Sendable {
  /// The row of what was late.
  var item: UInt32
  var due: Day
  var previousOfAccount: UInt32
}

/// A loan, beside the item of its principal.
public struct LoanRow: BitwiseCopyable, Sendable {
  /// What is to be paid each time, the last excepted.
  public internal(set) var instalment: Money
  /// The row of the principal's item.
  public internal(set) var item: UInt32
  /// When the first instalment is to be paid.
  public internal(set) var firstDue: Day
  /// The rate that it was granted at.
  public internal(set) var rate: InterestRate
  var previousOfAccount: UInt32
  /// How many instalments there are.
  var instalmentsWord: UInt32
  var dayCountByte: UInt8
  var everyByte: UInt8
  var unused: UInt16 = 0

  init(_ terms: LoanTerms, instalment: Money, item: UInt32, previousOfAccount: UInt32) {
    self.instalment = instalment
    self.item = item
    firstDue = terms.firstDue
    rate = terms.rate
    self.previousOfAccount = previousOfAccount
    instalmentsWord = UInt32(terms.instalments)
    dayCountByte = terms.dayCount.rawValue
    everyByte = terms.every.rawValue
  }

  /// How its days count.
  public var dayCount: DayCount { DayCount(rawValue: dayCountByte)! }
  /// From one instalment to the next.
  public var every: LoanPeriod { LoanPeriod(rawValue: everyByte)! }
  /// How many instalments there are.
  public var instalments: Int { Int(instalmentsWord) }
}
