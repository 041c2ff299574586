/// An email address of a contact beside the first, which stands in the contact's row.
public struct EmailRow: BitwiseCopyable, Sendable {
  /// The address, as it was given.
  public internal(set) var text: TextReference
  /// The contact's row.
  public internal(set) var contact: UInt32
  var previousOfAccount: UInt32
  /// The entry that added it.
  var entryWord: UInt32
  /// Whether it was at work when it was added, and whether an amendment added it.
  var kindWord: UInt32

  static var workBit: UInt32 { 1 }
  static var addedBit: UInt32 { 2 }

  /// How it stands before it was ever amended.
  var opening: EmailStanding {
    EmailStanding(
      kindWord & Self.addedBit == 0 ? .unsaid : .absent, isWork: kindWord & Self.workBit != 0)
  }
}

extension EmailRow: ChainedRow {
  static var chain: AccountChain { .emails }
}

/// How an email address of a contact stands on a day.
public struct EmailStanding: Equatable, Sendable {
  public var state: PointState
  /// Whether it is one at work.
  public var isWork: Bool

  init(_ state: PointState, isWork: Bool) { (self.state, self.isWork) = (state, isWork) }

  /// As one word: the state, and whether it is at work.
  var word: UInt64 { UInt64(state.rawValue) | (isWork ? 1 << 8 : 0) }

  /// Nil if the word is of no standing.
  init?(word: UInt64) {
    guard word >> 9 == 0, let state = PointState(rawValue: UInt8(word & 0xFF)) else { return nil }
    self.init(state, isWork: word >> 8 == 1)
  }
}

/// The email addresses of contacts, but for the first of each.
enum EmailTable: BookTable {
  typealias Row = EmailRow
  static var section: Section { Section(52, "emails") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.text(row.text)
      links.extents[ContactTable.section].mustName(row.contact)
      links.entry(EntryNumber(row.entryWord))
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
      links.demand(row.kindWord & ~(EmailRow.workBit | EmailRow.addedBit) == 0)
    }
  }

  /// Amendments add addresses to older contacts. Whether one is there, its standing says.
  static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }

  /// Checks that an address was added by an entry about its contact.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for email in 0..<book.emails.count {
      let row = book.emails[email]
      let entry = book.entries[Int(row.entryWord) - 1]
      let contact =
        entry.kind == .amend ? book.amendments[entry.subject].contact : entry.subject
      demand(
        entry.kind == (row.kindWord & EmailRow.addedBit == 0 ? .contact : .amend)
          && contact == row.contact,
        "email of contact \(book.contacts[row.contact].entry): its entry")
    }
    Book.checkChain(book.emails, book, demand) { $0.contacts[$1.contact].account }
  }
}

extension Book {
  /// Adds an email address to a contact.
  @discardableResult
  mutating func add(
    email: String, _ kindWord: UInt32, to contact: UInt32, by entry: EntryNumber
  ) -> UInt32 {
    let last = beginChain(.emails, of: contacts[contact].account, with: emails.count)
    return emails.append(
      EmailRow(
        text: arena.append(email), contact: contact, previousOfAccount: last,
        entryWord: UInt32(entry), kindWord: kindWord))
  }

  /// The rows of a contact's email addresses but the first, in the order they were added.
  func emailRows(of contact: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEach(emails, of: contacts[contact].account) {
      if emails[$0].contact == contact { rows.append($0) }
    }
    return rows.reversed()
  }

  /// The row of a contact's email address that is not the first; nil if the contact never had it.
  func findEmail(_ email: String, of contact: UInt32) -> UInt32? {
    emailRows(of: contact).first { Book.isSame(email: text(emails[$0].text), as: email) }
  }

  /// Whether two texts are one address: nobody tells them apart by the case of letters.
  static func isSame(email: String, as other: String) -> Bool {
    email == other || email.lowercased() == other.lowercased()
  }

  /// How a contact's email address that is not the first stands at the end of a day.
  func standing(ofEmail email: UInt32, on day: Day) -> EmailStanding {
    let row = emails[email]
    let account = contacts[row.contact].account
    guard isAmended(account),
      let value = amended(
        .emailPoint, of: account, row.contact, email, where: { $0.effective <= day })
    else { return row.opening }
    return EmailStanding(word: value.value)!
  }

  /// How the first email address of a contact stands at the end of a day.
  func standingOfFirstEmail(of contact: UInt32, on day: Day) -> EmailStanding {
    let value = amended(.emailState, of: contacts[contact].account, contact) {
      $0.effective <= day
    }
    return value.map { EmailStanding(word: $0.value)! } ?? EmailStanding(.unsaid, isWork: false)
  }

  /// Whether a contact's email addresses may be others than the one in its row; where it was never
  /// amended and nobody of its account has several, they are not.
  @inline(__always)
  public func mayHaveSeveralEmails(_ contact: UInt32) -> Bool {
    let account = contacts[contact].account
    return isAmended(account) || has(.emails, account)
  }

  /// A contact's email addresses that the desk keeps at the end of a day: the first, then the
  /// others in the order they were added.
  public func forEachEmail(
    of contact: UInt32, on day: Day, _ body: (TextReference, EmailStanding) -> Void
  ) {
    let first = self.contact(contact, on: day).email
    let standing = standingOfFirstEmail(of: contact, on: day)
    if !first.isEmpty, standing.state.isKept { body(first, standing) }
    guard has(.emails, contacts[contact].account) else { return }
    for email in emailRows(of: contact) {
      let standing = self.standing(ofEmail: email, on: day)
      if standing.state.isKept { body(emails[email].text, standing) }
    }
  }
}
