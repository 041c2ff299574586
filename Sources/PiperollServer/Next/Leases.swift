import PiperollLedger

/// Who works which account now. It is in memory alone: a start has nobody work anything.
struct Leases {
  /// An account that is one session's for a time.
  struct Lease {
    let account: UInt32
    let user: String
    /// The session that has it; nil: its connection was lost, and the user's next session gets it.
    var session: Int?
    /// Milliseconds of UTC since 1970.
    var until: Int64
    /// The last entry before the user had it: whoever has shown who they are since is known.
    let after: EntryNumber
  }

  /// So long it stands behind the last request of its session: a call and its note.
  static let milliseconds: Int64 = 15 * 60_000
  /// So long it is kept for a user whose connection was lost.
  static let lostMilliseconds: Int64 = 60_000
  /// So long nobody is offered what somebody has passed over.
  static let skipMilliseconds: Int64 = 60 * 60_000

  private var leases: [UInt32: Lease] = [:]
  /// Accounts that somebody passed over, and until when.
  private(set) var skipped: [UInt32: Int64] = [:]
  /// Accounts whose lease is over, to be put where they belong.
  private var freed: [UInt32] = []

  /// Who has an account.
  func holder(of account: UInt32) -> Lease? { leases[account] }

  /// The lease of a session, or one that its user has left from a lost connection.
  func lease(of session: Int, user: String) -> Lease? {
    leases.values.first { $0.session == session }
      ?? leases.values.filter { $0.session == nil && $0.user == user }.min { $0.until < $1.until }
  }

  var isEmpty: Bool { leases.isEmpty }

  /// The talks of a user about the accounts that are theirs now.
  func talks(of user: String, at now: Int64) -> [UInt32: Talk] {
    var talks: [UInt32: Talk] = [:]
    for (account, lease) in leases where lease.user == user && lease.until > now {
      talks[account] = Talk(by: user, after: lease.after, on: account)
    }
    return talks
  }

  /// Gives a session an account. To a user who has it already it is the same lease: whom they talk
  /// with stays known.
  /// - Parameter entry: the last one that is recorded.
  mutating func take(
    _ account: UInt32, user: String, session: Int, after entry: EntryNumber, at now: Int64
  ) {
    skipped[account] = nil
    let held = leases[account].flatMap { $0.user == user ? $0.after : nil }
    leases[account] = Lease(
      account: account, user: user, session: session, until: now + Self.milliseconds,
      after: held ?? entry)
  }

  /// A request of the session came: it is still at work.
  mutating func renew(session: Int, at now: Int64) {
    for (account, lease) in leases where lease.session == session {
      leases[account]?.until = now + Self.milliseconds
    }
  }

  /// The account's lease is over.
  mutating func end(_ account: UInt32) {
    if leases.removeValue(forKey: account) != nil { freed.append(account) }
  }

  /// The account was passed over.
  mutating func skip(_ account: UInt32, at now: Int64) {
    skipped[account] = now + Self.skipMilliseconds
    end(account)
  }

  /// A session is over.
  /// - Parameter isLost: without a word: its user may come back.
  mutating func leave(session: Int, isLost: Bool, at now: Int64) {
    for (account, lease) in leases where lease.session == session {
      if !isLost {
        end(account)
      } else {
        leases[account]?.session = nil
        leases[account]?.until = min(lease.until, now + Self.lostMilliseconds)
      }
    }
  }

  /// Accounts whose leases are over since it was last asked.
  mutating func takeFreed(at now: Int64) -> [UInt32] {
    for (account, lease) in leases where lease.until <= now { end(account) }
    for (account, until) in skipped where until <= now {
      skipped[account] = nil
      freed.append(account)
    }
    defer { freed.removeAll() }
    return freed
  }
}
