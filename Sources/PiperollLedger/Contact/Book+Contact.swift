extension Book {
  /// Decides to add a contact to an account.
  public func decide(_ fact: ContactAdded) -> Fact {
    if !fact.details.isPlain || !fact.details.emails.isEmpty {
      return Fact(ContactWithDetails(plain: fact))
    }
    let hasExtensions = fact.phones.contains { !$0.ext.isEmpty }
    return hasExtensions ? Fact(ContactWithExtensions(plain: fact)) : Fact(fact)
  }

  mutating func apply(_ fact: ContactAdded, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let contact = contacts.append(
      ContactRow(
        name: arena.append(fact.name), email: arena.append(fact.email),
        address: arena.append(fact.address), entry: number, account: account,
        roleWord: UInt32(fact.role.rawValue)))
    let last = accounts[account].lastContact
    contacts[contact].nextOfAccount = last == none ? contact : contacts[last].nextOfAccount
    if last != none { contacts[last].nextOfAccount = contact }
    accounts[account].lastContact = contact
    for phone in fact.phones {
      add(
        PhoneRow(
          digits: phone.number.digits, contact: contact, kindWord: PhoneRow.word(of: phone)),
        to: contact)
    }
    if !fact.details.isPlain { note(fact.details, of: contact) }
    for email in fact.details.emails {
      add(email: email.text, email.isWork ? EmailRow.workBit : 0, to: contact, by: number)
    }
    row.account = account
    row.subject = contact
  }

  private mutating func note(_ details: ContactDetails, of contact: UInt32) {
    let person = makePerson(of: contact)
    persons[person].region = symbols.intern(details.region, in: &arena)
    persons[person].zone = symbols.intern(details.zone, in: &arena)
    persons[person].language = symbols.intern(details.language, in: &arena)
    persons[person].bornOrNever = details.born ?? never
    persons[person].ssn4Word = UInt32(details.ssn4?.word ?? 0)
    if details.isRestricted { persons[person].flags = PersonRow.restrictedBit }
  }

  /// Adds a telephone number to a contact.
  @discardableResult
  mutating func add(_ phone: PhoneRow, to contact: UInt32) -> UInt32 {
    let row = phones.append(phone)
    let last = contacts[contact].lastPhone
    phones[row].nextOfContact = last == none ? row : phones[last].nextOfContact
    if last != none { phones[last].nextOfContact = row }
    contacts[contact].lastPhone = row
    if let first = firstPhone(phone.number) {
      phones[row].nextSameNumber = phones[first].nextSameNumber
      phones[first].nextSameNumber = row
    } else {
      phoneIndex.insert(hashKey.hash(phone.digits), row: row)
    }
    return row
  }
}
