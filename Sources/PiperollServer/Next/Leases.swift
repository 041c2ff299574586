import HeapModule
import PiperollCommands
import PiperollLedger

/// Who works which account now. It is in memory alone: a start has nobody work anything.
struct Leases {
  /// So long it is kept for a user whose connection was lost.
  static let lostMilliseconds: Int64 = 60_000
  /// So long nobody is offered what somebody has passed over.
  static let skipMilliseconds: Int64 = 60 * 60_000

  /// By the account's row. A request's `Context` has them too.
  private(set) var leases: [UInt32: Lease] = [:]
  /// The account that a session has; one at the most. Every request of it asks.
  private var accounts: [Int: UInt32] = [:]
  /// The accounts that a user's sessions have, or have lost. Every request of them asks.
  private var users: [String: Set<UInt32>] = [:]
  /// The accounts of lost connections: few, and for a minute each.
  private var lost: Set<UInt32> = []
  /// Accounts that somebody passed over, and until when.
  private var skipped: [UInt32: Int64] = [:]
  /// Accounts whose lease is over, to be put where they belong.
  private var freed: [UInt32] = []
  /// The last entry that was looked at.
  private var seen: EntryNumber = 0
  /// When a lease or a skip may be over, as it was said at first: what was renewed since comes
  /// again.
  private var ends = Heap<Wake>()

  /// Who has an account.
  func holder(of account: UInt32) -> Lease? { leases[account] }

  /// Whether nobody is to be offered an account for now: somebody has it, or passed it over.
  func keepsBack(_ account: UInt32) -> Bool { leases[account] != nil || skipped[account] != nil }

  /// All accounts of which that is so.
  var keptBack: [UInt32] { Array(leases.keys) + skipped.keys }

  /// The lease of a session, or one that its user has left from a lost connection.
  func lease(of session: Int, user: String) -> Lease? {
    accounts[session].flatMap { leases[$0] }
      ?? lost.compactMap { leases[$0] }.filter { $0.user == user }.min { $0.until < $1.until }
  }

  var isEmpty: Bool { leases.isEmpty }

  /// Whether a session has an account.
  func holds(session: Int, at now: Int64) -> Bool {
    accounts[session].flatMap { leases[$0] }.map { $0.until > now } ?? false
  }

  /// The talks of a user about the accounts that are theirs now.
  func talks(of user: String, at now: Int64) -> [UInt32: Talk] {
    var talks: [UInt32: Talk] = [:]
    for account in users[user] ?? [] {
      guard let lease = leases[account], lease.until > now else { continue }
      talks[account] = Talk(by: user, after: lease.after, on: account)
    }
    return talks
  }

  /// Gives a session an account. To a user who has it already it is the same lease: whom they talk
  /// with stays known.
  /// - Parameter entry: the last one that is recorded.
  /// - Parameter until: milliseconds of UTC since 1970.
  mutating func take(
    _ account: UInt32, user: String, session: Int, after entry: EntryNumber, until: Int64
  ) {
    skipped[account] = nil
    let held = leases[account].flatMap { $0.user == user ? $0.after : nil }
    forget(account)
    leases[account] = Lease(
      account, user: user, session: session, until: until, after: held ?? entry)
    accounts[session] = account
    users[user, default: []].insert(account)
    ends.insert(Wake(at: until, account))
  }

  /// A request of the session came: it is still at work. A lease that is over stays so.
  mutating func renew(session: Int, at now: Int64, until: Int64) {
    guard let account = accounts[session], let lease = leases[account], lease.until > now else {
      return
    }
    leases[account]?.until = until
  }

  /// Looks at the entries since: an outcome that its holder notes ends a lease. Every request asks,
  /// so that nobody is told of a lease that is over.
  mutating func follow(_ book: borrowing Book) {
    defer { seen = book.sequence }
    if isEmpty { return }
    while seen < book.sequence {
      seen += 1
      let entry = book.entries[Int(seen) - 1]
      guard entry.hasAccount, let lease = leases[entry.account], book.isOutcome(seen),
        book.text(symbol: entry.actor) == lease.user
      else { continue }
      end(entry.account)
    }
  }

  /// The account's lease is over.
  mutating func end(_ account: UInt32) {
    if forget(account) { freed.append(account) }
  }

  /// Takes a lease away, and whatever leads to it.
  @discardableResult
  private mutating func forget(_ account: UInt32) -> Bool {
    guard let lease = leases.removeValue(forKey: account) else { return false }
    if let session = lease.session { accounts[session] = nil } else { lost.remove(account) }
    users[lease.user]?.remove(account)
    if users[lease.user]?.isEmpty ?? false { users[lease.user] = nil }
    return true
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
    guard let account = accounts[session], let lease = leases[account] else { return }
    if !isLost { return end(account) }
    let until = min(lease.until, now + Self.lostMilliseconds)
    accounts[session] = nil
    lost.insert(account)
    leases[account]?.session = nil
    leases[account]?.until = until
    ends.insert(Wake(at: until, account))
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
