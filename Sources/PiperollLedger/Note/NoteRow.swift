/// What is known of a note besides its text. Rows are in the order of their entries; a note without
/// a row is a general one.
public struct NoteRow: BitwiseCopyable, Sendable {
  /// The number or address that a message came from or went to; empty if not known.
  public internal(set) var point: TextReference
  var entryWord: UInt32
  var correctsWord: UInt32
  var dayOrNever: Day
  var directionByte: UInt8
  var viaByte: UInt8
  var purposeByte: UInt8
  var verdictByte: UInt8 = 0

  /// The note's entry.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The note or call that it corrects; nil for none.
  public var corrects: EntryNumber? { correctsWord == 0 ? nil : EntryNumber(correctsWord) }
  /// The day on which what it tells of has come, or has happened; nil: that of the entry.
  public var day: Day? { dayOrNever == never ? nil : dayOrNever }
  /// Of a message: who sent it.
  public var direction: CallDirection? { Self.choice(directionByte) }
  /// By which channel what it tells of has come.
  public var via: ContactChannel? { Self.choice(viaByte) }
  /// Of a message of the desk's: what it was for.
  public var purpose: ContactPurpose? { Self.choice(purposeByte) }

  /// Of a message of the desk's: what the rules of contact said of it; nil if they were not asked.
  public var verdict: KeptVerdict? { KeptVerdict(byte: verdictByte) }

  /// A choice as one byte: 0 says that it was not made.
  static func byte(of choice: (some RawRepresentable<UInt8>)?) -> UInt8 {
    choice.map { $0.rawValue + 1 } ?? 0
  }

  private static func choice<Choice: RawRepresentable<UInt8>>(_ byte: UInt8) -> Choice? {
    byte == 0 ? nil : Choice(rawValue: byte - 1)
  }
}

/// What is known of notes besides their texts.
enum NoteTable: BookTable {
  typealias Row = NoteRow
  static var section: Section { Section(70, "notes") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .oneOfAnEntry }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.flaggedEntry(row.entry, of: section)
      links.text(row.point)
      links.entries.mayName(row.correctsWord &- 1)
      links.voided(row.dayOrNever)
      links.optionalChoice(row.directionByte, of: CallDirection.self)
      links.optionalChoice(row.viaByte, of: ContactChannel.self)
      links.optionalChoice(row.purposeByte, of: ContactPurpose.self)
      links.demand(row.verdictByte == 0 || row.verdict != nil)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that the entry is a note that says that it has a row.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.notes.count {
      let row = book.notes[place]
      let entry = book.entries[Int(row.entry) - 1]
      demand(entry.hasNoteRow, "note \(row.entry): its entry")
      guard let corrected = row.corrects else { continue }
      demand(
        corrected < row.entry && book.entries[Int(corrected) - 1].account == entry.account
          && EntryNumber(book.entries[Int(corrected) - 1].reversedBy) == row.entry,
        "note \(row.entry): what it corrects")
    }
  }
}

extension EntryRow {
  /// What the note is about; nil if the entry is no note.
  public var noteKind: NoteKind? {
    guard kindIfKnown == .note else { return nil }
    return hasNoteRow ? NoteKind(rawValue: detailByte - 1) : .general
  }

  /// Whether it is a note of what somebody has told in confidence.
  var isConfidential: Bool { noteKind == .source }

  /// Whether more is known of the note than its text.
  var hasNoteRow: Bool { kindIfKnown == .note && detailByte != 0 }
}
