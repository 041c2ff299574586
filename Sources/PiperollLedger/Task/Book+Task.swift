/// What somebody wants to be done about an account.
public struct TaskWish: Sendable {
  public var kind: TaskKind
  /// When, by the clock of the people of the account where a minute is named.
  public var moment: Moment
  /// The user who is to do it; empty for nobody in particular.
  public var user = ""
  /// The queue whose work it is; nil for that of the account.
  public var queue: DeskQueue?
  /// The one contact by whose clock the minute is; nil for all of the account.
  public var contact: UInt32?

  /// A task for whoever works the account.
  public init(_ kind: TaskKind, at moment: Moment) { (self.kind, self.moment) = (kind, moment) }
}

extension Book {
  /// Decides to set a task on an account.
  public func decideTask(
    _ wish: TaskWish, account: UInt32, on made: Day
  ) throws(Refusal) -> Fact {
    if wish.moment.day < made { throw .taskPast(made: made) }
    if !wish.user.isEmpty {
      guard let user = findUser(wish.user) else { throw .userNotFound(wish.user) }
      if users[user].role == .none { throw .userShutOut(wish.user) }
      if wish.kind == .escalation, users[user].role < .supervisor {
        throw .notSupervisor(wish.user)
      }
    }
    return Fact(
      TaskSet(
        account: accounts[account].opened, kind: wish.kind, due: due(wish, account, on: made),
        day: wish.moment.day, hasMinute: wish.moment.minute != nil, user: wish.user,
        queue: wish.queue))
  }

  /// When a task is due. A day is one of the desk's; a minute of it is by the person's own clock,
  /// of several zones the westernmost, so that it is never too early.
  private func due(_ wish: TaskWish, _ account: UInt32, on made: Day) -> Int64 {
    let moment = wish.moment
    if moment.minute == nil { return deskClock(on: moment.day).time(of: moment.day, minute: 0) }
    return times(of: moment, on: account, wish.contact, asOf: made).max()!
  }

  private func deskClock(on day: Day) -> Zone {
    deskZone(at: Int64(day.number) * Zone.dayMilliseconds)
  }

  /// When a moment may be, by the clocks of the people of an account; of an account without
  /// contacts, by the desk's.
  /// - Parameter contact: the one contact that is meant; nil for all.
  /// - Returns: milliseconds of UTC since 1970; never empty.
  public func times(
    of moment: Moment, on account: UInt32, _ contact: UInt32?, asOf day: Day
  ) -> [Int64] {
    let zones = zones(ofPeopleOn: account, contact, asOf: day) ?? [deskClock(on: moment.day)]
    return zones.map { moment.time(in: [$0]) }
  }

  /// The zones where those are who owe an account, or stand for them; without such, where anybody
  /// is who has a role on it.
  /// - Parameter contact: the one contact that is meant; nil for all.
  /// - Returns: nil where the account has no contacts.
  private func zones(
    ofPeopleOn account: UInt32, _ contact: UInt32?, asOf day: Day
  ) -> [Zone]? {
    var (consumers, all) = ([Zone](), [Zone]())
    forEachRole(on: account, asOf: day) { other, role in
      if let contact, other != contact { return }
      let zones = Self.zones(of: Person(self, contact: other, on: account, asOf: day)).zones
      all += zones
      if ContactParty.consumers.contains(role.party) { consumers += zones }
    }
    if all.isEmpty { return nil }
    return consumers.isEmpty ? all : consumers
  }

  mutating func apply(_ fact: TaskSet, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    row.account = account
    row.subject = tasks.append(
      TaskRow(
        due: fact.due, entryWord: UInt32(number), account: account, made: row.effective,
        day: fact.day, previousOfAccount: beginChain(.tasks, of: account, with: tasks.count),
        user: symbols.intern(fact.user, in: &arena), kindByte: fact.kind.rawValue,
        queueByte: NoteRow.byte(of: fact.queue), minuteByte: fact.hasMinute ? 1 : 0))
  }

  // MARK: Reading

  /// Whether an account ever had a task.
  public func hasTasks(_ account: UInt32) -> Bool { has(.tasks, account) }

  /// The tasks of an account that are open at the end of a day, as the book knows it, the one that
  /// is due first in front.
  public func tasks(of account: UInt32, asOf day: Day) -> [TaskRow] {
    var open: [TaskRow] = []
    forEach(tasks, of: account) { task in
      let row = tasks[task]
      if row.made <= day, end(ofTask: row, by: day) == nil { open.append(row) }
    }
    return open.sorted { ($0.due, $0.entry) < ($1.due, $1.entry) }
  }

  /// The entry that ended a task by the end of a day, as the book knows it; nil if none did.
  public func end(ofTask row: TaskRow, by day: Day) -> EntryNumber? {
    let end = end(of: row, by: day)
    return end == 0 ? nil : end
  }

  /// The number of a text that many rows share; nil if no row has it.
  public func symbol(of text: String) -> UInt32? { symbols.find(text, in: arena) }
}
