// What the book knows of a person and an account, for the rules of contact.

/// A person who has a role on an account, and what is known of them.
public struct KnownContact: Sendable {
  /// The row of the contact that has the role.
  public let contact: UInt32
  public let role: ContactRole
  public let facts: ContactFacts
  /// The ways to reach them, known to be wrong or not, that are there for who asks.
  public let points: [KnownPoint]
  /// The rows of all contacts that are this person.
  public let contacts: [UInt32]
}

/// What is read of an account at once, where other requests wait behind it: some tens of
/// microseconds, and not more than a millisecond.
private enum SoonKnown {
  /// Contacts that were added to it.
  static let contacts = 50
  /// It, and other accounts of its people.
  static let accounts = 20
  /// Notes of all of these.
  static let notes = 500
}

extension Book {
  /// Whether what is known of an account's people is soon read: they are few, and so are their
  /// accounts and notes.
  public func isSoonKnown(_ account: UInt32) -> Bool {
    var contacts = 0
    forEachContact(of: account, on: .last) { _ in contacts += 1 }
    if contacts > SoonKnown.contacts { return false }
    let accounts = hasPeople(account) ? accountsOfPeople(of: account) : [account]
    if accounts.count > SoonKnown.accounts { return false }
    var notes = 0
    for one in accounts {
      walkNotes(of: one, asOf: .last) { _ in
        notes += 1
        return notes <= SoonKnown.notes
      }
    }
    return notes <= SoonKnown.notes
  }

  /// The people of an account and what is known of each, as the book stands at the end of a day.
  /// Contacts that are one person are one of them.
  /// - Parameter time: when they would be contacted. Milliseconds of UTC since 1970.
  /// - Parameter viewer: who asks: contacts that are not there for them are left out.
  /// - Parameter leasedUntil: when another session's lease of the account ends, which is no part of
  ///   the book; nil if there is none.
  public func knownContacts(
    of account: UInt32, asOf day: Day, at time: Int64, for viewer: Viewer,
    leasedUntil: Int64? = nil
  ) -> [KnownContact] {
    var people: [(person: Person, contact: UInt32, role: ContactRole)] = []
    forEachRole(on: account, asOf: day) { contact, role in
      if isHidden(contact, from: viewer) { return }
      if people.contains(where: { $0.person.contacts.contains(contact) }) { return }
      people.append((Person(self, contact: contact, on: account, asOf: day), contact, role))
    }
    let passed = PassedContacts(self, people.map { ($0.person, $0.role) }, account, day, time)
    let common = commonFacts(of: account, passed, asOf: day, at: time)
    let domains = publicDomains(on: day)
    return people.enumerated().map { place, one in
      var facts = common
      facts.party = one.role.party
      facts.leasedUntil = leasedUntil
      facts.zones = Self.zones(of: one.person)
      facts.notTheirs = Set(one.person.points.filter { $0.state == .notTheirs }.map(\.point))
      facts.mayBeTold = people.contains {
        $0.role.party == .owes && $0.person.mayBeTold(one.contact, about: account) != nil
      }
      facts.events = passed.events[place]
      facts.preferences = one.person.preferences.compactMap { known($0, about: account) }
      for stop in facts.preferences.indices where facts.preferences[stop].verb == .stop {
        facts.preferences[stop].isConfirmed =
          passed.confirmed[place].contains { $0 > facts.preferences[stop].said }
      }
      // Who owes nothing is asked where the debtor is, and nothing else.
      if facts.party == .other {
        facts.located = passed.located(place).map { Said(at: $0.at, by: $0.entry) }
      }
      let shown = one.person.points.filter { !isHidden($0.contact, from: viewer) }
      let points = shown.map { point in
        var known = Self.known(point)
        known.lastWritten = passed.lastWritten(from: point.point, place).map {
          facts.deskZone.day(at: $0)
        }
        if case .email(let email) = point.point {
          known.isOfPublicDomain = domains.hasDomain(of: email)
        }
        return known
      }
      return KnownContact(
        contact: one.contact, role: one.role, facts: facts, points: points,
        contacts: one.person.contacts)
    }
  }

  /// What holds for all people of an account.
  private func commonFacts(
    of account: UInt32, _ passed: PassedContacts, asOf day: Day, at time: Int64
  ) -> ContactFacts {
    var facts = ContactFacts()
    facts.isThirdParty = isThirdParty(account, on: day)
    facts.strengths = ruleStrengths(of: account, on: day)
    facts.deskZone = deskZone(at: time)
    facts.debt = account
    facts.holds = knownHolds(of: account, asOf: day)
    if facts.holds.contains(where: { $0.kind == .attorney }) {
      facts.attorneyNamed = attorneyNamed(on: account, asOf: day)
    }
    facts.attorneyHeard = passed.attorneyHeard()
    if !facts.isThirdParty { return facts }
    let assigned = assignment(of: account, on: day)
    facts.barredFrom = assigned.barredFrom
    let first = passed.firstCommunication(since: assigned.placed ?? .first)
    facts.firstCommunication = first?.day
    facts.firstCommunicatedBy = first?.by ?? []
    let notice = passed.notice(since: assigned.placed ?? .first)
    facts.validationEnd = notice.map { Self.validationEnd(ofNoticeSentOn: $0) }
    facts.dispute = disputeExtent(of: account, asOf: day, by: facts.validationEnd)
    facts.owesNoNotice = notice != nil || isPaid(account, asOf: day)
    return facts
  }

