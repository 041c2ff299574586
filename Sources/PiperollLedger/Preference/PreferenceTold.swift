/// What somebody said of how a person may be reached. The entry's effective date is the day on
/// which they said so.
public struct PreferenceTold: Equatable, Sendable {
  /// The entry that added the contact.
  public var contact: EntryNumber
  public var verb: PreferenceVerb
  public var channel: PreferenceChannel
  /// The one number or address that it is about; nil for all.
  public var point: ContactPoint?
  /// The times that it is about; nil for all.
  public var when: WeekWindows?
  /// The place that it is about; nil for all.
  public var place: Place?
  /// Of `share`, the contact that may be told.
  public var with: EntryNumber?
  public var source: PreferenceSource
  /// How it was said; nil if that was not told.
  public var via: PreferenceVia?
  /// The one account that it is about; nil for all.
  public var account: EntryNumber?
  /// The last day on which it counts; nil for none.
  public var until: Day?

  /// A preference of the person's own that is about everything.
  public init(contact: EntryNumber, _ verb: PreferenceVerb, _ channel: PreferenceChannel = .all) {
    (self.contact, self.verb, self.channel) = (contact, verb, channel)
    source = .own
  }
}

/// How a preference came to be known.
public enum PreferenceVia: UInt8, CaseIterable, Sendable {
  case call, letter, email, text, web
  /// In person.
  case visit
  /// A check of the number, such as that of reassigned numbers.
  case database
  /// Not at all: the attorney was asked, and did not answer in a reasonable time.
  case silence
}

extension PreferenceTold: ListedFact {
  static var code: FactCode { 49 }
  var entryKind: EntryKind { .prefer }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> PreferenceTold { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// What was left out is written as 255, as entry 0, or as the day after the last.
  func put(to writer: inout EntryWriter) {
    writer.put(contact)
    writer.put(verb.rawValue)
    writer.put(channel.rawValue)
    switch point {
    case nil: writer.put(UInt8(0))
    case .phone(let number):
      writer.put(UInt8(1))
      writer.put(number.digits)
    case .email(let email):
      writer.put(UInt8(2))
      writer.put(email)
    case .mail: writer.put(UInt8(3))
    }
    writer.put(UInt8(when == nil ? 0 : 1))
    when?.put(to: &writer)
    writer.put(place?.rawValue ?? .max)
    writer.put(with ?? 0)
    writer.put(source.rawValue)
    writer.put(via?.rawValue ?? .max)
    writer.put(account ?? 0)
    writer.put(until ?? never)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    contact = try reader.take()
    verb = try reader.takeChoice()
    channel = try reader.takeChoice()
    switch try reader.take(UInt8.self) {
    case 0: point = nil
    case 1: point = .phone(try reader.takePhone())
    case 2: point = .email(try reader.takeText())
    case 3: point = .mail
    default: throw .unknownValue
    }
    switch try reader.take(UInt8.self) {
    case 0: when = nil
    case 1: when = try WeekWindows(from: &reader)
    default: throw .unknownValue
    }
    place = try reader.takeChoiceOrNone()
    with = try reader.takeEntryOrNone()
    source = try reader.takeChoice()
    via = try reader.takeChoiceOrNone()
    account = try reader.takeEntryOrNone()
    let until = try reader.takeDay()
    self.until = until == never ? nil : until
  }
}

extension EntryReader {
  fileprivate mutating func takeEntryOrNone() throws(EntryDecodingError) -> EntryNumber? {
    let number = try take(EntryNumber.self)
    return number == 0 ? nil : number
  }

  fileprivate mutating func takeChoiceOrNone<Choice: RawRepresentable>(
    _: Choice.Type = Choice.self
  ) throws(EntryDecodingError) -> Choice? where Choice.RawValue == UInt8 {
    let number = try take(UInt8.self)
    if number == .max { return nil }
    guard let choice = Choice(rawValue: number) else { throw .unknownValue }
    return choice
  }
}
