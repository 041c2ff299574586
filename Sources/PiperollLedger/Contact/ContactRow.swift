/// A person or firm with a role on an account.
public struct ContactRow: BitwiseCopyable, Sendable {
  /// Their name.
  public internal(set) var name: TextReference
  /// The email address; empty if not known.
  public internal(set) var email: TextReference
  /// The postal address; empty if not known.
  public internal(set) var address: TextReference
  /// The entry that added it. Its number names the contact.
  public internal(set) var entry: EntryNumber
  /// The account's row.
  public internal(set) var account: UInt32
  /// The last telephone number. Its next one is the first, so one word holds both ends of the ring.
  var lastPhone = none
  var nextOfAccount = none
  var roleWord: UInt32

  /// What they are to the account.
  public var role: ContactRole { ContactRole(rawValue: UInt8(roleWord))! }
}

/// The people and firms of accounts.
enum ContactTable: BookTable {
  typealias Row = ContactRow
  static var section: Section { Section(11, "contacts") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, number in
      links.text(row.name)
      links.text(row.email)
      links.text(row.address)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.extents[PhoneTable.section].mayName(row.lastPhone)
      links.chains[Self.section].count(number, naming: row.nextOfAccount)
      links.choice(row.roleWord, of: ContactRole.self)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    known.contacts
  }

  /// Checks that a contact was added by its entry, and that it is in the ring of its account.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var ring = [UInt32](repeating: none, count: book.contacts.count)
    for account in 0..<UInt32(book.accounts.count) {
      book.forEachContact(of: account) { ring[Int($0)] = account }
    }
    for contact in 0..<book.contacts.count {
      let row = book.contacts[contact]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .contact && entry.subject == UInt32(contact) && entry.account == row.account,
        "contact \(row.entry): its entry")
      demand(ring[contact] == row.account, "contact \(row.entry): its account")
    }
  }
}
