extension Book {
  mutating func apply(_ fact: ContactAdded, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = subject(of: fact.account, .account)
    let contact = contacts.append(
      ContactRow(
        name: arena.append(fact.name), email: arena.append(fact.email),
        address: arena.append(fact.address), entry: number, account: account,
        previousOfAccount: accounts[account].lastContact, roleWord: UInt32(fact.role.rawValue)))
    accounts[account].lastContact = contact
    for phone in fact.phones { add(phone, to: contact) }
    row.account = account
    row.subject = contact
  }

  private mutating func add(_ phone: ContactAdded.Phone, to contact: UInt32) {
    let row = phones.append(
      PhoneRow(
        digits: phone.number.digits, contact: contact,
        previousOfContact: contacts[contact].lastPhone, kindWord: UInt32(phone.kind.rawValue)))
    contacts[contact].lastPhone = row
    if let first = firstPhone(phone.number) {
      phones[row].nextSameNumber = phones[first].nextSameNumber
      phones[first].nextSameNumber = row
    } else {
      phoneIndex.insert(keyHash(phone.number.digits), row: row)
    }
  }
}
