/// An agreement to pay in parts: a plan, by which all is paid, or a settlement, by which the debt
/// is taken for paid once a smaller sum was. The entry's effective date is the day on which it was
/// made.
public struct PlanMade: Equatable, Sendable {
  public var account: EntryNumber
  public var terms: PlanTerms
  /// What was owed and is paid by it; more than its total only of a settlement.
  public var open: Money
  public var isSettlement: Bool
  /// Whether no interest accrues while it is in force.
  public var stopsInterest: Bool
  /// Whether the request named the items that it is for. Then only money on these items counts.
  public var namesItems: Bool
  /// The last day on which an offer can be accepted; nil if it is no offer but agreed on.
  public var acceptBy: Day?
  /// Where the debtor's authorization to draw the instalments is kept; empty for none.
  public var authorization: String
  /// The plan that it replaces; nil for none.
  public var replaces: EntryNumber?
  /// The items that it is for, and how much was open of each: those that were named; of a
  /// settlement all that it settles.
  public var items: [Application]

  public init(
    account: EntryNumber, terms: PlanTerms, open: Money, isSettlement: Bool = false,
    stopsInterest: Bool = false, namesItems: Bool = false, acceptBy: Day? = nil,
    authorization: String = "", replaces: EntryNumber? = nil, items: [Application] = []
  ) {
    self.account = account
    self.terms = terms
    self.open = open
    self.isSettlement = isSettlement
    self.stopsInterest = stopsInterest
    self.namesItems = namesItems
    self.acceptBy = acceptBy
    self.authorization = authorization
    self.replaces = replaces
    self.items = items
  }

  /// What a settlement takes off in the end.
  var discount: Money { isSettlement ? open - terms.total : .zero }
}

extension PlanMade: ListedFact {
  static var code: FactCode { 60 }
  var entryKind: EntryKind { .plan }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> PlanMade { self }

  func limited(in book: borrowing Book, on _: Day) -> Limited? {
    guard isSettlement else { return nil }
    return Limited(amount: discount, currency: book.currency(ofAccountOpenedBy: account))
  }

  func firstDay(effective: Day) -> Day { effective }

  /// No plan to replace is written as entry 0, and no last day of an offer as one outside the
  /// calendar.
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    terms.put(to: &writer)
    writer.put(open)
    writer.put(flags.rawValue)
    writer.put(acceptBy ?? never)
    writer.put(authorization)
    writer.put(replaces ?? 0)
    items.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    terms = try PlanTerms(from: &reader)
    open = try reader.takeMoney()
    let flags = PlanFlags(rawValue: try reader.take())
    if !flags.isSubset(of: .all) { throw .unknownValue }
    isSettlement = flags.contains(.settlement)
    stopsInterest = flags.contains(.stopsInterest)
    namesItems = flags.contains(.namesItems)
    let acceptBy = try reader.takeDay()
    self.acceptBy = acceptBy == never ? nil : acceptBy
    authorization = try reader.takeText()
    let replaces = try reader.take(EntryNumber.self)
    self.replaces = replaces == 0 ? nil : replaces
    items = try [Application](from: &reader)
  }

  var flags: PlanFlags {
    var flags: PlanFlags = []
    if isSettlement { flags.insert(.settlement) }
    if stopsInterest { flags.insert(.stopsInterest) }
    if namesItems { flags.insert(.namesItems) }
    return flags
  }
}

/// What a plan is, a bit for each, as facts and rows keep it.
struct PlanFlags: OptionSet, Sendable {
  let rawValue: UInt8

  static let settlement = PlanFlags(rawValue: 1)
  static let stopsInterest = PlanFlags(rawValue: 2)
  static let namesItems = PlanFlags(rawValue: 4)
  static let all: PlanFlags = [.settlement, .stopsInterest, .namesItems]
}

/// A debtor's yes to the offer of a settlement.
public struct OfferAccepted: Equatable, Sendable {
  /// The entry that made the offer.
  public var offer: EntryNumber

  public init(offer: EntryNumber) { self.offer = offer }
}

extension OfferAccepted: ListedFact {
  static var code: FactCode { 61 }
  var entryKind: EntryKind { .plan }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> OfferAccepted { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) { writer.put(offer) }

  init(from reader: inout EntryReader) throws(EntryDecodingError) { offer = try reader.take() }
}

extension EntryRow {
  /// Whether an entry of a plan accepts an offer that another entry made. For other kinds it means
  /// nothing.
  public var isAcceptance: Bool { detailByte & Self.acceptanceBit != 0 }
  static var acceptanceBit: UInt8 { 1 }
}
