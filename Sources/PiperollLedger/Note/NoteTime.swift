/// When something that was noted happened.
struct NoteTimeRow: BitwiseCopyable, Sendable {
  /// Milliseconds of UTC since 1970.
  var at: Int64
  var entryWord: UInt32
  /// Always zero: room for a later field.
  var spare: UInt32 = 0

  /// The entry of the note or the call.
  var entry: EntryNumber { EntryNumber(entryWord) }
}

/// The times of calls and messages, where they were said. Rows are in the order of their entries.
enum NoteTimeTable: BookTable {
  typealias Row = NoteTimeRow
  static var section: Section { Section(91, "times of notes") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .oneOfAnEntry }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.nextEntry(row.entry, of: section)
      links.entry(row.entry)
      links.demand((0..<EntryRow.recordedEnd).contains(row.at) && row.spare == 0)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that the entry is a note or a call.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.noteTimes.count {
      let row = book.noteTimes[place]
      let kind = book.entries[Int(row.entry) - 1].kind
      demand(kind == .note || kind == .call, "entry \(row.entry): its time")
    }
  }
}

/// A note of a message whose time was said. Its layout in the journal has room for that; all else
/// is as of `NoteTaken`.
struct NoteTakenAtTime: Equatable, Sendable {
  var plain: NoteTaken
}

extension NoteTakenAtTime: WiderFact {
  static var code: FactCode { 57 }

  func put(to writer: inout EntryWriter) {
    plain.put(to: &writer)
    writer.put(plain.at ?? 0)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    plain = try NoteTaken(from: &reader)
    plain.at = try reader.take()
  }
}

extension Book {
  /// When a call or a message was, in milliseconds of UTC since 1970; nil if that was not said.
  public func time(ofNote number: EntryNumber) -> Int64? {
    if noteTimes.count == 0 { return nil }
    let place = noteTimes.firstRow { $0.entry >= number }
    return place < noteTimes.count && noteTimes[place].entry == number ? noteTimes[place].at : nil
  }

  /// Notes when a call or a message was, if that was said.
  mutating func keep(time: Int64?, ofNote number: EntryNumber) {
    if let time { noteTimes.append(NoteTimeRow(at: time, entryWord: UInt32(number))) }
  }
}
