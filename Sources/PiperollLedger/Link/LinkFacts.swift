/// What a contact is to an account from a day on: a role, or none any more.
public struct ContactLinked: Equatable, Sendable {
  /// The entry that added the contact.
  var contact: EntryNumber
  var account: EntryNumber
  /// Nil: the contact has no role on the account from then on.
  var role: ContactRole?
}

extension ContactLinked: ListedFact {
  static var code: FactCode { 47 }
  var entryKind: EntryKind { .link }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ContactLinked { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No role is written as 255.
  func put(to writer: inout EntryWriter) {
    writer.put(contact)
    writer.put(account)
    writer.put(role?.rawValue ?? .max)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    contact = try reader.take()
    account = try reader.take()
    let word = try reader.take(UInt8.self)
    role = ContactRole(rawValue: word)
    if role == nil, word != .max { throw .unknownValue }
  }
}

/// That two contacts are one person from a day on, or that a contact is nobody else any more.
public struct ContactsTied: Equatable, Sendable {
  var contact: EntryNumber
  /// The entry that added the other; nil: what was said of the contact no longer holds.
  var other: EntryNumber?
}

extension ContactsTied: ListedFact {
  static var code: FactCode { 48 }
  var entryKind: EntryKind { .link }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ContactsTied { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No other contact is written as entry 0.
  func put(to writer: inout EntryWriter) {
    writer.put(contact)
    writer.put(other ?? 0)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    contact = try reader.take()
    let other = try reader.take(EntryNumber.self)
    self.other = other == 0 ? nil : other
  }
}
