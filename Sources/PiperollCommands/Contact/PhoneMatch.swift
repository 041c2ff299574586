import PiperollLedger

/// A number of a contact, and an account that the contact leads to.
struct PhoneMatch {
  /// The number's row.
  let phone: UInt32
  let account: UInt32
  /// What the contact is to the account; nil: what its row says.
  let role: ContactRole?

  /// The rows of a number, except where it is known to be somebody else's: first those where it is
  /// known to reach them, last those where it reaches nobody; of each, those who owe first. Each
  /// with the accounts it leads to.
  static func all(
    of number: PhoneNumber, on day: Day, _ viewer: Viewer, _ book: borrowing Book
  ) -> [PhoneMatch] {
    let rows = book.phones(number).filter { phone in
      let contact = book.phones[phone].contact
      return book.isThere(contact: contact, on: day) && !book.isHidden(contact, from: viewer)
    }
    let theirs = rows.map { ($0, book.standing(ofPhone: $0, on: day)) }.filter(\.1.isTheirs)
    return [PointState.good, .unsaid, .bad].flatMap { state in
      let matches = theirs.filter { $0.1.state == state }.flatMap { phone, _ in
        book.links(of: book.phones[phone].contact, on: day).map {
          PhoneMatch(phone: phone, account: $0.account, role: $0.role)
        }
      }
      return matches.filter { $0.owes(on: day, book) } + matches.filter { !$0.owes(on: day, book) }
    }
  }

  /// What the contact is to the account.
  func role(on day: Day, _ book: borrowing Book) -> ContactRole {
    role ?? book.contact(book.phones[phone].contact, on: day).role
  }

  private func owes(on day: Day, _ book: borrowing Book) -> Bool {
    role(on: day, book).party == .owes
  }
}
