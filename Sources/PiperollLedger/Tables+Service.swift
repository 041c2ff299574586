// The rows of what stands beside the money: holds, limits, services, drafts.

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

/// A service that was rendered.
public struct ServiceRow: BitwiseCopyable, Sendable {
  /// For all of it, whatever its quantity.
  public internal(set) var amount: Money
  var quantityWord: UInt32
  /// What it was: a symbol.
  public internal(set) var code: UInt32
  /// Who rendered it: a symbol, 0 if that is not told.
  public internal(set) var renderedBy: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  var entryWord: UInt32
  /// The day on which it was rendered.
  public internal(set) var date: Day
  var verifiedWord: UInt32 = 0
  var billedWord: UInt32 = 0
  /// The effective date of its reversal, `never` if there is none.
  var voided = never
  var previousOfAccount: UInt32

  /// The entry that recorded it, by which it is known.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// How much of it.
  public var quantity: Quantity { Quantity(thousandths: quantityWord) }
  /// The entry that verified it, 0 if none did.
  public var verifiedBy: EntryNumber { EntryNumber(verifiedWord) }
  /// The entry of the invoice or draft that it stands on, 0 if there is none.
  public var billedBy: EntryNumber { EntryNumber(billedWord) }
  /// Whether it counts at the end of a day.
  public func stands(on day: Day) -> Bool { date <= day && day < voided }
}

/// An invoice that was drafted; once it is billed it is an item.
public struct DraftRow: BitwiseCopyable, Sendable {
  /// The number that its invoice has or will have.
  public internal(set) var number: TextReference
  /// What will be owed for it.
  public internal(set) var amount: Money
  /// The account's row.
  public internal(set) var account: UInt32
  var entryWord: UInt32
  var dueOrNever: Day
  var previousOfAccount: UInt32
  /// The entry that billed it or dropped it, 0 if none did.
  public internal(set) var endedBy: EntryNumber = 0

  /// The entry that drafted it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// When it is to be paid; nil: by the account's terms, from its release on.
  public var due: Day? { dueOrNever == never ? nil : dueOrNever }
}

/// A part of an invoice or of a draft; in the order of the entries.
public struct LineRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  /// Its part of the whole.
  public internal(set) var amount: Money
  /// What it is for: a symbol.
  public internal(set) var code: UInt32
  var serviceRow: UInt32

  /// The service's row; nil where it is for none that was recorded.
  public var service: UInt32? { serviceRow == none ? nil : serviceRow }
}

/// An amount that an entry has beside its others; in the order of the entries.
struct AmountRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  var amount: Money
}
