// Who a caller is: what they say is compared with what the book knows of people.

extension Book {
  /// Decides to record who a caller has shown to be, or that they have not.
  /// - Parameter contact: the contact's row, where it was said; nil: whom of those who may be told
  ///   of the debt it fits best.
  /// - Parameter viewer: who asks: contacts that are not there for them are not compared.
  /// - Parameter talk: the talk in which it is said; what fitted before in it counts too.
  public func decideIdentification(
    _ told: ToldIdentity, account: UInt32, contact: UInt32?, for viewer: Viewer, in talk: Talk?,
    on day: Day
  ) throws(Refusal) -> Fact {
    if let talk, misses(in: talk) >= Identified.missesMax { throw .callLocked }
    let rule = factorRule(on: day)
    let people = try callers(account, contact, for: viewer, on: day)
    let earlier = talk.map { identifications(in: $0) } ?? []
    var best: (contact: UInt32, now: FactorSet, matched: FactorSet, missed: FactorSet)?
    var known: FactorSet = []
    for one in people {
      let identity = KnownIdentity(self, one.contacts, on: day)
      known.formUnion(identity.factors.intersection(rule.factors))
      let compared = told.factors.intersection(identity.factors)
      if compared.isEmpty { continue }
      let now = identity.matched(told)
      let before = earlier.reduce(into: FactorSet()) { sum, row in
        if row.contact.map(one.contacts.contains) ?? false { sum.formUnion(row.matched) }
      }
      let matched = now.union(before).intersection(rule.factors)
      if let best, (best.matched.count, best.now.count) >= (matched.count, now.count) { continue }
      best = (one.contact, now, matched, compared.subtracting(now))
    }
    guard let best else {
      throw .nothingToCompare(text(accounts[account].id), known: known)
    }
    return Fact(
      Identified(
        account: accounts[account].opened,
        contact: best.matched.isEmpty ? nil : contacts[best.contact].entry, matched: best.matched,
        missed: best.missed,
        isVerified: !best.now.isEmpty && best.matched.count >= rule.count))
  }

  /// The people whose word is compared: the one that was named, else all who may be told of the
  /// debt.
  private func callers(
    _ account: UInt32, _ contact: UInt32?, for viewer: Viewer, on day: Day
  ) throws(Refusal) -> [Caller] {
    let people = callers(of: account, for: viewer, on: day)
    guard let contact else { return people.filter(\.mayBeTold) }
    let id = text(accounts[account].id)
    guard let named = people.first(where: { $0.contacts.contains(contact) }) else {
      throw .contactNotOfAccount(id, on: day)
    }
    if !named.mayBeTold { throw .notToBeTold(contacts[contact].entry, named.role, id) }
    return [named]
  }

  mutating func apply(_ fact: Identified, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    row.account = account
    row.subject = identifications.append(
      IdentificationRow(
        entryWord: UInt32(number), account: account,
        contactWord: fact.contact.map { entries[Int($0) - 1].subject + 1 } ?? 0,
        matchedByte: fact.matched.rawValue, missedByte: fact.missed.rawValue,
        verifiedByte: fact.isVerified ? 1 : 0))
  }

  /// How a caller shows who they are on a day.
  public func factorRule(on day: Day) -> FactorRule {
    guard case .factors(let rule) = policy(.verifyFactors, on: day) else { return .standard }
    return rule
  }

  /// On which calls nothing is shown before that on a day.
  public func verifyBefore(on day: Day) -> VerifyBefore {
    guard case .verifyBefore(let calls) = policy(.verifyBefore, on: day) else { return .inbound }
    return calls
  }
}

/// Somebody who may call about an account.
public struct Caller: Sendable {
  /// The row of the contact that has the role.
  public let contact: UInt32
  public let role: ContactRole
  /// The rows of all contacts that are this person.
  public let contacts: [UInt32]
  /// Whether they may be told of the debt: 12 CFR 1006.6(d)(1). Of a debt of trade everybody may.
  public let mayBeTold: Bool
  /// What the book knows of them by which they can show who they are.
  public let factors: FactorSet
}

extension Book {
  /// The people of an account, as callers. Contacts that are one person are one of them.
  public func callers(of account: UInt32, for viewer: Viewer, on day: Day) -> [Caller] {
    var people: [(contact: UInt32, role: ContactRole, contacts: [UInt32])] = []
    forEachRole(on: account, asOf: day) { contact, role in
      if isHidden(contact, from: viewer) { return }
      if people.contains(where: { $0.contacts.contains(contact) }) { return }
      people.append((contact, role, contacts(ofPerson: contact, on: day)))
    }
    let rule = factorRule(on: day)
    return people.map { contact, role, contacts in
      let shown = contacts.filter { !isHidden($0, from: viewer) }
      return Caller(
        contact: contact, role: role, contacts: shown,
        mayBeTold: mayBeTold(contact, role, about: account, on: day),
        factors: KnownIdentity(self, shown, on: day).factors.intersection(rule.factors))
    }
  }

  /// Whether somebody may be told of a debt: whose it is, who stands for them, who is on the
  /// creditor's side, and whom the debtor has named.
  public func mayBeTold(
    _ contact: UInt32, _ role: ContactRole, about account: UInt32, on day: Day
  ) -> Bool {
    if role.party != .other || accounts[account].kind == .trade { return true }
    var isNamed = false
    forEachRole(on: account, asOf: day) { other, otherRole in
      guard !isNamed, otherRole.party == .owes else { return }
      let person = Person(self, contact: other, on: account, asOf: day)
      isNamed = person.mayBeTold(contact, about: account) != nil
    }
    return isNamed
  }
}
