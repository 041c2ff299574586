/// A contact some of whose telephone numbers have an extension. Its layout in the journal has room
/// for these; all else is as of `ContactAdded`.
struct ContactWithExtensions: Equatable, Sendable {
  var contact: ContactAdded
}

extension ContactWithExtensions: ListedFact {
  static var code: FactCode { 36 }
  var entryKind: EntryKind { contact.entryKind }
  func aim(_ aim: inout ReplayAim) { contact.aim(&aim) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    contact.apply(to: &book, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ContactWithExtensions { self }

  func limited(in book: borrowing Book, on day: Day) -> Limited? {
    contact.limited(in: book, on: day)
  }

  func firstDay(effective: Day) -> Day { contact.firstDay(effective: effective) }

  func put(to writer: inout EntryWriter) {
    contact.put(to: &writer)
    for phone in contact.phones { writer.put(phone.ext.word) }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    contact = try ContactAdded(from: &reader)
    for place in contact.phones.indices {
      contact.phones[place].ext = try reader.takeExtension()
    }
  }
}
