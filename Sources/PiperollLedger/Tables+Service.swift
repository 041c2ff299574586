// The rows of what stands beside the money: holds, limits.

/// A hold on an account or on one of its items, in force or not.
public struct HoldRow: BitwiseCopyable, Sendable {
  /// Who or what told of it; empty if that is not known.
  public internal(set) var source: TextReference
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  var itemRow: UInt32
  /// Its first day.
  public internal(set) var from: Day
  var untilOrNever: Day
  /// The effective date of its release, `never` if there is none.
  var released = never
  var releasedWord: UInt32 = 0
  var previousOfAccount: UInt32
  var kindWord: UInt64

  /// The entry that placed it, by which it is known.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The item's row; nil for all of the account.
  public var item: UInt32? { itemRow == none ? nil : itemRow }
  /// What kind it is.
  public var kind: HoldKind { HoldKind(rawValue: UInt8(kindWord))! }
  /// Its last day; nil where it ends only by its release.
  public var until: Day? { untilOrNever == never ? nil : untilOrNever }
  /// The entry that released it, 0 if none did.
  public var releasedBy: EntryNumber { EntryNumber(releasedWord) }
  /// From when on it was released; nil if it was not.
  public var releasedOn: Day? { released == never ? nil : released }

  /// How it stands on a day.
  public func status(on day: Day) -> HoldStatus {
    if released <= day { return .released }
    if untilOrNever < day { return .expired }
    return day < from ? .pending : .inForce
  }

  func isInForce(on day: Day) -> Bool { status(on: day) == .inForce }
}

/// How a hold stands.
public enum HoldStatus: UInt8, CaseIterable, Sendable {
  case inForce
  /// Its first day is to come.
  case pending
  /// Its last day is over.
  case expired
  case released
}

/// A change of an account's credit limit.
public struct LimitRow: BitwiseCopyable, Sendable {
  /// -1 if there is none from then on.
  var limitOrNone: Money
  /// That which the account was opened with, -1 if none: the same in all its rows.
  var openingOrNone: Money
  var entryWord: UInt32
  /// From when on it holds.
  public internal(set) var effective: Day
  var previousOfAccount: UInt32
  /// Who wanted it: a symbol.
  public internal(set) var requestedBy: UInt32
  var reasonWord: UInt64

  /// The entry that changed it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// nil if there is none from then on.
  public var limit: Money? { limitOrNone == .noLimit ? nil : limitOrNone }
  /// Why.
  public var reason: LimitReason { LimitReason(rawValue: UInt8(reasonWord))! }
}

/// An amount that an entry has beside its others; in the order of the entries.
struct AmountRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  var amount: Money
}
