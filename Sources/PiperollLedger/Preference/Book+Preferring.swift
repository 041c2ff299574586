extension Book {
  /// Decides to record a preference.
  public func decidePreference(_ fact: PreferenceTold, on day: Day) throws(Refusal) -> Fact {
    let contact = try contact(fact.contact)
    if let with = fact.with { _ = try self.contact(with) }
    if let account = fact.account {
      let row = self.account(openedBy: account)
      if role(of: contact, on: row, asOf: day) == nil {
        throw .contactNotOfAccount(text(accounts[row].id), on: day)
      }
      if fact.source == .attorney { try demandAttorney(on: row, fact.via, day) }
    }
    if let point = fact.point, !keeps(point, contact, on: day) {
      throw .pointNotFound(point.text)
    }
    if let until = fact.until, until < day { throw .untilBeforeFrom }
    return Fact(fact)
  }

  /// Refuses the word of an attorney whom the desk does not know, and a silence that is too short.
  private func demandAttorney(
    on account: UInt32, _ via: PreferenceVia?, _ day: Day
  ) throws(Refusal) {
    let holds = knownHolds(of: account, asOf: day).filter {
      $0.kind == .attorney && $0.isInForce(on: day)
    }
    guard let held = holds.map(\.from).max() else {
      throw .noAttorney(text(accounts[account].id), on: day)
    }
    let known = max(held, attorneyNamed(on: account, asOf: day)?.day ?? held)
    let end = known.advanced(days: days(of: .attorneyDays, on: day))
    if via == .silence, day <= end { throw .attorneyHasTime(until: end) }
  }

  /// Whether the desk keeps a number or an address for a contact at the end of a day.
  func keeps(_ point: ContactPoint, _ contact: UInt32, on day: Day) -> Bool {
    switch point {
    case .phone(let number):
      findPhone(number.digits, of: contact).map {
        standing(ofPhone: $0, on: day).isKept
      } ?? false
    case .email(let email):
      standing(
        of: email, contact, day, EmailChanges(first: text(self.contact(contact, on: day).email))
      ).state.isKept
    case .mail: !self.contact(contact, on: day).address.isEmpty
    }
  }

  mutating func apply(_ fact: PreferenceTold, _ number: EntryNumber, _ row: inout EntryRow) {
    let contact = entries[Int(fact.contact) - 1].subject
    let account = contacts[contact].account
    var (form, word) = (PreferenceRow.PointForm.none, UInt64(0))
    switch fact.point {
    case nil: break
    case .phone(let number): (form, word) = (.phone, number.digits)
    case .email(let email): (form, word) = (.email, arena.append(email).word)
    case .mail: form = .mail
    }
    row.subject = preferences.append(
      PreferenceRow(
        pointWord: word, whenText: arena.append(fact.when?.text ?? ""), entryWord: UInt32(number),
        contact: contact, accountOrNone: fact.account.map { self.account(openedBy: $0) } ?? none,
        withOrNone: fact.with.map { entries[Int($0) - 1].subject } ?? none, made: row.effective,
        untilOrNever: fact.until ?? never,
        previousOfAccount: beginChain(.preferences, of: account, with: preferences.count),
        verbByte: fact.verb.rawValue, channelByte: fact.channel.rawValue,
        sourceByte: fact.source.rawValue, placeByte: fact.place?.rawValue ?? .max,
        viaByte: fact.via?.rawValue ?? .max, pointByte: form.rawValue))
    row.account = account
  }
}

extension ContactPoint {
  /// As people write it.
  public var text: String {
    switch self {
    case .phone(let number): number.text
    case .email(let email): email
    case .mail: "mail"
    }
  }
}

extension Rule {
  static let contactNotOfAccount = Rule(
    "contact_not_of_account", .invalid, "the contact has no role on the account on that day")

  static let noAttorney = Rule(
    "no_attorney", .invalid,
    "an attorney's word is recorded, and no hold says that there is an attorney")
  static let attorneyHasTime = Rule(
    "attorney_has_time", .invalid,
    "an attorney's silence is recorded before the days of the policy attorney-days are over")

  static let ofPreferences = [contactNotOfAccount, noAttorney, attorneyHasTime]
}

extension Refusal {
  static func contactNotOfAccount(_ account: String, on day: Day) -> Refusal {
    Refusal(
      .contactNotOfAccount,
      "the contact has no role on \(account) on that day; POST LINK gives them one")
  }

  static func noAttorney(_ account: String, on day: Day) -> Refusal {
    Refusal(
      .noAttorney,
      "no attorney's hold is on \(account) on \(day.text); NOTE ATTORNEY records who acts for them")
  }

  /// - Parameter end: the last day on which the attorney is still to answer.
  static func attorneyHasTime(until end: Day) -> Refusal {
    Refusal(
      .attorneyHasTime,
      "the attorney has time to answer until the end of \(end.text); the policy"
        + " \(Policy.attorneyDays.name) says how long")
  }
}
