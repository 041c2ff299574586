/// What is known of a contact beside its name, its role and how to reach it. Only contacts of whom
/// something is known have one.
public struct PersonRow: BitwiseCopyable, Sendable {
  /// The contact's row.
  public internal(set) var contact: UInt32
  var previousOfAccount: UInt32
  /// Where they live, as a symbol; 0 if not known. So are the next two.
  public internal(set) var region: UInt32 = 0
  /// The time zone where they are known to be.
  public internal(set) var zone: UInt32 = 0
  /// The language that they want to be spoken to in.
  public internal(set) var language: UInt32 = 0
  var bornOrNever = never
  /// The word of their `LastFour`; 0 if not known.
  var ssn4Word: UInt32 = 0
  var flags: UInt32 = 0
  /// The last row of `Book.links` that is about the contact.
  var lastLink = none

  static var restrictedBit: UInt32 { 1 }

  /// Their date of birth; nil if not known.
  public var born: Day? { bornOrNever == never ? nil : bornOrNever }
  /// The last digits of their social security number; nil if not known.
  public var ssn4: LastFour? { LastFour(word: UInt16(ssn4Word)) }
  /// Whether they exist for the user who added them and for supervisors alone.
  public var isRestricted: Bool { flags & Self.restrictedBit != 0 }
}

extension PersonRow {
  /// The value of a field, as amendments have it.
  func value(of field: AmendedField) -> UInt64 {
    switch field {
    case .zone: UInt64(zone)
    case .region: UInt64(region)
    case .language: UInt64(language)
    case .born: born?.dateWord ?? 0
    case .ssn4: UInt64(ssn4Word)
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .phone, .emailState, .mailState, .emailPoint, .collectionRole, .queue, .debt,
      .placed, .itemized, .barredFrom:
      preconditionFailure("\(field) is not of a person")
    }
  }

  /// Sets a field to a value, as amendments have it.
  mutating func set(_ field: AmendedField, to value: UInt64) {
    switch field {
    case .zone: zone = UInt32(value)
    case .region: region = UInt32(value)
    case .language: language = UInt32(value)
    case .born: bornOrNever = Day(dateWord: value) ?? never
    case .ssn4: ssn4Word = UInt32(value)
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .phone, .emailState, .mailState, .emailPoint, .collectionRole, .queue, .debt,
      .placed, .itemized, .barredFrom:
      preconditionFailure("\(field) is not of a person")
    }
  }
}

extension PersonRow: ChainedRow {
  static var chain: AccountChain { .persons }
}

/// What is known of contacts.
enum PersonTable: BookTable {
  typealias Row = PersonRow
  static var section: Section { Section(51, "persons") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.extents[ContactTable.section].mustName(row.contact)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
      links.chains[LinkTable.section].name(row.lastLink)
      for symbol in [row.region, row.zone, row.language] { links.symbol(symbol) }
      links.voided(row.bornOrNever)
      links.demand(row.ssn4Word <= 10_000 && row.flags & ~PersonRow.restrictedBit == 0)
    }
  }

  /// A view of the past comes to these rows only through contacts. What later amendments told of
  /// them, it passes over.
  static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }

  /// Checks that a contact has one row at most, on the chain of its account.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for person in 0..<UInt32(book.persons.count) {
      let contact = book.persons[person].contact
      demand(
        book.findPerson(of: contact) == person,
        "person \(book.contacts[contact].entry): its contact")
    }
    Book.checkChain(book.persons, book, demand) { $0.contacts[$1.contact].account }
  }
}

extension Book {
  /// The row of what is known of a contact; nil if nothing was ever told.
  @inline(__always)
  func findPerson(of contact: UInt32) -> UInt32? {
    let account = contacts[contact].account
    guard has(.persons, account) else { return nil }
    var found: UInt32?
    walk(persons, of: account) {
      if persons[$0].contact == contact { found = $0 }
      return found == nil
    }
    return found
  }

  /// The row of what is known of a contact. It is added if there is none.
  mutating func makePerson(of contact: UInt32) -> UInt32 {
    if let known = findPerson(of: contact) { return known }
    let last = beginChain(.persons, of: contacts[contact].account, with: persons.count)
    return persons.append(PersonRow(contact: contact, previousOfAccount: last))
  }

  /// What is known of a contact at the end of a day; nil if nothing was ever told.
  public func person(of contact: UInt32, on day: Day) -> PersonRow? {
    findPerson(of: contact).map { person in
      isAmended(contacts[contact].account)
        ? amended(person: person) { $0.effective <= day } : persons[person]
    }
  }
}
