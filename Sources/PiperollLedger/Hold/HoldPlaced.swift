/// A hold placed on an account or on one of its items. The entry's memo says why.
public struct HoldPlaced: Equatable, Sendable {
  public var account: EntryNumber
  /// The entry that made the item; nil for the whole account.
  public var item: EntryNumber?
  public var kind: HoldKind
  /// Its first day.
  public var from: Day
  /// Its last day; nil if only a release ends it.
  public var until: Day?
  /// Who or what informed the desk; empty if not known.
  public var source: String

  public init(
    account: EntryNumber, item: EntryNumber? = nil, kind: HoldKind, from: Day, until: Day? = nil,
    source: String = ""
  ) {
    self.account = account
    self.item = item
    self.kind = kind
    self.from = from
    self.until = until
    self.source = source
  }

  /// The first day that a hold concerns: it may begin before its own date.
  public static func firstDay(from: Day, effective: Day) -> Day { min(effective, from) }
}

extension HoldPlaced: ListedFact {
  static var code: FactCode { 21 }
  var entryKind: EntryKind { .hold }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> HoldPlaced { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }

  /// A hold changes what is due from its first day on, even if it is placed later.
  func firstDay(effective: Day) -> Day { Self.firstDay(from: from, effective: effective) }

  /// No item is written as entry 0, and no last day as a day outside the calendar.
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(item ?? 0)
    writer.put(kind.rawValue)
    writer.put(from)
    writer.put(until ?? never)
    writer.put(source)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    let item = try reader.take(EntryNumber.self)
    self.item = item == 0 ? nil : item
    kind = try reader.takeChoice()
    from = try reader.takeDay()
    let until = try reader.takeDay()
    self.until = until == never ? nil : until
    source = try reader.takeText()
  }
}

/// The release of a hold: from the entry's effective date on the hold is not in force.
public struct HoldReleased: Equatable, Sendable {
  /// The entry that placed it.
  public var hold: EntryNumber

  public init(hold: EntryNumber) { self.hold = hold }
}

extension HoldReleased: ListedFact {
  static var code: FactCode { 22 }
  var entryKind: EntryKind { .releaseHold }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> HoldReleased { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) { writer.put(hold) }

  init(from reader: inout EntryReader) throws(EntryDecodingError) { hold = try reader.take() }
}
