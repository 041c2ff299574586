extension Book {
  /// Decides to add a user or to change one. At least one administrator must remain.
  public func decide(_ fact: UserSet) throws(Refusal) -> Fact {
    let others = (0..<UInt32(users.count)).contains { row in
      users[row].role == .admin && text(users[row].name) != fact.user
    }
    if fact.role != .admin, !others { throw .lastAdministrator }
    return Fact(fact)
  }

  mutating func apply(_ fact: UserSet, _ row: inout EntryRow) {
    let record = arena.append(fact.passwordRecord)
    if let user = findUser(fact.user) {
      users[user].passwordRecord = record
      users[user].roleWord = UInt64(fact.role.rawValue)
      row.subject = user
    } else {
      row.subject = users.append(
        UserRow(
          name: arena.append(fact.user), passwordRecord: record,
          roleWord: UInt64(fact.role.rawValue)))
    }
  }
}