  /// The last day of the validation period of an account, by what is known at the end of a day; nil
  /// if the desk does not collect it for somebody else, or has sent no notice.
  func validationEnd(of account: UInt32, asOf day: Day) -> Day? {
    guard isThirdParty(account, on: day) else { return nil }
    var people: [(person: Person, role: ContactRole)] = []
    forEachRole(on: account, asOf: day) { contact, role in
      if people.contains(where: { $0.person.contacts.contains(contact) }) { return }
      people.append((Person(self, contact: contact, on: account, asOf: day), role))
    }
    let passed = PassedContacts(self, people, account, day, end(ofDeskDay: day))
    return passed.notice(since: assignment(of: account, on: day).placed ?? .first).map {
      Self.validationEnd(ofNoticeSentOn: $0)
    }
  }

  /// The day on which a validation notice counts as received, whenever it was: the fifth work day
  /// after it was sent (12 CFR 1006.34(b)(5)).
  public static func assumedReceipt(ofNoticeSentOn day: Day) -> Day { day.advanced(workDays: 5) }

  /// The last day of the validation period: thirty days after the notice was received are for the
  /// answer (12 CFR 1006.34(b)(5), (c)(3)).
  public static func validationEnd(ofNoticeSentOn day: Day) -> Day {
    assumedReceipt(ofNoticeSentOn: day).advanced(days: 30)
  }

  private func isPaid(_ account: UInt32, asOf day: Day) -> Bool {
    stands(at: day)
      ? accounts[account].balance <= .zero : balance(of: account, asOf: day) <= .zero
  }

  /// The zones in which a person may be. A number that is not theirs, or reaches nobody, tells
  /// nothing.
  static func zones(of person: Person) -> ZoneSet {
    if let known = ZoneSet(person.zones) { return known }
    let told = person.points.flatMap { point -> [Zone] in
      guard case .phone(let number) = point.point, point.state != .bad,
        point.state != .notTheirs
      else { return [] }
      return PhoneZones.zones(of: number)
    }
    return ZoneSet(told + person.regions.flatMap { PhoneZones.zones(ofRegion: $0.code) })
      ?? .unitedStates
  }

  private static func known(_ point: Person.Point) -> KnownPoint {
    var known = KnownPoint(point.point)
    known.kind = point.phoneKind ?? .unspecified
    (known.isWork, known.state) = (point.isWork, point.state)
    return known
  }

  /// A preference, if it is about the account. A stop is of every debt.
  private func known(_ told: Preference, about account: UInt32) -> KnownPreference? {
    if told.verb != .stop, let only = told.account, only != account { return nil }
    var known = KnownPreference(
      told.entry, at: timeSaid(by: told.entry), told.verb, told.channel)
    (known.source, known.point) = (told.source, told.point)
    (known.windows, known.place, known.until) = (told.when, told.place, told.until)
    known.isOfDatabase = told.via == .database
    known.isOfSilence = told.via == .silence
    return known
  }

  /// When the last attorney of an account was noted, and not corrected since.
  func attorneyNamed(on account: UInt32, asOf day: Day) -> SaidAt? {
    var last: SaidAt?
    walkNotes(of: account, asOf: day) { number in
      let entry = entries[Int(number) - 1]
      if entry.noteKind == .attorney, isStanding(note: number, asOf: day) {
        let named = SaidAt(entry.effective, number)
        last = last.map { max($0, named) } ?? named
      }
      return true
    }
    return last
  }

  /// The holds of a whole account. One on an item leaves the rest of the debt.
  func knownHolds(of account: UInt32, asOf day: Day) -> [KnownHold] {
    if !hasHolds(account) { return [] }
    return holdRows(of: account).compactMap { hold in
      let row = knownHold(hold)
      guard row.item == nil, isThere(hold: hold, on: day) else { return nil }
      let ends = [row.until?.advanced(days: 1), row.releasedOn].compactMap(\.self)
      return KnownHold(row.entry, row.kind, from: row.from, end: ends.min())
    }
  }

  /// How strict the desk is with an account of its own.
  private func ruleStrengths(of account: UInt32, on day: Day) -> RuleStrengths {
    var strengths = RuleStrengths()
    let kind = accounts[account].kind
    for rule in ContactRule.ofPolicies { strengths[rule] = strength(of: rule, for: kind, on: day) }
    return strengths
  }
}
