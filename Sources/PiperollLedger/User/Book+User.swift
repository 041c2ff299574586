extension Book {
  /// Decides to add a user or to change one. At least one administrator must remain, and a new name
  /// must not look like another.
  public func decide(_ fact: UserChanged) throws(Refusal) -> Fact {
    let others = (0..<UInt32(users.count)).contains { row in
      users[row].role == .admin && text(users[row].name) != fact.user
    }
    if fact.role != .admin, !others { throw .lastAdministrator }
    if findUser(fact.user) == nil, let alike = nameAlike(fact.user) { throw .nameAlike(alike) }
    return Fact(fact)
  }

  /// Decides to confirm a user: another administrator says that they are a person of their own.
  public func decideConfirmation(of user: String, by actor: String) throws(Refusal) -> Fact {
    guard let row = findUser(user) else { throw .userNotFound(user) }
    guard users[row].role != .none else { throw .userShutOut(user) }
    try demandApart(actor, from: [Doing(user: user, entry: sequence)])
    return Fact(UserChanged(user: user, act: .confirm, role: users[row].role))
  }

  /// The name of a user that differs from this one in upper and lower case alone.
  private func nameAlike(_ name: String) -> String? {
    let folded = name.lowercased()
    for row in 0..<UInt32(users.count) {
      let other = text(users[row].name)
      if other.lowercased() == folded { return other }
    }
    return nil
  }

  /// Why a fact waits because it gives a role: one above operator is given by two administrators,
  /// where there are two.
  func roleNeeds(for fact: Fact, by user: String) -> ApprovalNeeds {
    guard let change = fact.userChange, !change.isByMachine,
      change.role > .operator, change.role > role(of: change.user),
      hasSecondAdministrator(beside: user)
    else { return [] }
    return ApprovalNeeds(.role)
  }

  private func role(of user: String) -> Role { self.user(user)?.role ?? .none }

  /// Whether somebody has changed the role of the user whom a fact is about since an entry.
  func hasRoleChanged(of fact: Fact, after number: EntryNumber) -> Bool {
    guard let change = fact.userChange, let user = findUser(change.user) else {
      return false
    }
    return (0..<UInt32(userChanges.count)).contains { place in
      let row = userChanges[place]
      return row.entry > number && row.user == user && row.role != row.formerRole
    }
  }

  /// The entries that gave users their roles, by the users' rows; nil where it is not known.
  public func lastRoleChanges() -> [EntryNumber?] {
    var found = [EntryNumber?](repeating: nil, count: users.count)
    var missing = users.count
    func note(_ user: UInt32, _ entry: EntryNumber) {
      guard found[Int(user)] == nil else { return }
      found[Int(user)] = entry
      missing -= 1
    }
    for place in (0..<UInt32(userChanges.count)).reversed() {
      let row = userChanges[place]
      if row.isNew || row.role != row.formerRole || row.isByMachine { note(row.user, row.entry) }
    }
    // Recorded by an earlier version, perhaps together with a new password alone.
    var number = entries.count
    while missing > 0, number > 0 {
      let entry = entries[number - 1]
      if entry.kind == .user { note(entry.subject, EntryNumber(number)) }
      number -= 1
    }
    return found
  }

  /// What an entry changed of a user; nil for what 0.2.0 and earlier versions recorded.
  public func userChange(by number: EntryNumber) -> UserChangeRow? {
    let place = userChanges.firstRow { $0.entry >= number }
    return place < userChanges.count && userChanges[place].entry == number
      ? userChanges[place] : nil
  }

  /// Those of some entries that made or changed users, oldest first.
  public func userEntries(among numbers: ClosedRange<EntryNumber>) -> [EntryNumber] {
    numbers.filter { entries[Int($0) - 1].kind == .user }
  }

  /// Who made an entry, and who approved it: nil if it needed no approval.
  public func authors(ofEntry number: EntryNumber) -> (by: String, approvedBy: String?) {
    let actor = text(symbol: entries[Int(number) - 1].actor)
    guard let approval = approval(behind: number) else { return (actor, nil) }
    return (text(symbol: entries[Int(approvals[approval].entry) - 1].actor), actor)
  }

  /// Refuses an approver who is no administrator, where a role is to be given.
  public func demandAdministrator(_ role: Role, for approval: UInt32) throws(Refusal) {
    if role < .admin, approvals[approval].needs.contains(ApprovalNeeds(.role)) {
      throw .approverRole
    }
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

  mutating func apply(_ fact: UserChanged, _ number: EntryNumber, _ row: inout EntryRow) {
    let known = findUser(fact.user)
    let former = known.map { users[$0].role } ?? .none
    let user: UInt32
    if let known {
      user = known
      if !fact.passwordRecord.isEmpty {
        users[user].passwordRecord = arena.append(fact.passwordRecord)
      }
      users[user].roleWord = UInt64(fact.role.rawValue)
    } else {
      user = users.append(
        UserRow(
          name: arena.append(fact.user), passwordRecord: arena.append(fact.passwordRecord),
          roleWord: UInt64(fact.role.rawValue)))
    }
    row.subject = user
    let flags =
      (known == nil ? UserChangeRow.newBit : 0)
      | (fact.passwordRecord.isEmpty ? 0 : UserChangeRow.passwordBit)
      | (fact.isByMachine ? UserChangeRow.machineBit : 0)
    userChanges.append(
      UserChangeRow(
        entryWord: UInt32(number), user: user, actByte: fact.act.rawValue,
        roleByte: fact.role.rawValue, formerRoleByte: former.rawValue, flags: flags))
    if let work = fact.work { add(work, of: user, by: number) }
  }
}
