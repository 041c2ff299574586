/// A note of which more is known than its text.
public struct NoteTaken: Equatable, Sendable {
  /// The entry that opened the account.
  public var account: EntryNumber
  public var kind: NoteKind
  /// The earlier note or call that it corrects; nil for none.
  public var corrects: EntryNumber?
  /// Of a message: who sent it.
  public var direction: CallDirection?
  /// By which channel what it tells of has come; of a message its kind says it.
  public var via: ContactChannel?
  /// Of a message of the desk's: what it was for.
  public var purpose: ContactPurpose?
  /// The day on which what it tells of has come, or has happened; nil: that of the entry.
  public var day: Day?
  /// Of a message: the number or address that it came from or went to; empty if not known.
  public var point: String
  /// Of a message: when it came or went, in milliseconds of UTC since 1970; nil if that was not
  /// said.
  public var at: Int64?
  /// Of a message of the desk's: what the rules of contact said of it; nil if they were not asked.
  public var verdict: KeptVerdict?

  /// A note; what is left out was not said.
  public init(
    account: EntryNumber, kind: NoteKind, corrects: EntryNumber? = nil,
    direction: CallDirection? = nil, via: ContactChannel? = nil, purpose: ContactPurpose? = nil,
    day: Day? = nil, point: String = ""
  ) {
    (self.account, self.kind, self.corrects) = (account, kind, corrects)
    (self.direction, self.via, self.purpose) = (direction, via, purpose)
    (self.day, self.point) = (day, point)
  }
}

extension NoteTaken: ListedFact {
  static var code: FactCode { 80 }
  var entryKind: EntryKind { .note }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> NoteTaken { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No note that it corrects is written as entry 0, no day as one outside the calendar, and a
  /// choice that was not made as 0.
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(kind.rawValue)
    writer.put(corrects ?? 0)
    writer.put(NoteRow.byte(of: direction))
    writer.put(NoteRow.byte(of: via))
    writer.put(NoteRow.byte(of: purpose))
    writer.put(day ?? never)
    writer.put(point)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    kind = try reader.takeChoice()
    let corrects = try reader.take(EntryNumber.self)
    self.corrects = corrects == 0 ? nil : corrects
    direction = try reader.takeOptionalChoice()
    via = try reader.takeOptionalChoice()
    purpose = try reader.takeOptionalChoice()
    let day = try reader.takeDay()
    self.day = day == never ? nil : day
    point = try reader.takeText()
  }
}

extension EntryReader {
  /// A choice of which 0 says that it was not made.
  mutating func takeOptionalChoice<Choice: RawRepresentable<UInt8>>()
    throws(EntryDecodingError) -> Choice?
  {
    let byte = try take(UInt8.self)
    if byte == 0 { return nil }
    guard let choice = Choice(rawValue: byte - 1) else { throw .unknownValue }
    return choice
  }
}
