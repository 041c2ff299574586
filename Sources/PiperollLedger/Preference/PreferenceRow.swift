/// What somebody said of how a person may be reached.
public struct PreferenceRow: BitwiseCopyable, Sendable {
  /// Of a telephone number its digits, of an email address its text.
  var pointWord: UInt64
  /// The times that it is about, as `WeekWindows.text`; empty for all.
  var whenText: TextReference
  var entryWord: UInt32
  /// The contact's row.
  public internal(set) var contact: UInt32
  /// The row of the one account that it is about; `none` for all.
  var accountOrNone: UInt32
  /// The row of the contact that may be told; `none` for nobody.
  var withOrNone: UInt32
  /// The day on which it was said.
  public internal(set) var made: Day
  var untilOrNever: Day
  /// The day from which it is ended; `never` if it is not.
  var ended = never
  var endedWord: UInt32 = 0
  var previousOfAccount: UInt32
  var verbByte: UInt8
  var channelByte: UInt8
  var sourceByte: UInt8
  /// 255 stands for none, here and in the next.
  var placeByte: UInt8
  var viaByte: UInt8
  var pointByte: UInt8
  /// Always zero: room for later fields.
  var spare: UInt16 = 0
  var spareWord: UInt32 = 0

  /// What `pointWord` is.
  enum PointForm: UInt8 {
    case none, phone, email, mail
  }

  /// The entry that said so. Its number names the preference.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that ended it, 0 if none did.
  public var endedBy: EntryNumber { EntryNumber(endedWord) }
  /// What it says.
  public var verb: PreferenceVerb { PreferenceVerb(rawValue: verbByte)! }
  /// What it is about.
  public var channel: PreferenceChannel { PreferenceChannel(rawValue: channelByte)! }
  /// Whose word it is.
  public var source: PreferenceSource { PreferenceSource(rawValue: sourceByte)! }
  /// The place that it is about; nil for all.
  public var place: Place? { Place(rawValue: placeByte) }
  /// How it was said; nil if that was not told.
  public var via: PreferenceVia? { PreferenceVia(rawValue: viaByte) }
  /// The row of the one account that it is about; nil for all.
  public var account: UInt32? { accountOrNone == none ? nil : accountOrNone }
  /// The row of the contact that may be told; nil for nobody.
  public var with: UInt32? { withOrNone == none ? nil : withOrNone }
  /// The last day on which it counts; nil for none.
  public var until: Day? { untilOrNever == never ? nil : untilOrNever }
  /// Of two that contradict the one with the later stamp holds.
  var stamp: SaidAt { SaidAt(made, entry) }
}

extension PreferenceRow: EndableRow {
  static var chain: AccountChain { .preferences }
}

/// The preferences, in force or not.
enum PreferenceTable: BookTable {
  typealias Row = PreferenceRow
  static var section: Section { Section(54, "preferences") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.entry(row.entry)
      links.extents[ContactTable.section].mustName(row.contact)
      links.extents[ContactTable.section].mayName(row.withOrNone)
      links.accounts.mayName(row.accountOrNone)
      links.text(row.whenText)
      links.day(row.made)
      links.voided(row.untilOrNever)
      links.voided(row.ended)
      links.entries.mayName(row.endedWord &- 1)
      links.choice(row.verbByte, of: PreferenceVerb.self)
      links.choice(row.channelByte, of: PreferenceChannel.self)
      links.choice(row.sourceByte, of: PreferenceSource.self)
      if row.placeByte != .max { links.choice(row.placeByte, of: Place.self) }
      if row.viaByte != .max { links.choice(row.viaByte, of: PreferenceVia.self) }
      switch PreferenceRow.PointForm(rawValue: row.pointByte) {
      case .some(.none), .mail: links.demand(row.pointWord == 0)
      case .phone: links.number(row.pointWord)
      case .email: links.text(TextReference(word: row.pointWord))
      case nil: links.demand(false)
      }
      links.demand(row.spare == 0 && row.spareWord == 0)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a preference is its entry's, that its times can be read, and that what ended it is
  /// the entry that did so.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for preference in 0..<UInt32(book.preferences.count) {
      let row = book.preferences[preference]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .prefer && entry.subject == preference && entry.effective == row.made
          && entry.account == book.contacts[row.contact].account,
        "preference \(row.entry): its entry")
      demand(
        row.whenText.isEmpty || book.when(of: row) != nil, "preference \(row.entry): its times")
      guard row.endedBy != 0 else {
        demand(row.ended == never, "preference \(row.entry): its end")
        continue
      }
      let end = book.entries[Int(row.endedBy) - 1]
      demand(
        end.kind == .end && EntryNumber(end.subject) == row.entry && end.effective == row.ended,
        "preference \(row.entry): its end")
    }
    Book.checkChain(book.preferences, book, demand) { $0.contacts[$1.contact].account }
  }
}

extension Book {
  /// The times that a preference is about; nil for all.
  public func when(of row: PreferenceRow) -> WeekWindows? {
    row.whenText.isEmpty ? nil : WeekWindows(parsing: text(row.whenText))
  }

  /// The one number or address that a preference is about; nil for all.
  public func point(of row: PreferenceRow) -> ContactPoint? {
    switch PreferenceRow.PointForm(rawValue: row.pointByte) {
    case .phone: .phone(PhoneNumber(digits: row.pointWord))
    case .email: .email(text(TextReference(word: row.pointWord)))
    case .mail: .mail
    case .some(.none), nil: nil
    }
  }
}
