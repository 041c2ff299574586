extension Book {
  /// A view whose accounts and contacts have the names, collectors and all else that amendments
  /// change as these were at the end of a day, and known at an entry. Reports run on it, so that
  /// none of them has to ask. It costs a look at each amendment, and a page for rows that were
  /// amended since.
  public func view(known: EntryNumber, masterDataOn day: Day) -> Book {
    var past = view(known: known)
    for place in 0..<amendments.count {
      let row = amendments[place]
      if row.entry <= known, row.effective <= day { continue }
      if row.contact == none, row.account < past.accounts.count {
        past.accounts[row.account] = past.account(row.account, on: day)
      } else if row.contact != none, row.contact < past.contacts.count {
        past.contacts[row.contact] = past.contact(row.contact, on: day)
        if let person = past.findPerson(of: row.contact) {
          past.persons[person] = past.person(of: row.contact, on: day)!
        }
      }
    }
    return past
  }

  /// Whether a view of a day has other values than the book as it stands.
  public func isAmended(after day: Day) -> Bool { amendments.count > 0 && !stands(at: day) }
}

/// A value of a field, as it is told.
public enum AmendedFieldValue: Equatable, Sendable {
  /// A text; empty: none.
  case text(String)
  case terms(PaymentTerms)
  case role(ContactRole)
  case state(PointState)
  case phone(PhoneStanding)
  case email(EmailStanding)
  case collectionRole(CollectionRole)
  case queue(DeskQueue?)
  case date(Day?)
  /// Something personal, which LOOKUP CONTACT shows to those who may know it.
  case untold
}

/// What an entry changed of a field.
public struct AmendedFieldChange: Equatable, Sendable {
  public let field: AmendedField
  /// The number or the email address that it is about; nil if it is about none.
  public let point: ContactPoint?
  /// The value on the entry's date before it was recorded.
  public let was: AmendedFieldValue
  public let now: AmendedFieldValue
}

extension Book {
  /// The fields that an entry changed, in its order.
  public func amendedFields(by number: EntryNumber) -> [AmendedFieldChange] {
    let row = amendments[entries[Int(number) - 1].subject]
    return row.changeRows.compactMap { place in
      let change = changes[place]
      let was =
        amended(change.field, of: row.account, row.contact, change.point) {
          $0.effective <= row.effective && $0.entry < number
        }?.value ?? change.opening
      if was == change.value { return nil }
      return AmendedFieldChange(
        field: change.field, point: point(of: change, row.contact),
        was: told(was, change.field), now: told(change.value, change.field))
    }
  }

  private func point(of change: ChangeRow, _ contact: UInt32) -> ContactPoint? {
    switch change.field {
    case .phone: .phone(phones[change.point].number)
    case .emailPoint: .email(text(emails[change.point].text))
    case .emailState: .email(text(contacts[contact].email))
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .mailState, .zone, .region, .language, .born, .ssn4, .collectionRole, .queue,
      .debt, .placed, .itemized, .barredFrom:
      nil
    }
  }

  /// The contact that an entry amended, by the entry that added it; nil if it amended the account.
  public func amendedContact(by number: EntryNumber) -> EntryNumber? {
    let row = amendments[entries[Int(number) - 1].subject]
    return row.contact == none ? nil : contacts[row.contact].entry
  }

  /// The amendments of a contact, in the order of recording.
  public func amendmentRows(ofContact contact: UInt32) -> [AmendmentRow] {
    var rows: [AmendmentRow] = []
    forEach(amendments, of: contacts[contact].account) {
      if amendments[$0].contact == contact { rows.append(amendments[$0]) }
    }
    return rows.reversed()
  }

  private func told(_ value: UInt64, _ field: AmendedField) -> AmendedFieldValue {
    switch field {
    case .accountName, .contactName, .email, .address: .text(text(TextReference(word: value)))
    case .client, .collector, .portfolio, .debt, .zone, .region, .language:
      .text(text(symbol: UInt32(value)))
    case .collectionRole: .collectionRole(CollectionRole(rawValue: UInt8(value))!)
    case .queue: .queue(DeskQueue(assignedWord: value))
    case .placed, .itemized, .barredFrom: .date(Day(dateWord: value))
    case .terms: .terms(PaymentTerms(word: value)!)
    case .role: .role(ContactRole(rawValue: UInt8(value))!)
    case .mailState: .state(PointState(rawValue: UInt8(value))!)
    case .phone: .phone(PhoneStanding(word: value)!)
    case .emailPoint, .emailState: .email(EmailStanding(word: value)!)
    case .born, .ssn4: .untold
    }
  }
}
