// What the book knows of a person and an account, for the rules of contact.

/// A person who has a role on an account, and what is known of them.
public struct KnownContact: Sendable {
  /// The row of the contact that has the role.
  public let contact: UInt32
  public let role: ContactRole
  public let facts: ContactFacts
  /// The ways to reach them, known to be wrong or not.
  public let points: [KnownPoint]
  /// The rows of all contacts that are this person.
  public let contacts: [UInt32]
}

extension Book {
  /// The people of an account and what is known of each, as the book stands at the end of a day.
  /// Contacts that are one person are one of them.
  /// - Parameter time: when they would be contacted. Milliseconds of UTC since 1970.
  /// - Parameter viewer: who asks: contacts that are not there for them are left out.
  public func knownContacts(
    of account: UInt32, asOf day: Day, at time: Int64, for viewer: Viewer
  ) -> [KnownContact] {
    var people: [(person: Person, contact: UInt32, role: ContactRole)] = []
    forEachRole(on: account, asOf: day) { contact, role in
      if isHidden(contact, from: viewer) { return }
      if people.contains(where: { $0.person.contacts.contains(contact) }) { return }
      people.append((Person(self, contact: contact, on: account, asOf: day), contact, role))
    }
    var common = ContactFacts()
    common.strengths = ruleStrengths(of: account, on: day)
    common.deskZone = deskZone(at: time)
    common.debt = account
    common.holds = knownHolds(of: account, asOf: day)
    common.dispute = disputeExtent(of: account, asOf: day, by: common.validationEnd)
    let calls = knownCalls(of: account, asOf: day, by: time)
    let numbers = Set(people.flatMap { $0.person.points.map(\.point) })
    return people.map { person, contact, role in
      var facts = common
      facts.party = role.party
      facts.zones = Self.zones(of: person)
      facts.notTheirs = Set(person.points.filter { $0.state == .notTheirs }.map(\.point))
      facts.preferences = person.preferences.compactMap { known($0, about: account) }
      facts.mayBeTold = people.contains {
        $0.role.party == .owes && $0.person.mayBeTold(contact, about: account) != nil
      }
      // Whoever was meant, or has the number, was called. One that nobody has is the debtor's.
      facts.events = calls.filter { call in
        if let meant = call.contact { return person.contacts.contains(meant) }
        guard let point = call.event.point else { return false }
        return person.points.contains { $0.point == point }
          || facts.party == .owes && !numbers.contains(point)
      }.map(\.event)
      return KnownContact(
        contact: contact, role: role, facts: facts, points: person.points.map { Self.known($0) },
        contacts: person.contacts)
    }
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
      told.entry, at: timeNoted(by: told.entry), told.verb, told.channel)
    (known.source, known.point) = (told.source, told.point)
    (known.windows, known.place, known.until) = (told.when, told.place, told.until)
    known.isOfDatabase = told.via == .database
    return known
  }

  /// The holds of a whole account. One on an item leaves the rest of the debt.
  private func knownHolds(of account: UInt32, asOf day: Day) -> [KnownHold] {
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
    // The debts of trade are held to no rule that the law has for those of consumers.
    RuleStrengths(accounts[account].kind == .trade ? .off : .warn)
  }

  // MARK: Calls

  /// No rule asks for calls that are longer ago. Two days more, for calls are noted by the desk's
  /// day, and asked for by the person's.
  private static var callDays: Int64 { Int64(ContactInquiry.windowDays) + 2 }

  /// The calls of an account that rules of a time may ask for, with the contact who was meant.
  private func knownCalls(
    of account: UInt32, asOf day: Day, by time: Int64
  ) -> [(event: ContactEvent, contact: UInt32?)] {
    var calls: [(event: ContactEvent, contact: UInt32?)] = []
    // When a number turned out to be somebody else's: calls to it before were none to the person.
    var wrong: [PhoneNumber: Int64] = [:]
    forEachCall(of: account, asOf: day) { number, call in
      let at = timeNoted(by: number)
      if call.result == .wrongNumber { wrong[call.number] = max(wrong[call.number] ?? at, at) }
      guard at > time - Self.callDays * Zone.dayMilliseconds else { return }
      var event = ContactEvent(
        number, at: at, call.result == .voicemail ? .voicemail : .call, .phone(call.number),
        debts: [account])
      event.isInbound = call.direction == .in
      event.isCounted = !event.isInbound && call.result.isAttempt
      event.isTalk = call.result.isConversation
      if call.result == .callback { event.callback = .onAnyDay }
      calls.append((event, call.contact))
    }
    return calls.filter { call in
      guard case .phone(let number) = call.event.point, let learned = wrong[number] else {
        return true
      }
      return call.event.at > learned
    }
  }

  private func forEachCall(
    of account: UInt32, asOf day: Day, _ body: (EntryNumber, CallRow) -> Void
  ) {
    walkNotes(of: account, asOf: day) { number in
      let entry = entries[Int(number) - 1]
      if entry.kind == .call, !isCorrected(number, by: day) { body(number, calls[entry.subject]) }
      return true
    }
  }

  /// Whether a later note said by the end of a day that a call was not as it was noted.
  private func isCorrected(_ number: EntryNumber, by day: Day) -> Bool {
    reversal(of: number).map { entries[Int($0) - 1].effective <= day } ?? false
  }

  /// When something happened that was noted: as it was said, else when it was recorded, if that was
  /// on its day, else at noon of its day.
  private func timeNoted(by number: EntryNumber) -> Int64 {
    if let said = time(ofNote: number) { return said }
    let entry = entries[Int(number) - 1]
    if deskDay(at: entry.recorded) == entry.effective { return entry.recorded }
    return deskZone(at: entry.recorded).time(of: entry.effective, minute: 12 * 60)
  }
}
