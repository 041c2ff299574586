// What the book says of an account's holds, numbers and letters, as far as its next work asks.

/// The holds of an account, as they bear on what can be collected.
struct WorkHolds {
  /// The kinds of those on the whole account.
  var kinds: [HoldKind] = []
  /// Items that are disputed whole, how much of others is, and items on other holds of their own.
  var disputedItems: Set<UInt32> = []
  var disputedParts: [UInt32: Money] = [:]
  var heldItems: Set<UInt32> = []
  /// The next day on which a hold or a dispute begins or ends.
  var change: Day?

  /// What of an item is disputed.
  func disputed(_ item: UInt32, _ left: Money) -> Money {
    if kinds.contains(.dispute) || disputedItems.contains(item) { return left }
    return disputedParts.isEmpty ? .zero : min(disputedParts[item] ?? .zero, left)
  }

  mutating func change(on next: Day, after day: Day) {
    if next > day, next != never { change = min(change ?? next, next) }
  }

  /// Whether nobody is asked for it for now.
  func isHeld(_ item: UInt32) -> Bool {
    heldItems.contains(item) || kinds.contains(where: \.keepsFromAsking)
  }
}

extension CallResult {
  /// Whether the number is theirs, as far as the call shows: else another one can be tried at once.
  var reachesNumber: Bool { numberState == nil }
}

extension DeskQueue {
  /// Whether its work is to reach people.
  fileprivate var isOfCallers: Bool {
    switch self {
    case .collect, .skip: true
    case .clerical, .supervisor, .legal: false
    }
  }
}

extension HoldKind {
  /// Whether a hold of the kind on the whole account means that nobody is asked for money. One that
  /// keeps from contact alone does not: the rules of contact say whom one may ask.
  fileprivate var keepsFromAsking: Bool {
    switch self {
    case .hardship, .insurancePending, .supervisor, .complaint: true
    case .dispute, .cease, .attorney, .bankruptcy, .deceased, .scra, .legal, .agency, .credit: false
    }
  }
}

extension Book {
  func workHolds(of account: UInt32, on day: Day) -> WorkHolds {
    var found = WorkHolds()
    if hasDisputes(account) { addDisputes(of: account, on: day, to: &found) }
    if !hasHolds(account) { return found }
    forEachHold(of: account) { hold in
      let row = knownHold(hold)
      let end = min(row.until?.advanced(days: 1) ?? never, row.released)
      found.change(on: row.from, after: day)
      found.change(on: end, after: day)
      guard row.isInForce(on: day) else { return }
      if let item = row.item {
        if row.kind == .dispute {
          found.disputedItems.insert(item)
        } else if row.kind.blocks(.dunning) {
          found.heldItems.insert(item)
        }
      } else {
        found.kinds.append(row.kind)
      }
    }
    return found
  }

  private func addDisputes(of account: UInt32, on day: Day, to found: inout WorkHolds) {
    found.disputedParts = disputedAmounts(of: account, on: day)
    forEach(disputes, of: account) { dispute in
      let row = knownDispute(dispute)
      found.change(on: row.made, after: day)
      found.change(on: row.resolved, after: day)
    }
  }

  /// Whether a note or a call still counts for what it was noted as.
  func isStanding(note number: EntryNumber, asOf last: Day) -> Bool {
    reversal(of: number).map { entries[Int($0) - 1].effective > last } ?? true
  }

  /// Whether anybody of the account may be called: somebody has a number that is not bad. Who is a
  /// stranger to the debt can only be asked where the debtor is, which is the work of `skip`.
  func canBeReached(_ account: UInt32, on day: Day) -> Bool {
    var canBe = false
    forEachRole(on: account, asOf: day) { contact, role in
      if canBe || role.party == .other { return }
      forEachPhone(of: contact, on: day) { _, standing in
        if standing.isTheirs, standing.state != .bad { canBe = true }
      }
    }
    return canBe
  }

  /// The symbol of the language to speak with who owes, or stands for who owes; 0 if it is not
  /// known.
  public func language(of account: UInt32, on day: Day) -> UInt32 {
    guard hasPeople(account) else { return 0 }
    var found: UInt32 = 0
    forEachRole(on: account, asOf: day) { contact, role in
      guard found == 0, ContactParty.consumers.contains(role.party), !isRestricted(contact) else {
        return
      }
      for own in contacts(ofPerson: contact, on: day) where found == 0 {
        found = person(of: own, on: day)?.language ?? 0
      }
    }
    return found
  }

