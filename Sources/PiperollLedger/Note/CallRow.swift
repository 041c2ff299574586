/// A telephone call that somebody noted.
public struct CallRow: BitwiseCopyable, Sendable {
  var digits: UInt64
  /// The entry number of the account's note or call before this one; 0 for its first.
  var previousNote: UInt32
  var directionByte: UInt8
  var resultByte: UInt8
  var marksWord: UInt16 = 0
  var contactWord: UInt32 = 0
  var minutesWord: UInt32 = 0
  var correctsWord: UInt32 = 0
  var verdictByte: UInt8 = 0
  /// As `NoteRow.byte(of:)` keeps it.
  var purposeByte: UInt8 = 0
  /// Always zero: room for a later field.
  var spare: UInt16 = 0

  /// The telephone number of the other party.
  public var number: PhoneNumber { PhoneNumber(digits: digits) }
  /// Which party called the other.
  public var direction: CallDirection { CallDirection(rawValue: directionByte)! }
  /// How it ended.
  public var result: CallResult { CallResult(rawValue: resultByte)! }
  /// The row of the contact whom the desk meant to reach, or who called; nil: not said.
  public var contact: UInt32? { contactWord == 0 ? nil : contactWord - 1 }
  /// How many minutes it took; 0: not said.
  public var minutes: Int { Int(minutesWord) }
  /// The note or call that it corrects; nil for none.
  public var corrects: EntryNumber? { correctsWord == 0 ? nil : EntryNumber(correctsWord) }
  /// What the rules of contact said of it; nil if they were not asked.
  public var verdict: KeptVerdict? { KeptVerdict(byte: verdictByte) }
  /// Of a call of the desk's: what it was for; nil if that was not said.
  public var purpose: ContactPurpose? {
    purposeByte == 0 ? nil : ContactPurpose(rawValue: purposeByte - 1)
  }
  /// What is to be said of it besides.
  public var marks: CallMarks { CallMarks(rawValue: marksWord) }
}

extension EarlierRow<CallRow> {
  /// Calls of the protocol's first versions: a number, a direction and a result.
  fileprivate static let plain = EarlierRow(version: 1, byteCount: 16) { bytes in
    CallRow(
      digits: bytes.loadUnaligned(as: UInt64.self),
      previousNote: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self),
      directionByte: bytes[12], resultByte: bytes[13])
  }
}

/// The telephone calls that were noted.
enum CallTable: BookTable {
  typealias Row = CallRow
  static var section: Section { Section(24, "calls") }
  static var version: UInt32 { 2 }
  static var earlier: [EarlierRow<Row>] { [.plain] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.number(row.digits)
      links.notesOfAccounts.name(entry: row.previousNote)
      links.choice(row.directionByte, of: CallDirection.self)
      links.choice(row.resultByte, of: CallResult.self)
      links.extents[ContactTable.section].mayName(row.contactWord &- 1)
      links.entries.mayName(row.correctsWord &- 1)
      links.demand(CallMarks.all.rawValue | row.marksWord == CallMarks.all.rawValue)
      links.demand(row.minutesWord <= UInt32(Noted.Call.minutesMax))
      links.demand((row.verdictByte == 0 || row.verdict != nil) && row.spare == 0)
      links.optionalChoice(row.purposeByte, of: ContactPurpose.self)
    }
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int {
    rows.count
  }

  /// Checks that the note or call before a call is an earlier one on the same account.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.entries.count where book.entries[place].kind == .call {
      let entry = book.entries[place]
      let previous = book.calls[entry.subject].previousNote
      let isEarlier = previous == 0 || Int(previous) <= place
      let isOfAccount =
        previous == 0 || isEarlier && book.entries[Int(previous) - 1].account == entry.account
      demand(isEarlier && isOfAccount, "call \(place + 1): the note before it")
    }
  }
}
