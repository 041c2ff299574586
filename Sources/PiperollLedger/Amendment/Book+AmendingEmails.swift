// Email addresses of contacts. The first one stands in the contact's own row, the others and those
// at work in rows of their own.

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
      return EmailStanding(state(of: .emailState, ofContact: contact, on: day), isWork: false)
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
      var known = EmailStanding(.absent, isWork: false)
      if let row = findEmail(email, of: contact) { known = self.standing(ofEmail: row, on: day) }
      if emails.isFirst(email) {
        let state = state(of: .emailState, ofContact: contact, on: day)
        // One at work, or one that is dropped, is no longer the first.
        let stays = standing.state.isKept && !standing.isWork
        if !stays { changes.append(Amended.Change(field: .email)) }
        let left = stays ? standing.state : .unsaid
        if left != state {
          changes.append(Amended.Change(field: .emailState, number: UInt64(left.rawValue)))
        }
        if stays || !standing.state.isKept { continue }
      }
      if standing == known { continue }
      changes.append(
        Amended.Change(field: .emailPoint, text: email, number: standing.word))
    }
    if kept > ContactDetails.emailsMax { throw .tooManyEmails }
  }
}
