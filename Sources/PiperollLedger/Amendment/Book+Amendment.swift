// What amendments come to. The rows of accounts and contacts have the values of the last amendment
// of each field, by date and then by entry, so that an account which was never amended, and a book
// as it stands, cost nothing more. For a past day the chain of amendments is walked.

extension Book {
  mutating func apply(_ fact: Amended, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let contact = fact.contact == 0 ? none : entries[Int(fact.contact) - 1].subject
    let isOfPerson = fact.changes.contains { $0.field.isOfPerson }
    if isOfPerson { _ = makePerson(of: contact) }
    let (place, firstChange) = (UInt32(amendments.count), UInt32(changes.count))
    for change in fact.changes {
      let point = point(of: change, contact, number)
      let before =
        amended(change.field, of: account, contact, point) { _ in false }?.value
        ?? opening(change.field, account, contact, point)
      changes.append(
        ChangeRow(
          value: word(of: change), opening: before, amendment: place,
          fieldWord: UInt32(change.field.rawValue), point: point))
    }
    let last = beginChain(.amendments, of: account, with: Int(place))
    amendments.append(
      AmendmentRow(
        account: account, contact: contact, entryWord: UInt32(number), effective: row.effective,
        previousOfAccount: last, firstChange: firstChange, changeCount: UInt32(fact.changes.count)))
    if contact == none {
      accounts[account] = amended(account: account) { _ in true }
    } else {
      contacts[contact] = amended(contact: contact) { _ in true }
    }
    if isOfPerson, let person = findPerson(of: contact) {
      persons[person] = amended(person: person) { _ in true }
    }
    row.account = account
    row.subject = place
  }

  private mutating func word(of change: Amended.Change) -> UInt64 {
    switch change.field.form {
    case .text: arena.append(change.text).word
    case .symbol: UInt64(symbols.intern(change.text, in: &arena))
    case .number: change.number
    }
  }

  /// The contact's row of the telephone number or email address that a change is about; `none` if
  /// it is about none. It is added if the contact has none.
  private mutating func point(
    of change: Amended.Change, _ contact: UInt32, _ number: EntryNumber
  ) -> UInt32 {
    switch change.field {
    case .phone:
      findPhone(change.digits, of: contact)
        ?? add(
          PhoneRow(digits: change.digits, contact: contact, kindWord: PhoneRow.addedBit),
          to: contact)
    case .emailPoint:
      findEmail(change.text, of: contact)
        ?? add(email: change.text, EmailRow.addedBit, to: contact, by: number)
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .emailState, .mailState, .zone, .region, .language, .born, .ssn4,
      .collectionRole, .queue, .debt, .placed, .itemized, .barredFrom:
      none
    }
  }

  /// The first row of a contact's telephone number; nil if the contact never had it.
  func findPhone(_ digits: UInt64, of contact: UInt32) -> UInt32? {
    var found: UInt32?
    forEachPhoneRow(of: contact) { if found == nil, phones[$0].digits == digits { found = $0 } }
    return found
  }

  /// The value of a field that was never amended.
  private func opening(
    _ field: AmendedField, _ account: UInt32, _ contact: UInt32, _ point: UInt32
  ) -> UInt64 {
    if field.isOfPerson { return persons[findPerson(of: contact)!].value(of: field) }
    return switch field {
    case .accountName: accounts[account].name.word
    case .terms: accounts[account].terms.word
    case .client: UInt64(accounts[account].client)
    case .collector: UInt64(accounts[account].collector)
    case .portfolio: UInt64(accounts[account].portfolio)
    case .contactName: contacts[contact].name.word
    case .role: UInt64(contacts[contact].roleWord)
    case .email: contacts[contact].email.word
    case .address: contacts[contact].address.word
    case .phone: phones[point].opening.word
    case .emailPoint: emails[point].opening.word
    case .emailState, .mailState: UInt64(PointState.unsaid.rawValue)
    case .collectionRole, .queue, .debt, .placed, .itemized, .barredFrom: 0
    case .zone, .region, .language, .born, .ssn4: preconditionFailure("it is of a person")
    }
  }

  /// A value of a field, and the amendment that set it; nil: it is the first value.
  typealias AmendedValue = (value: UInt64, by: UInt32?)

  /// The value of a field by the latest of those amendments for which `counts` holds; nil if no
  /// entry ever amended it. A view of the past passes over later ones.
  func amended(
    _ field: AmendedField, of account: UInt32, _ contact: UInt32, _ point: UInt32 = none,
    where counts: (AmendmentRow) -> Bool
  ) -> AmendedValue? {
    var (found, opening) = (AmendedValue?.none, UInt64?.none)
    var place = newest(.amendments, of: account)
    while place != none {
      let row = amendments[place]
      if row.contact == contact, let change = change(of: field, point, in: row) {
        opening = changes[change].opening
        // Of amendments with the same date the one recorded last counts. The walk reaches it first.
        let isLater = found.map { row.effective > amendments[$0.by!].effective } ?? true
        if place < amendments.count, counts(row), isLater {
          found = (changes[change].value, place)
        }
      }
      place = row.previousOfAccount
    }
    return found ?? opening.map { ($0, nil) }
  }

