// Email addresses of contacts. The first one stands in the contact's own row, the others in rows of
// their own.

/// The standings that a request gives to email addresses, in its order.
struct EmailChanges {
  /// The first address of the contact on the day; empty if it has none.
  let first: String
  private(set) var all: [(email: String, standing: EmailStanding)] = []

  init(first: String) { self.first = first }

  func isFirst(_ email: String) -> Bool { !first.isEmpty && Book.isSame(email: first, as: email) }

  subscript(email: String) -> EmailStanding? {
    get { all.first { Book.isSame(email: $0.email, as: email) }?.standing }
    set {
      guard let newValue else { return }
      if let place = all.firstIndex(where: { Book.isSame(email: $0.email, as: email) }) {
        all[place].standing = newValue
      } else {
        all.append((email, newValue))
      }
    }
  }
}

extension Book {
  /// How an email address stands with what the request has said of it so far.
  func standing(
    of email: String, _ contact: UInt32, _ day: Day, _ said: EmailChanges
  ) -> EmailStanding {
    if let standing = said[email] { return standing }
    if said.isFirst(email) {
      return standingOfFirstEmail(of: contact, on: day)
    }
    guard let row = findEmail(email, of: contact) else {
      return EmailStanding(.absent, isWork: false)
    }
    return standing(ofEmail: row, on: day)
  }

  /// Adds an address, or says of one that is there whether it is at work.
  func add(
    _ email: ContactDetails.Email, to emails: inout EmailChanges, _ contact: UInt32, _ day: Day
  ) {
    let before = standing(of: email.text, contact, day, emails)
    emails[email.text] = EmailStanding(
      before.state == .good ? .good : .unsaid, isWork: email.isWork)
  }

  /// Adds the changes that a request's email addresses come to.
  func add(
    _ emails: EmailChanges, of contact: UInt32, _ day: Day, to changes: inout [Amended.Change]
  ) throws(Refusal) {
    var kept = 0
    forEachEmail(of: contact, on: day) { email, _ in if emails[text(email)] == nil { kept += 1 } }
    for (email, standing) in emails.all {
      kept += standing.state.isKept ? 1 : 0
      let known = self.standing(of: email, contact, day, EmailChanges(first: emails.first))
      if standing == known { continue }
      changes.append(
        emails.isFirst(email)
          ? Amended.Change(field: .emailState, number: standing.word)
          : Amended.Change(field: .emailPoint, text: email, number: standing.word))
    }
    if kept > ContactDetails.emailsMax { throw .tooManyEmails }
  }
}
