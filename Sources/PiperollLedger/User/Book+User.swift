extension Book {
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
