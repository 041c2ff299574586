extension Book {
  /// Decides what a contact is to an account.
  /// - Parameter role: nil: nothing any more.
  /// - Returns: nil if that is so on the day.
  public func decideLink(
    of contact: UInt32, to account: UInt32, as role: ContactRole?, on day: Day
  ) -> Fact? {
    if self.role(of: contact, on: account, asOf: day) == role { return nil }
    return Fact(
      ContactLinked(
        contact: contacts[contact].entry, account: accounts[account].opened, role: role))
  }

  /// Decides that a contact is one person with another, or with nobody.
  /// - Returns: nil if that was said and holds on the day.
  public func decideTie(
    of contact: UInt32, to other: UInt32?, on day: Day
  ) throws(Refusal) -> Fact? {
    if other == contact { throw .sameContact }
    let known = ties(of: contact, on: day)
    if let other, known.contains(other) { return nil }
    if other == nil, known.isEmpty { return nil }
    return Fact(
      ContactsTied(contact: contacts[contact].entry, other: other.map { contacts[$0].entry }))
  }

  mutating func apply(_ fact: ContactLinked, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let contact = entries[Int(fact.contact) - 1].subject
    addLink(of: contact, to: none, LinkRow.word(of: fact.role), account, number, &row)
  }

  mutating func apply(_ fact: ContactsTied, _ number: EntryNumber, _ row: inout EntryRow) {
    let contact = entries[Int(fact.contact) - 1].subject
    let other = fact.other.map { entries[Int($0) - 1].subject } ?? none
    addLink(of: contact, to: other, LinkRow.tieWord, contacts[contact].account, number, &row)
  }

  private mutating func addLink(
    of contact: UInt32, to other: UInt32, _ roleWord: UInt32, _ account: UInt32,
    _ number: EntryNumber, _ row: inout EntryRow
  ) {
    let link = UInt32(links.count)
    links.append(
      LinkRow(
        entryWord: UInt32(number), contact: contact, account: account, otherOrNone: other,
        effective: row.effective, roleWord: roleWord,
        previousOfAccount: beginChain(.links, of: account, with: Int(link)),
        previousOfContact: takeLast(of: contact, link),
        previousOfOther: other == none ? none : takeLast(of: other, link)))
    row.account = account
    row.subject = link
  }

  /// Makes a row the last one that is about a contact.
  /// - Returns: the one that was the last.
  private mutating func takeLast(of contact: UInt32, _ link: UInt32) -> UInt32 {
    let person = makePerson(of: contact)
    let last = persons[person].lastLink
    persons[person].lastLink = link
    return last
  }
}

extension Rule {
  static let sameContact = Rule(
    "same_contact", .invalid, "a contact is said to be one person with itself")

  static let ofLinks = [sameContact]
}

extension Refusal {
  static var sameContact: Refusal {
    Refusal(.sameContact, "that is one contact; name another one, or none to part it")
  }
}
