import HeapModule
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
  /// When a lease or a skip may be over, as it was said at first: what was renewed since comes
  /// again.
  private var ends = Heap<Wake>()

  /// The accounts that are leased or passed over: nobody is offered them.
  var kept: [UInt32] { Array(leases.keys) + skipped.keys }

  /// Who has an account.
  func holder(of account: UInt32) -> Lease? { leases[account] }

  /// The lease of a session, or one that its user has left from a lost connection.
  func lease(of session: Int, user: String) -> Lease? {
    leases.values.first { $0.session == session }
      ?? leases.values.filter { $0.session == nil && $0.user == user }.min { $0.until < $1.until }
  }

  /// Gives a session an account.
  mutating func take(_ account: UInt32, user: String, session: Int, at now: Int64) {
    skipped[account] = nil
    let until = now + Self.milliseconds
    leases[account] = Lease(account: account, user: user, session: session, until: until)
    ends.insert(Wake(at: until, account))
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
    let until = now + Self.skipMilliseconds
    skipped[account] = until
    ends.insert(Wake(at: until, account))
    end(account)
  }

  /// A session is over.
  /// - Parameter isLost: without a word: its user may come back.
  mutating func leave(session: Int, isLost: Bool, at now: Int64) {
    for (account, lease) in leases where lease.session == session {
      if !isLost {
        end(account)
      } else {
        let until = min(lease.until, now + Self.lostMilliseconds)
        leases[account]?.session = nil
        leases[account]?.until = until
        ends.insert(Wake(at: until, account))
      }
    }
  }

  /// Accounts whose leases are over since it was last asked.
  mutating func takeFreed(at now: Int64) -> [UInt32] {
    while let wake = ends.min, wake.at <= now {
      ends.removeMin()
      let account = wake.account
      if let lease = leases[account] {
        if lease.until <= now { end(account) } else { ends.insert(Wake(at: lease.until, account)) }
      }
      if let until = skipped[account], until <= now {
        skipped[account] = nil
        freed.append(account)
      }
    }
    defer { freed.removeAll() }
    return freed
  }
}
