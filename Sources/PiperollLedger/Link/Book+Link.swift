// Which accounts a contact leads to, and who is one person with whom, at the end of a day.

/// What a contact is to an account.
public struct ContactLink: Equatable, Sendable {
  /// The contact's row, and the account's.
  public let contact: UInt32
  public let account: UInt32
  public let role: ContactRole
  /// The entry that says so, and the day from which it counts.
  public let entry: EntryNumber
  public let since: Day
}

extension Book {
  /// Whether more is known of contacts of an account than their rows say, or others lead to it.
  @inline(__always)
  public func hasPeople(_ account: UInt32) -> Bool {
    accounts[account].chainBits & (AccountChain.persons.bit | AccountChain.links.bit) != 0
  }

  /// Walks the rows that are about a contact, newest first.
  private func forEachLink(about contact: UInt32, _ body: (LinkRow) -> Void) {
    guard let person = findPerson(of: contact) else { return }
    var row = persons[person].lastLink
    while row != none {
      if row < links.count { body(links[row]) }
      row = links[row].previous(of: contact)
    }
  }

  /// What a contact is to an account; nil if nothing.
  public func role(of contact: UInt32, on account: UInt32, asOf day: Day) -> ContactRole? {
    if !has(.links, account) {
      return contacts[contact].account == account ? self.contact(contact, on: day).role : nil
    }
    return links(of: contact, on: day).first { $0.account == account }?.role
  }

  /// The accounts that a contact leads to: first the one that it was added to, then the others in
  /// the order in which they were first linked.
  public func links(of contact: UInt32, on day: Day) -> [ContactLink] {
    let row = self.contact(contact, on: day)
    var latest: [UInt32: (stamp: SaidAt, role: ContactRole?)] = [:]
    latest[row.account] = (stampOfRole(of: contact, on: day), row.role)
    var order: [UInt32] = []
    forEachLink(about: contact) { link in
      if link.isTie || link.effective > day { return }
      order.append(link.account)
      if latest[link.account].map({ $0.stamp < link.stamp }) ?? true {
        latest[link.account] = (link.stamp, link.role)
      }
    }
    var found: [ContactLink] = []
    for account in [row.account] + order.reversed() {
      guard let (stamp, role) = latest.removeValue(forKey: account), let role else { continue }
      found.append(
        ContactLink(
          contact: contact, account: account, role: role, entry: stamp.entry, since: stamp.day))
    }
    return found
  }

  /// When the role that stands in a contact's row was said.
  private func stampOfRole(of contact: UInt32, on day: Day) -> SaidAt {
    let (account, entry) = (contacts[contact].account, contacts[contact].entry)
    if isAmended(account),
      let by = amended(.role, of: account, contact, where: { $0.effective <= day })?.by
    {
      return SaidAt(amendments[by].effective, amendments[by].entry)
    }
    return SaidAt(entries[Int(entry) - 1].effective, entry)
  }

  /// The contacts of an account and what they are to it: first those that were added to it, then
  /// those that lead to it by a link, each in the order of recording.
  @inline(__always)
  public func forEachRole(
    on account: UInt32, asOf day: Day, _ body: (UInt32, ContactRole) -> Void
  ) {
    if has(.links, account) {
      for link in linked(to: account, on: day) { body(link.contact, link.role) }
    } else {
      forEachContact(of: account, on: day) { body($0, contact($0, on: day).role) }
    }
  }

  private func linked(to account: UInt32, on day: Day) -> [ContactLink] {
    var added: [UInt32] = []
    forEachContact(of: account, on: day) { added.append($0) }
    var others: [UInt32] = []
    forEach(links, of: account) {
      let contact = links[$0].contact
      if contacts[contact].account != account, isThere(contact: contact, on: day) {
        others.append(contact)
      }
    }
    var seen: Set<UInt32> = []
    return (added + others.reversed()).compactMap { contact in
      guard seen.insert(contact).inserted else { return nil }
      return links(of: contact, on: day).first { $0.account == account }
    }
  }

  // MARK: One person

  /// The contacts that a contact was said to be one person with, itself left out.
  func ties(of contact: UInt32, on day: Day) -> [UInt32] {
    let parted = lastParting(of: contact, on: day)
    var found: [UInt32] = []
    forEachLink(about: contact) { link in
      guard link.isTie, link.effective <= day, let other = link.other else { return }
      let partner = link.contact == contact ? other : link.contact
      if let parted, link.stamp < parted { return }
      if let parted = lastParting(of: partner, on: day), link.stamp < parted { return }
      if isThere(contact: partner, on: day), !found.contains(partner) { found.append(partner) }
    }
    return found
  }

  /// When a contact was last parted from all others.
  private func lastParting(of contact: UInt32, on day: Day) -> SaidAt? {
    var last: SaidAt?
    forEachLink(about: contact) { link in
      guard link.isTie, link.other == nil, link.effective <= day else { return }
      if last.map({ $0 < link.stamp }) ?? true { last = link.stamp }
    }
    return last
  }

  /// The contacts that are one person with a contact, and itself, in the order they were added.
  public func contacts(ofPerson contact: UInt32, on day: Day) -> [UInt32] {
    guard findPerson(of: contact) != nil else { return [contact] }
    var found: Set<UInt32> = [contact]
    var left = [contact]
    while let next = left.popLast() {
      for tied in ties(of: next, on: day) where found.insert(tied).inserted { left.append(tied) }
    }
    return found.sorted()
  }
}
