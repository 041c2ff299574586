/// A change of an account's own fields. An empty text takes the value away.
public enum AccountChange: Equatable, Sendable {
  case name(String)
  case terms(PaymentTerms)
  case client(String)
  case collector(String)
  case portfolio(String)
  case role(CollectionRole)
  case queue(DeskQueue?)
  case debt(String)
  case placed(Day?)
  case itemized(Day?)
  case barredFrom(Day?)
}

/// A change of a contact. An empty text takes the value away.
public enum ContactChange: Equatable, Sendable {
  case name(String)
  case role(ContactRole)
  case address(String)
  case zone(String)
  case region(String)
  case language(String)
  case born(Day?)
  case ssn4(LastFour?)
  case add(ContactAdded.Phone)
  case addEmail(ContactDetails.Email)
  case mark(ContactPoint, PointState)
}

extension Book {
  /// Decides to amend an account.
  /// - Parameter isAssignment: whether it says who works the account.
  /// - Returns: nil if the account has those values on that day.
  public func decideAmendment(
    of account: UInt32, _ wishes: [AccountChange], isAssignment: Bool, on day: Day
  ) -> Fact? {
    let (row, assigned) = (self.account(account, on: day), assignment(of: account, on: day))
    let changes = wishes.compactMap { wish in
      switch wish {
      case .name(let name): change(.accountName, text(row.name), name)
      case .client(let client): change(.client, text(symbol: row.client), client)
      case .collector(let name): change(.collector, text(symbol: row.collector), name)
      case .portfolio(let name): change(.portfolio, text(symbol: row.portfolio), name)
      case .debt(let name): change(.debt, text(symbol: assigned.debt), name)
      case .role(let role):
        change(.collectionRole, UInt64(assigned.role.rawValue), UInt64(role.rawValue))
      case .queue(let queue):
        change(.queue, assigned.queue?.assignedWord ?? 0, queue?.assignedWord ?? 0)
      case .placed(let day): change(.placed, assigned.placed, day)
      case .itemized(let day): change(.itemized, assigned.itemized, day)
      case .barredFrom(let day): change(.barredFrom, assigned.barredFrom, day)
      case .terms(let terms):
        terms == row.terms ? nil : Amended.Change(field: .terms, number: terms.word)
      }
    }
    return fact(
      Amended(account: row.opened, contact: 0, isAssignment: isAssignment, changes: changes))
  }

  /// Decides to amend a contact.
  /// - Returns: nil if the contact has those values on that day.
  public func decideAmendment(
    ofContact contact: UInt32, _ wishes: [ContactChange], on day: Day
  ) throws(Refusal) -> Fact? {
    let row = self.contact(contact, on: day)
    let person = person(of: contact, on: day)
    var changes: [Amended.Change] = []
    var (phones, emails) = (PhoneChanges(), EmailChanges(first: text(row.email)))
    for wish in wishes {
      switch wish {
      case .name(let name): add(.contactName, text(row.name), name, to: &changes)
      case .address(let address):
        add(.address, text(row.address), address, to: &changes)
        if address != text(row.address) { forgetMail(&changes) }
      case .role(let role):
        if role != row.role {
          changes.append(Amended.Change(field: .role, number: UInt64(role.rawValue)))
        }
      case .zone(let zone): add(.zone, text(symbol: person?.zone ?? 0), zone, to: &changes)
      case .region(let region):
        add(.region, text(symbol: person?.region ?? 0), region, to: &changes)
      case .language(let language):
        add(.language, text(symbol: person?.language ?? 0), language, to: &changes)
      case .born(let born):
        if born != person?.born {
          changes.append(Amended.Change(field: .born, number: born?.dateWord ?? 0))
        }
      case .ssn4(let digits):
        if digits != person?.ssn4 {
          changes.append(Amended.Change(field: .ssn4, number: UInt64(digits?.word ?? 0)))
        }
      case .add(let phone):
        let before = standing(of: phone.number, contact, day, phones)
        phones[phone.number] = PhoneStanding(
          before.state == .good ? .good : .unsaid,
          phone.kind == .unspecified ? before.kind : phone.kind, phone.ext)
      case .addEmail(let email): add(email, to: &emails, contact, day)
      case .mark(.phone(let number), let state):
        var standing = standing(of: number, contact, day, phones)
        if !standing.isKept { throw .pointNotFound(number.text) }
        standing.state = state
        phones[number] = standing
      case .mark(.email(let email), let state):
        var standing = standing(of: email, contact, day, emails)
        if !standing.state.isKept { throw .pointNotFound(email) }
        standing.state = state
        emails[email] = standing
      case .mark(.mail, let state):
        if row.address.isEmpty { throw .pointNotFound("postal address") }
        markMail(state, contact, day, &changes)
      }
    }
    try add(emails, of: contact, day, to: &changes)
    try add(phones, of: contact, day, to: &changes)
    return fact(
      Amended(
        account: accounts[row.account].opened, contact: row.entry, isAssignment: false,
        changes: changes))
  }