  /// Whether mail to somebody of the account came back.
  func hasReturnedMail(_ account: UInt32, on day: Day) -> Bool {
    guard hasPeople(account) else { return false }
    var hasReturned = false
    forEachRole(on: account, asOf: day) { contact, _ in
      if mailState(ofContact: contact, on: day) == .bad { hasReturned = true }
    }
    return hasReturned
  }
}

extension Book {
  /// Whether an entry says how work on an account went: a call, a letter, an email or a text.
  public func isOutcome(_ number: EntryNumber) -> Bool {
    let entry = entries[Int(number) - 1]
    switch entry.noteKind {
    case .letter, .email, .text: return true
    case .general, .review, .cease, .attorney, .deceased, .hardship, .complaint, .followUp,
      .escalation, .mailReturned, .source:
      return false
    case nil: return entry.kind == .call
    }
  }

  /// The last outcome that was noted of a task: since it was set, and since its minute or the
  /// beginning of its day. What a clerk or a supervisor is to do is not done by a call; an
  /// appointment is, whoever's it was.
  func lastOutcome(of task: TaskRow, asOf day: Day) -> EntryNumber? {
    guard task.hasMinute || (task.queue?.isOfCallers ?? true) else { return nil }
    var last: EntryNumber?
    walkNotes(of: task.account, asOf: day) { number in
      if number <= task.entry { return false }
      if isOutcome(number), timeNoted(by: number) >= task.due,
        isStanding(note: number, asOf: day)
      {
        last = number
      }
      return last == nil
    }
    return last
  }

  /// Until when nobody is called again after an outcome: whoever was reached until the next day,
  /// others for some hours of it.
  func rest(after outcome: EntryNumber) -> Int64 {
    let entry = entries[Int(outcome) - 1]
    let tomorrow = end(ofDeskDay: entry.effective) + 1
    let isCall = entry.kind == .call && !calls[entry.subject].result.isConversation
    return isCall ? min(tomorrow, entry.recorded + Self.retryMilliseconds) : tomorrow
  }

  /// Whoever was not reached is tried again after so long: soon enough for the same day, and no
  /// ringing again and again.
  private static var retryMilliseconds: Int64 { 4 * 3_600_000 }

  /// The accounts whose next work an entry may have changed.
  public func forEachAccountWorked(by number: EntryNumber, _ body: (UInt32) -> Void) {
    let entry = entries[Int(number) - 1]
    guard entry.hasAccount else { return }
    body(entry.account)
    if let leg = secondLeg(of: number) { body(legs[leg].account) }
    // What is known of somebody holds on every account of theirs.
    guard hasPeople(entry.account) else { return }
    for other in accountsOfPeople(of: entry.account).dropFirst() { body(other) }
  }

  /// The entries that are dated behind a day, but for policies: those of the last days alone, since
  /// a request is dated a day ahead at the most.
  public func forEachAhead(of day: Day, _ body: (EntryNumber) -> Void) {
    if latestEffective <= day { return }
    let earliest = Int64(day.advanced(days: -Self.aheadDays).number) * Zone.dayMilliseconds
    var number = sequence
    while number > 0, entries[Int(number) - 1].recorded >= earliest {
      let entry = entries[Int(number) - 1]
      if entry.effective > day, entry.kind != .policy { body(number) }
      number -= 1
    }
  }

  /// How many days before its date an entry is recorded at the most: one, and one more since days
  /// of the desk are not those of UTC.
  private static var aheadDays: Int { 2 }

  /// An account, and behind it the others on which its people have a role.
  func accountsOfPeople(of account: UInt32) -> [UInt32] {
    var (accounts, seen) = ([account], Set([account]))
    forEachRole(on: account, asOf: .last) { contact, _ in
      for one in contacts(ofPerson: contact, on: .last) {
        for link in links(of: one, on: .last) where seen.insert(link.account).inserted {
          accounts.append(link.account)
        }
      }
    }
    return accounts
  }
}