  private func change(of field: AmendedField, _ point: UInt32, in row: AmendmentRow) -> UInt32? {
    row.changeRows.first { changes[$0].field == field && changes[$0].point == point }
  }

  private func amended(account: UInt32, where counts: (AmendmentRow) -> Bool) -> AccountRow {
    func value(_ field: AmendedField) -> UInt64? {
      amended(field, of: account, none, where: counts)?.value
    }
    var row = accounts[account]
    if let name = value(.accountName) { row.name = TextReference(word: name) }
    if let terms = value(.terms) { row.terms = PaymentTerms(word: terms)! }
    if let client = value(.client) { row.client = UInt32(client) }
    if let collector = value(.collector) { row.collector = UInt32(collector) }
    if let portfolio = value(.portfolio) { row.portfolio = UInt32(portfolio) }
    return row
  }

  private func amended(contact: UInt32, where counts: (AmendmentRow) -> Bool) -> ContactRow {
    var row = contacts[contact]
    let account = row.account
    func value(_ field: AmendedField) -> UInt64? {
      amended(field, of: account, contact, where: counts)?.value
    }
    if let name = value(.contactName) { row.name = TextReference(word: name) }
    if let role = value(.role) { row.roleWord = UInt32(role) }
    if let email = value(.email) { row.email = TextReference(word: email) }
    if let address = value(.address) { row.address = TextReference(word: address) }
    return row
  }

  func amended(person: UInt32, where counts: (AmendmentRow) -> Bool) -> PersonRow {
    var row = persons[person]
    let account = contacts[row.contact].account
    for field in AmendedField.allCases where field.isOfPerson {
      if let value = amended(field, of: account, row.contact, where: counts)?.value {
        row.set(field, to: value)
      }
    }
    return row
  }

  // MARK: On a day

  /// Whether an account or one of its contacts was ever amended.
  @inline(__always)
  public func isAmended(_ account: UInt32) -> Bool { has(.amendments, account) }

  /// An account's row, with its name, terms, client, collector and portfolio as they were at the
  /// end of a day.
  @inline(__always)
  public func account(_ account: UInt32, on day: Day) -> AccountRow {
    isAmended(account) ? amended(account: account) { $0.effective <= day } : accounts[account]
  }

  /// A contact's row, with its name, role and addresses as they were at the end of a day.
  @inline(__always)
  public func contact(_ contact: UInt32, on day: Day) -> ContactRow {
    isAmended(contacts[contact].account)
      ? amended(contact: contact) { $0.effective <= day } : contacts[contact]
  }

  /// A contact's row as it was once an entry had been recorded.
  public func contact(_ contact: UInt32, after number: EntryNumber) -> ContactRow {
    amended(contact: contact) { $0.entry <= number }
  }

  /// When an account has to pay an invoice of a day.
  @inline(__always)
  public func terms(of account: UInt32, on day: Day) -> PaymentTerms {
    isAmended(account) ? self.account(account, on: day).terms : accounts[account].terms
  }

  /// How a contact's telephone number stands at the end of a day.
  public func standing(ofPhone phone: UInt32, on day: Day) -> PhoneStanding {
    let row = phones[phone]
    let account = contacts[row.contact].account
    guard isAmended(account) else { return row.opening }
    if let value = amended(
      .phone, of: account, row.contact, phone, where: { $0.effective <= day })
    {
      return PhoneStanding(word: value.value)!
    }
    // A contact of 0.2.0 may have a number twice. Once it is amended it is one number.
    guard let first = findPhone(row.digits, of: row.contact) else { return row.opening }
    let isAmendedAsFirst =
      amended(.phone, of: account, row.contact, first, where: { _ in true }) != nil
    return isAmendedAsFirst
      ? PhoneStanding(.absent, row.opening.kind, row.opening.ext) : row.opening
  }

  /// What is known at the end of a day of a contact's postal address.
  public func mailState(ofContact contact: UInt32, on day: Day) -> PointState {
    let value = amended(.mailState, of: contacts[contact].account, contact) { $0.effective <= day }
    return value.map { PointState(rawValue: UInt8($0.value))! } ?? .unsaid
  }

  /// A contact's telephone numbers that the desk keeps at the end of a day, in the order they were
  /// added.
  public func forEachPhone(
    of contact: UInt32, on day: Day, _ body: (PhoneNumber, PhoneStanding) -> Void
  ) {
    forEachPhoneRow(of: contact) { phone in
      let standing = standing(ofPhone: phone, on: day)
      if standing.isKept { body(phones[phone].number, standing) }
    }
  }

  /// The name that an account was opened with.
  func openingName(ofAccount account: UInt32) -> TextReference {
    opening(.accountName, of: account, none) ?? accounts[account].name
  }

  /// The name that a contact was added with.
  func openingName(ofContact contact: UInt32) -> TextReference {
    opening(.contactName, of: contacts[contact].account, contact) ?? contacts[contact].name
  }

  /// The text of a field before its first amendment; nil if it was never amended.
  private func opening(
    _ field: AmendedField, of account: UInt32, _ contact: UInt32
  ) -> TextReference? {
    guard isAmended(account) else { return nil }
    return amended(field, of: account, contact) { _ in false }.map { TextReference(word: $0.value) }
  }
}
