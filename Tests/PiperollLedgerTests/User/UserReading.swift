@testable import PiperollLedger

extension Play {
  /// Makes users as 0.2.0 did, and changes them.
  func recordUsers() {
    for user in ["ann", "bob"] {
      record(Fact(UserSet(user: user, role: .admin, passwordRecord: "x")), on: 0)
      record(Fact(UserChanged(user: user, role: .viewer, passwordRecord: "y")), on: 0)
    }
    var change = UserChanged(user: "bob", role: .viewer)
    change.work = UserWork(queues: [.skip], languages: ["es"], portfolios: ["north"])
    record(Fact(change), on: 0)
  }
}

extension Book {
  /// Asks all that is asked of users.
  func readUsers() {
    for row in 0..<UInt32(users.count) {
      _ = user(text(users[row].name))?.role
      _ = (hands(holding: row), work(ofUser: text(users[row].name)))
    }
    _ = lastRoleChanges()
    if sequence == 0 { return }
    for entry in userEntries(among: 1...sequence) {
      _ = (authors(ofEntry: entry), userChange(by: entry)?.role, work(by: entry))
    }
  }
}
