import Synchronization

/// In whose hands users are: who could log in as them, because they made them, raised them or gave
/// them a password.
///
/// Two users are two pairs of eyes only if no hand holds both. It is derived from the changes of
/// users, from the first to the last, and is in no snapshot. What 0.2.0 and earlier versions
/// recorded put nobody into a hand.
struct Hands: Sendable {
  /// That a user was in another's hand, from one entry on and before another.
  private struct Hold {
    var hand: UInt32
    var from: EntryNumber
    var until = EntryNumber.max
  }

  /// The next change to be counted.
  private var next: UInt32 = 0
  /// Who held a user, by rows. A user who is not here was always in their own hand alone.
  private var holds: [UInt32: [Hold]] = [:]

  /// Counts the changes up to the last one.
  mutating func count(in book: borrowing Book) {
    while next < book.userChanges.count {
      count(book.userChanges[next], in: book)
      next += 1
    }
  }

  private mutating func count(_ change: UserChangeRow, in book: borrowing Book) {
    let (user, entry) = (change.user, change.entry)
    // Two people agreed on it, or the machine's owner says so: a person of their own.
    if change.isByMachine || change.act == .confirm || book.approval(behind: entry) != nil {
      return release(user, at: entry)
    }
    let actor = book.text(symbol: book.entries[Int(entry) - 1].actor)
    guard let hand = book.findUser(actor), hand != user else { return }
    if change.hasPassword {
      // Whoever gave the one before no longer knows it.
      release(user, at: entry)
      hold(user, hand, from: entry)
    } else if change.isNew {
      hold(user, hand, from: entry)
    } else if change.role > change.formerRole {
      let isHeld = !holders(of: user).isEmpty
      let isApart = origins(of: user, at: entry).isDisjoint(with: origins(of: hand, at: entry))
      // One made them, another raised them: two know them.
      if isHeld, isApart { release(user, at: entry) } else { hold(user, hand, from: entry) }
    }
  }

  private mutating func hold(_ user: UInt32, _ hand: UInt32, from entry: EntryNumber) {
    if holders(of: user).contains(hand) { return }
    holds[user, default: []].append(Hold(hand: hand, from: entry))
  }

  private mutating func release(_ user: UInt32, at entry: EntryNumber) {
    guard var held = holds[user] else { return }
    for place in held.indices where held[place].until == .max { held[place].until = entry }
    holds[user] = held
  }

  /// The user, those in whose hand the user was after an entry, those in whose hand these were, and
  /// so on.
  func origins(of user: UInt32, at entry: EntryNumber) -> Set<UInt32> {
    var found: Set = [user]
    var rest = [user]
    while let next = rest.popLast() {
      for hold in holds[next] ?? [] where hold.from <= entry && entry < hold.until {
        if found.insert(hold.hand).inserted { rest.append(hold.hand) }
      }
    }
    return found
  }

  /// The rows of the users in whose hand a user is now; empty for one who is in their own.
  func holders(of user: UInt32) -> [UInt32] {
    (holds[user] ?? []).filter { $0.until == .max }.map(\.hand)
  }
}

/// A user's doing: who did it, and with which entry.
struct Doing {
  var user: String
  var entry: EntryNumber
}

extension Book {
  private func withHands<Result>(_ body: (Hands) -> Result) -> Result {
    hands.withLock { hands in
      hands.count(in: self)
      return body(hands)
    }
  }

  /// Refuses a user who would decide on what is their own, or on what is that of somebody who is,
  /// or was at that time, in the same hand. It is the one rule of all that takes two people.
  ///
  /// A name that is no user's may be one that somebody typed, so upper and lower case are not told
  /// apart.
  func demandApart(_ user: String, from doings: [Doing]) throws(Refusal) {
    let name = user.lowercased()
    if doings.contains(where: { $0.user.lowercased() == name }) { throw .sameUser }
    guard userChanges.count > 0, let row = findUser(user) else { return }
    for doing in doings {
      guard let other = findUser(doing.user) else { continue }
      let (isNow, wasThen) = withHands { hands in
        let own = hands.origins(of: row, at: sequence)
        return (
          !own.isDisjoint(with: hands.origins(of: other, at: sequence)),
          !own.isDisjoint(with: hands.origins(of: other, at: doing.entry))
        )
      }
      if isNow || wasThen { throw .sameHand(as: doing.user, isPast: !isNow) }
    }
  }

  /// Refuses an approver who is one pair of eyes with who asked.
  /// - Parameter approval: the approval's row.
  public func demandApart(
    _ user: String, fromAskerOf approval: UInt32
  ) throws(Refusal) {
    try demandApart(user, from: [doing(approvals[approval].entry)])
  }

  /// Who recorded an entry.
  func doing(_ entry: EntryNumber) -> Doing {
    Doing(user: text(symbol: entries[Int(entry) - 1].actor), entry: entry)
  }

  /// Whether an administrator other than this user is another pair of eyes.
  func hasSecondAdministrator(beside user: String) -> Bool {
    guard let row = findUser(user) else { return false }
    return withHands { hands in
      let own = hands.origins(of: row, at: sequence)
      return (0..<UInt32(users.count)).contains { other in
        users[other].role == .admin
          && own.isDisjoint(with: hands.origins(of: other, at: sequence))
      }
    }
  }

  /// The names of the users in whose hand a user is; empty for one who is in their own.
  /// - Parameter user: the user's row.
  public func hands(holding user: UInt32) -> [String] {
    withHands { $0.holders(of: user) }.map { text(users[$0].name) }
  }
}
