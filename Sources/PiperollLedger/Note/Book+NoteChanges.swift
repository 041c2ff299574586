// What notes and calls say of numbers and addresses. It is noted on the contacts in the same group,
// and whoever corrects the note takes it back.

extension CallResult {
  /// What a call of the desk's with the result says of the number that was dialled; nil if nothing.
  var numberState: PointState? {
    switch self {
    case .wrongNumber: .notTheirs
    case .notInService: .bad
    case .noAnswer, .busy, .voicemail, .thirdParty, .rightParty, .promise, .refused, .dropped,
      .callback:
      nil
    }
  }
}

extension Noted.Call {
  /// What the call says of its number. Somebody who called the desk by mistake says nothing of it.
  var numberState: PointState? { direction == .out ? result.numberState : nil }
}

/// A field of a contact of which a correction says itself what it is.
struct SaidField: Hashable {
  let contact: UInt32
  let field: AmendedField
  /// The row of the number or address; `none` if it is about none.
  let point: UInt32
}

extension Book {
  /// The contacts of some accounts that have a number or an address, and whoever else is one person
  /// with them and has it.
  /// - Parameter only: the one contact whose person is meant; nil for all of the accounts.
  /// - Parameter viewer: who asks: contacts that are not there for them are left out.
  public func contacts(
    with point: ContactPoint, on accounts: [UInt32], only: UInt32? = nil, asOf day: Day,
    for viewer: Viewer
  ) -> [UInt32] {
    var found: [UInt32] = []
    func add(_ contact: UInt32) {
      for one in contacts(ofPerson: contact, on: day)
      where !found.contains(one) && keeps(point, one, on: day) && !isHidden(one, from: viewer) {
        found.append(one)
      }
    }
    if let only {
      add(only)
    } else {
      for account in accounts { forEachRole(on: account, asOf: day) { contact, _ in add(contact) } }
    }
    return found
  }

  /// Decides what a call says of its number, on all contacts that have it.
  func decideMarks(
    of call: Noted.Call, on accounts: [UInt32], asOf day: Day, for viewer: Viewer
  ) -> (facts: [Fact], said: Set<SaidField>) {
    guard let state = call.numberState else { return ([], []) }
    let only = call.contact.map { entries[Int($0) - 1].subject }
    var (facts, said) = ([Fact](), Set<SaidField>())
    for contact in contacts(
      with: .phone(call.number), on: accounts, only: only, asOf: day, for: viewer)
    {
      let phone = findPhone(call.number.digits, of: contact)!
      // That nobody answers there does not make it theirs again.
      if state == .bad {
        let known = value(
          of: .phone, contact, phone, without: call.corrects, on: day,
          or: phones[phone].opening.word)
        if PhoneStanding(word: known)?.state == .notTheirs { continue }
      }
      var standing = standing(ofPhone: phone, on: day)
      said.insert(SaidField(contact: contact, field: .phone, point: phone))
      standing.state = state
      let change = Amended.Change(
        field: .phone, number: standing.word, digits: call.number.digits)
      facts.append(amendment(of: contact, [change]))
    }
    return (facts, said)
  }

  /// An amendment of a contact by a note. It is recorded also where it is known already, so that
  /// what one note says stays when another is corrected.
  private func amendment(of contact: UInt32, _ changes: [Amended.Change]) -> Fact {
    Fact(
      Amended(
        account: accounts[contacts[contact].account].opened, contact: contacts[contact].entry,
        isAssignment: false, changes: changes))
  }

  /// Decides to give back to a contact what an amendment of a note took: what is known without it.
  /// - Parameter note: the note, which is corrected.
  /// - Parameter said: what is said anew, and stays so.
  /// - Returns: nil if nothing is left of it.
  func decideTakingBack(
    amendment number: EntryNumber, of note: EntryNumber, but said: Set<SaidField>, on day: Day
  ) -> Fact? {
    let row = amendments[entries[Int(number) - 1].subject]
    let back = row.changeRows.compactMap { place -> Amended.Change? in
      let change = changes[place]
      let field = SaidField(contact: row.contact, field: change.field, point: change.point)
      if said.contains(field) { return nil }
      let now = amended(change.field, of: row.account, row.contact, change.point) {
        $0.effective <= day
      }
      let value = value(
        of: change.field, row.contact, change.point, without: note, on: day, or: change.opening)
      return now?.value == value ? nil : taken(change, back: value)
    }
    return back.isEmpty ? nil : amendment(of: row.contact, back)
  }

  /// What is known of a field on a day without a note that is corrected: by all that was said and
  /// stands, but not by what corrections gave back.
  /// - Parameter opening: the value if nothing was said.
  private func value(
    of field: AmendedField, _ contact: UInt32, _ point: UInt32, without note: EntryNumber?,
    on day: Day, or opening: UInt64
  ) -> UInt64 {
    let corrected = note.map { continuation(of: $0) }
    let value = amended(field, of: contacts[contact].account, contact, point) {
      $0.effective <= day && !(corrected?.contains($0.entry) ?? false) && isStanding($0.entry)
    }
    return value?.value ?? opening
  }

  /// Whether an amendment counts for what it says: it came with no note, or with one that nobody
  /// has corrected and that says so itself.
  private func isStanding(_ amendment: EntryNumber) -> Bool {
    var first = amendment
    while entries[Int(first) - 1].isContinuation { first -= 1 }
    let note = entries[Int(first) - 1]
    guard note.kind == .note || note.kind == .call else { return true }
    return note.reversedBy == 0 && isSaid(by: first, amendment)
  }

  private func taken(_ change: ChangeRow, back value: UInt64) -> Amended.Change {
    var taken = Amended.Change(field: change.field)
    switch change.field.form {
    case .text: taken.text = text(TextReference(word: value))
    case .symbol: taken.text = text(symbol: UInt32(value))
    case .number: taken.number = value
    }
    if change.field == .phone { taken.digits = phones[change.point].digits }
    if change.field == .emailPoint { taken.text = text(emails[change.point].text) }
    return taken
  }

  /// Whether an amendment in the group of a note or a call is what that says itself; else it gives
  /// back what the corrected one had said.
  func isSaid(by note: EntryNumber, _ amendment: EntryNumber) -> Bool {
    let entry = entries[Int(note) - 1]
    guard entry.kind == .call else { return false }
    let call = calls[entry.subject]
    guard call.direction == .out, let state = call.result.numberState else { return false }
    return amendments[entries[Int(amendment) - 1].subject].changeRows.contains { place in
      let change = changes[place]
      return change.field == .phone && phones[change.point].number == call.number
        && PhoneStanding(word: change.value)?.state == state
    }
  }
}
