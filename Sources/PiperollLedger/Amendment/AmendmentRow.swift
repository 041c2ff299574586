/// An entry that amended an account or one of its contacts.
public struct AmendmentRow: BitwiseCopyable, Sendable {
  /// The account's row.
  public internal(set) var account: UInt32
  /// The contact's row; `none` if the account itself was amended.
  var contact: UInt32
  var entryWord: UInt32
  /// The day from which the new values count.
  public internal(set) var effective: Day
  var previousOfAccount: UInt32
  /// Its rows in the table of changes.
  var firstChange: UInt32
  var changeCount: UInt32

  /// The entry that amended it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  var changeRows: Range<UInt32> { firstChange..<firstChange + changeCount }
}

extension AmendmentRow: ChainedRow {
  static var chain: AccountChain { .amendments }
}

/// The amendments of accounts and contacts.
enum AmendmentTable: BookTable {
  typealias Row = AmendmentRow
  static var section: Section { Section(48, "amendments") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.accounts.mustName(row.account)
      links.extents[ContactTable.section].mayName(row.contact)
      links.entry(row.entry)
      links.day(row.effective)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
      let end = UInt64(row.firstChange) + UInt64(row.changeCount)
      links.demand(row.changeCount > 0 && end <= UInt64(UInt32.max))
      links.extents[ChangeTable.section].mustName(UInt32(clamping: max(end, 1) - 1))
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that an amendment is its entry's, that its changes follow those of the one before, and
  /// that an account or a contact has the values of its last amendments.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var (end, accounts) = (UInt32(0), Set<UInt32>())
    for place in 0..<UInt32(book.amendments.count) {
      let row = book.amendments[place]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        (entry.kind == .amend || entry.kind == .assign) && entry.subject == place
          && entry.effective == row.effective && entry.account == row.account,
        "amendment \(row.entry): its entry")
      demand(row.firstChange == end, "amendment \(row.entry): its changes")
      end = row.firstChange + row.changeCount
      if row.contact == none {
        accounts.insert(row.account)
      } else {
        let contact = book.contacts[row.contact]
        let known = book.contact(row.contact, on: .last)
        demand(
          contact.account == row.account && contact.name == known.name
            && contact.email == known.email && contact.address == known.address
            && contact.roleWord == known.roleWord, "contact \(contact.entry): its last amendments")
        if let person = book.findPerson(of: row.contact) {
          let (row, known) = (book.persons[person], book.person(of: row.contact, on: .last)!)
          demand(
            AmendedField.allCases.allSatisfy {
              !$0.isOfPerson || row.value(of: $0) == known.value(of: $0)
            }, "contact \(contact.entry): what is known of them")
        }
      }
    }
    demand(end == UInt32(book.changes.count), "the changes of amendments")
    for account in accounts {
      let (row, known) = (book.accounts[account], book.account(account, on: .last))
      demand(
        row.name == known.name && row.terms == known.terms && row.client == known.client
          && row.collector == known.collector && row.portfolio == known.portfolio,
        "account \(book.text(row.id)): its last amendments")
    }
    Book.checkChain(book.amendments, book, demand) { $1.account }
  }
}
