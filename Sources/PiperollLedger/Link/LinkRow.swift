/// What an entry said of a contact: that it has a role on an account or none, or that it is one
/// person with another contact or with none.
public struct LinkRow: BitwiseCopyable, Sendable {
  var entryWord: UInt32
  /// The contact's row.
  public internal(set) var contact: UInt32
  /// The account's row; of a tie, the account that the contact was added to.
  public internal(set) var account: UInt32
  /// The other contact's row, of a tie; `none` if it parts the contact, or is of a role.
  var otherOrNone: UInt32
  /// The day from which it counts.
  public internal(set) var effective: Day
  /// 0 for no role, else one more than the role's number; `tieWord` if it is no matter of roles.
  var roleWord: UInt32
  var previousOfAccount: UInt32
  /// The row before it that is about the contact, and the one that is about the other contact.
  var previousOfContact: UInt32
  var previousOfOther: UInt32

  static var tieWord: UInt32 { 0x100 }

  /// The entry that said so.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// Whether it says that contacts are one person, or are not.
  public var isTie: Bool { roleWord == Self.tieWord }
  /// The other contact's row, of a tie.
  public var other: UInt32? { otherOrNone == none ? nil : otherOrNone }
  /// The role that it gives; nil for none.
  public var role: ContactRole? { ContactRole(rawValue: UInt8(truncatingIfNeeded: roleWord &- 1)) }
  /// Of two that are about the same, the one with the higher stamp holds.
  var stamp: SaidAt { SaidAt(effective, entry) }

  static func word(of role: ContactRole?) -> UInt32 { role.map { UInt32($0.rawValue) + 1 } ?? 0 }

  /// The row before it on the walk of one of its two contacts.
  func previous(of contact: UInt32) -> UInt32 {
    self.contact == contact ? previousOfContact : previousOfOther
  }
}

/// When something was said: by its date, and of two with one date by its entry.
struct SaidAt: Comparable {
  var day: Day
  var entry: EntryNumber

  init(_ day: Day, _ entry: EntryNumber) { (self.day, self.entry) = (day, entry) }

  static func < (left: SaidAt, right: SaidAt) -> Bool {
    (left.day, left.entry) < (right.day, right.entry)
  }
}

extension LinkRow: ChainedRow {
  static var chain: AccountChain { .links }
}

/// Which accounts contacts lead to, and which of them are one person.
enum LinkTable: BookTable {
  typealias Row = LinkRow
  static var section: Section { Section(53, "links") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      let number = UInt32(truncatingIfNeeded: first + offset)
      links.entry(row.entry)
      links.extents[ContactTable.section].mustName(row.contact)
      links.accounts.mustName(row.account)
      links.extents[ContactTable.section].mayName(row.otherOrNone)
      links.day(row.effective)
      links.demand(row.isTie || row.roleWord == LinkRow.word(of: row.role))
      links.demand(row.isTie || row.other == nil)
      links.chains[section].count(number, naming: row.previousOfAccount)
      links.chains[section].count(number, naming: row.previousOfContact)
      if row.other != nil { links.chains[section].count(number, naming: row.previousOfOther) }
      // Three chains have one sum, so this says that no walk runs in a circle.
      for previous in [row.previousOfAccount, row.previousOfContact, row.previousOfOther] {
        links.demand(previous == none || previous < number)
      }
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a row is its entry's, and that both of its contacts lead to it.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var last: [UInt32: UInt32] = [:]
    for link in 0..<UInt32(book.links.count) {
      let row = book.links[link]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .link && entry.subject == link && entry.effective == row.effective
          && entry.account == row.account, "link \(row.entry): its entry")
      demand(
        !row.isTie || book.contacts[row.contact].account == row.account && row.other != row.contact,
        "link \(row.entry): its contacts")
      for contact in [row.contact, row.otherOrNone] where contact != none {
        demand(
          row.previous(of: contact) == last[contact] ?? none,
          "link \(row.entry): the one before it")
        last[contact] = link
      }
    }
    for person in 0..<book.persons.count {
      let row = book.persons[person]
      demand(
        row.lastLink == last[row.contact] ?? none,
        "contact \(book.contacts[row.contact].entry): its last link")
      last[row.contact] = nil
    }
    demand(last.isEmpty, "links that no contact leads to")
    Book.checkChain(book.links, book, demand) { $1.account }
  }
}
