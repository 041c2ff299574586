/// A change of what the desk knows about an account or one of its contacts: names, addresses,
/// numbers, who works the account. It counts from the entry's date on, and the values before stay
/// in the book.
public struct Amended: Equatable, Sendable {
  /// The new value of a field.
  struct Change: Equatable, Sendable {
    var field: AmendedField
    /// The value, if it is a text; empty: none from then on. Of `emailPoint`, the address.
    var text = ""
    /// The value, if it is no text.
    var number: UInt64 = 0
    /// The digits of the telephone number that it is about; 0 if it is about none.
    var digits: UInt64 = 0
  }

  /// The most changes of one entry: every field, and more numbers than a contact may have.
  static var changesMax: Int { 255 }

  var account: EntryNumber
  /// The entry that added the contact; 0 if it amends the account itself.
  var contact: EntryNumber
  /// Whether it says who works the account (POST ASSIGN).
  var isAssignment: Bool
  var changes: [Change]
}

extension Amended: ListedFact {
  static var code: FactCode { 37 }
  var entryKind: EntryKind { isAssignment ? .assign : .amend }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Amended { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(contact)
    writer.put(UInt8(isAssignment ? 1 : 0))
    writer.put(UInt8(changes.count))
    for change in changes {
      writer.put(change.field.rawValue)
      if change.field == .phone { writer.put(change.digits) }
      if change.field == .emailPoint { writer.put(change.text) }
      if change.field.form == .number { writer.put(change.number) } else { writer.put(change.text) }
    }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    contact = try reader.take()
    switch try reader.take(UInt8.self) {
    case 0: isAssignment = false
    case 1: isAssignment = true
    default: throw .unknownValue
    }
    changes = []
    for _ in 0..<(try reader.take(UInt8.self)) {
      changes.append(try Change(from: &reader, ofContact: contact != 0))
    }
    if changes.isEmpty { throw .unknownValue }
  }
}

extension Amended.Change {
  fileprivate init(
    from reader: inout EntryReader, ofContact: Bool
  ) throws(EntryDecodingError) {
    field = try reader.takeChoice()
    if field.isOfContact != ofContact { throw .unknownValue }
    if field == .phone { digits = try reader.takePhone().digits }
    if field == .emailPoint {
      text = try reader.takeText()
      if text.isEmpty { throw .unknownValue }
    }
    if field.form == .number { number = try reader.take() } else { text = try reader.takeText() }
    if !field.has(number: number) { throw .unknownValue }
  }
}