  /// The standings that a request gives to telephone numbers, in its order.
  private struct PhoneChanges {
    private(set) var all: [(number: PhoneNumber, standing: PhoneStanding)] = []

    subscript(number: PhoneNumber) -> PhoneStanding? {
      get { all.first { $0.number == number }?.standing }
      set {
        guard let newValue else { return }
        if let place = all.firstIndex(where: { $0.number == number }) {
          all[place].standing = newValue
        } else {
          all.append((number, newValue))
        }
      }
    }
  }

  private func fact(_ amended: Amended) -> Fact? {
    amended.changes.isEmpty ? nil : Fact(amended)
  }

  private func change(_ field: AmendedField, _ old: String, _ new: String) -> Amended.Change? {
    old == new ? nil : Amended.Change(field: field, text: new)
  }

  private func change(_ field: AmendedField, _ old: UInt64, _ new: UInt64) -> Amended.Change? {
    old == new ? nil : Amended.Change(field: field, number: new)
  }

  private func change(_ field: AmendedField, _ old: Day?, _ new: Day?) -> Amended.Change? {
    change(field, old?.dateWord ?? 0, new?.dateWord ?? 0)
  }

  private func add(
    _ field: AmendedField, _ old: String, _ new: String, to changes: inout [Amended.Change]
  ) {
    if let change = change(field, old, new) { changes.append(change) }
  }

  /// Marks the postal address. A dropped one is taken away.
  private func markMail(
    _ state: PointState, _ contact: UInt32, _ day: Day, _ changes: inout [Amended.Change]
  ) {
    if state != .dropped { return setMail(state, contact, day, &changes) }
    changes.removeAll { $0.field == .address }
    changes.append(Amended.Change(field: .address))
    forgetMail(&changes)
  }

  /// Nothing is known of a new postal address. It is said even where nothing was known of the old
  /// one: something may be told of that later and dated back.
  private func forgetMail(_ changes: inout [Amended.Change]) {
    changes.removeAll { $0.field == .mailState }
    changes.append(
      Amended.Change(field: .mailState, number: UInt64(PointState.unsaid.rawValue)))
  }

  /// Sets the state of the postal address, unless it has that state. The last word of a request
  /// counts.
  private func setMail(
    _ state: PointState, _ contact: UInt32, _ day: Day, _ changes: inout [Amended.Change]
  ) {
    changes.removeAll { $0.field == .mailState }
    if mailState(ofContact: contact, on: day) == state { return }
    changes.append(Amended.Change(field: .mailState, number: UInt64(state.rawValue)))
  }

  /// How a number stands with what the request has said of it so far.
  private func standing(
    of number: PhoneNumber, _ contact: UInt32, _ day: Day, _ said: PhoneChanges
  ) -> PhoneStanding {
    if let standing = said[number] { return standing }
    guard let phone = findPhone(number.digits, of: contact) else {
      return PhoneStanding(.absent, .unspecified, .none)
    }
    return standing(ofPhone: phone, on: day)
  }

  private func add(
    _ phones: PhoneChanges, of contact: UInt32, _ day: Day, to changes: inout [Amended.Change]
  ) throws(Refusal) {
    var kept = 0
    forEachPhone(of: contact, on: day) { number, _ in if phones[number] == nil { kept += 1 } }
    for (number, standing) in phones.all {
      kept += standing.isKept ? 1 : 0
      if self.standing(of: number, contact, day, PhoneChanges()) == standing { continue }
      changes.append(
        Amended.Change(field: .phone, number: standing.word, digits: number.digits))
    }
    if kept > ContactAdded.phonesMax { throw .tooManyPhones }
  }

  /// The row of a contact by the entry that added it.
  /// - Throws: `contactNotFound`.
  public func contact(_ number: EntryNumber) throws(Refusal) -> UInt32 {
    guard let row = entry(number), row.kind == .contact else { throw .contactNotFound(number) }
    return row.subject
  }
}
