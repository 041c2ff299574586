/// A contact some of whose telephone numbers have an extension. Its layout in the journal has room
/// for these; all else is as of `ContactAdded`.
struct ContactWithExtensions: Equatable, Sendable {
  var plain: ContactAdded
}

extension ContactWithExtensions: WiderFact {
  static var code: FactCode { 36 }

  func put(to writer: inout EntryWriter) {
    plain.put(to: &writer)
    for phone in plain.phones { writer.put(phone.ext.word) }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    plain = try ContactAdded(from: &reader)
    for place in plain.phones.indices {
      plain.phones[place].ext = try reader.takeExtension()
    }
  }
}
