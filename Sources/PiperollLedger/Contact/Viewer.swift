/// Who looks at the book, as far as it matters for what is there for some alone: contacts, and what
/// was told in confidence.
public struct Viewer: Sendable {
  private let user: String
  private let seesAll: Bool

  /// A user in a role. Supervisors see everything; others see what is restricted only if they
  /// recorded it.
  public init(_ user: String, _ role: Role) {
    self.user = user
    switch role {
    case .supervisor, .admin: seesAll = true
    case .none, .phone, .viewer, .operator, .auditor: seesAll = false
    }
  }

  /// Somebody to whom everything is shown.
  static let everything = Viewer("", .supervisor)

  fileprivate func isAuthor(_ entry: EntryRow, _ book: borrowing Book) -> Bool {
    book.text(symbol: entry.actor) == user
  }

  fileprivate var isKeptOut: Bool { !seesAll }
}

extension Book {
  /// Whether a contact is there for some alone. It is so from its beginning.
  public func isRestricted(_ contact: UInt32) -> Bool {
    findPerson(of: contact).map { persons[$0].isRestricted } ?? false
  }

  /// Whether a contact is not there for somebody.
  public func isHidden(_ contact: UInt32, from viewer: Viewer) -> Bool {
    isRestricted(contact) && viewer.isKeptOut
      && !viewer.isAuthor(entries[Int(contacts[contact].entry) - 1], self)
  }

  /// Whether an entry is not there for somebody: it tells of a contact that is not, or was told in
  /// confidence, or corrects what is not.
  public func isHidden(entry number: EntryNumber, from viewer: Viewer) -> Bool {
    if !viewer.isKeptOut { return false }
    let entry = entries[Int(number) - 1]
    if entry.isConfidential, !viewer.isAuthor(entry, self) { return true }
    // Whoever noted a number or an address knows it.
    if entry.kind == .note, viewer.isAuthor(entry, self) { return false }
    if let corrected = noteCorrected(by: number), !viewer.isAuthor(entry, self),
      isHidden(entry: corrected, from: viewer)
    {
      return true
    }
    return contacts(toldOfBy: number).contains { isHidden($0, from: viewer) }
  }

  /// Refuses an entry that is not there for somebody.
  /// - Throws: `entryNotFound`.
  public func demandShown(entry number: EntryNumber, to viewer: Viewer) throws(Refusal) {
    if entry(number) != nil, isHidden(entry: number, from: viewer) {
      throw .entryNotFound(number)
    }
  }

  /// Whether an entry is there for some alone.
  public func isRestricted(entry number: EntryNumber) -> Bool {
    entries[Int(number) - 1].isConfidential
      || contacts(toldOfBy: number).contains { isRestricted($0) }
      || noteCorrected(by: number).map { isRestricted(entry: $0) } ?? false
  }

  /// The note or call that a note or call corrects; nil if it corrects none, or is another entry.
  private func noteCorrected(by number: EntryNumber) -> EntryNumber? {
    let kind = entries[Int(number) - 1].kind
    return kind == .note || kind == .call ? corrected(by: number) : nil
  }

  /// The contacts that an entry tells of.
  private func contacts(toldOfBy number: EntryNumber) -> [UInt32] {
    let entry = entries[Int(number) - 1]
    // Nobody is restricted where nothing is known of anybody.
    if persons.count == 0 { return [] }
    switch entry.kind {
    case .contact: return [entry.subject]
    case .amend:
      let contact = amendments[entry.subject].contact
      return contact == none ? [] : [contact]
    case .link:
      return [links[entry.subject].contact] + (links[entry.subject].other.map { [$0] } ?? [])
    case .prefer:
      let row = preferences[entry.subject]
      return [row.contact] + (row.with.map { [$0] } ?? [])
    case .end: return contacts(toldOfBy: EntryNumber(entry.subject))
    case .call:
      return calls[entry.subject].contact.map { [$0] } ?? restrictedContacts(ofNote: number)
    case .note: return restrictedContacts(ofNote: number)
    case .identify: return identifications[entry.subject].contact.map { [$0] } ?? []
    case .notice: return [notices[entry.subject].contact]
    case .dispute: return contact(ofDispute: entry.subject).map { [$0] } ?? []
    case .account, .invoice, .payment, .credit, .apply, .reverse, .user, .charge, .adjust,
      .writeoff, .recovery, .refund, .unapply, .transfer, .policy, .approval, .reject,
      .close, .service, .verify, .draft, .hold, .releaseHold, .limit, .loan, .rate, .interest,
      .assign, .promise, .plan, .resolve, .reage, .task, .template:
      return []
    }
  }

  /// What was written with an entry, as far as it is there for somebody.
  public func memo(of number: EntryNumber, for viewer: Viewer) -> TextReference {
    isHidden(entry: number, from: viewer) ? .empty : memo(of: number)
  }

  /// Whether a number or an address is one of contacts of an account who are all there for some
  /// alone: then so is what it is noted in.
  public func isRestricted(_ point: ContactPoint, on account: UInt32, asOf day: Day) -> Bool {
    if !hasPeople(account) { return false }
    let all = contacts(with: point, on: [account], asOf: day, for: .everything)
    return !all.isEmpty && all.allSatisfy { isRestricted($0) }
  }

  /// The contacts that a note or a call is about without naming them, if all of them are
  /// restricted: those with its number or address, whose mail came back, or who said the stop that
  /// it records.
  private func restrictedContacts(ofNote number: EntryNumber) -> [UInt32] {
    let entry = entries[Int(number) - 1]
    if !entry.hasAccount || !hasPeople(entry.account) { return [] }
    let all: [UInt32]
    if let point = point(ofNote: number) {
      all = contacts(with: point, on: [entry.account], asOf: entry.effective, for: .everything)
    } else {
      let own = continuation(of: number).dropFirst().first {
        [.amend, .prefer].contains(entries[Int($0) - 1].kind)
      }
      all = own.map { contacts(toldOfBy: $0) } ?? []
    }
    return all.allSatisfy { isRestricted($0) } ? all : []
  }

  /// The number or the address that a message or a call has.
  private func point(ofNote number: EntryNumber) -> ContactPoint? {
    let entry = entries[Int(number) - 1]
    if entry.kind == .call { return .phone(calls[entry.subject].number) }
    guard let row = noteRow(of: number), let channel = entry.noteKind?.channel, channel != .letter
    else { return nil }
    return ContactPoint(stored: text(row.point), by: channel)
  }

  /// The row of a contact by the entry that added it.
  /// - Throws: `contactNotFound`, also where it is there for others alone.
  public func contact(_ number: EntryNumber, for viewer: Viewer) throws(Refusal) -> UInt32 {
    let contact = try contact(number)
    if isHidden(contact, from: viewer) { throw .contactNotFound(number) }
    return contact
  }
}
