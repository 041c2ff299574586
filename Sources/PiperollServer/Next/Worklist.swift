import HeapModule
import PiperollCommands
import PiperollLedger

/// The accounts that may be offered, so that the next one is found without looking at all. It
/// stands beside the book, in no snapshot, and follows its entries: what is asked for is looked at
/// again where an entry or a date may have changed it.
///
/// Unchecked `Sendable`: it is made on a thread, and then used on the engine's loop alone.
final class Worklist: @unchecked Sendable {
  /// Accounts that the same users may be offered.
  struct Class: Hashable {
    let queue: DeskQueue
    /// The collector whose account it is, as a symbol; 0: anybody's.
    let collector: UInt32
    /// The user who is to do the task that is due, as a symbol; 0: anybody.
    let taskUser: UInt32
    /// Its portfolio and the language to speak, as symbols; 0: none, and not known.
    let portfolio: UInt32
    let language: UInt32
  }

  /// A time at which an account is to be looked at again.
  private struct Wake: Comparable {
    let at: Int64
    let account: UInt32

    static func < (left: Wake, right: Wake) -> Bool { left.at < right.at }
  }

  /// The least key of each class is offered first. Keys that do not stand any more are passed over.
  private var heaps: [Class: Heap<UInt64>] = [:]
  /// The key that stands, by the account's row.
  private var keys: [UInt64] = []
  /// What is to be looked at again on a day (above, the account below), or at a time.
  private var days = Heap<UInt64>()
  private var times = Heap<Wake>()
  /// Accounts that rules of contact block, and until when; the end of time: with an entry.
  private var blocked: [UInt32: Int64] = [:]
  /// The last entry that was looked at.
  private var seen: EntryNumber
  /// A policy was set, or one begins: all is to be looked at again, beside the loop.
  private(set) var isStale = false
  private var day: Day

  /// Looks at all accounts of a book. It takes some microseconds an account.
  init(of book: borrowing Book, at now: Int64) {
    seen = book.sequence
    day = book.deskDay(at: now)
    for account in 0..<UInt32(book.accounts.count) {
      keys.append(Self.noKey)
      place(account, book, now)
    }
  }

  private static let noKey = UInt64.max

  // MARK: Following the book

  /// Looks at what entries, days and times have changed since.
  func follow(_ book: borrowing Book, _ leases: inout Leases, at now: Int64) {
    move(to: max(day, book.deskDay(at: now)), book)
    while keys.count < book.accounts.count { keys.append(Self.noKey) }
    var touched = Set(leases.takeFreed(at: now))
    while seen < book.sequence {
      seen += 1
      if book.entries[Int(seen) - 1].kind == .policy { isStale = true }
      book.forEachAccountWorked(by: seen) {
        touched.insert($0)
        blocked[$0] = nil
      }
      end(ofLeaseBy: seen, book, &leases)
    }
    touched.formUnion(leases.takeFreed(at: now))
    while let wake = days.min, wake >> 32 <= UInt64(day.number) {
      days.removeMin()
      touched.insert(UInt32(truncatingIfNeeded: wake))
    }
    while let wake = times.min, wake.at <= now {
      times.removeMin()
      if blocked[wake.account].map({ $0 <= now }) ?? false { blocked[wake.account] = nil }
      touched.insert(wake.account)
    }
    for account in touched { place(account, book, now, leases) }
  }

  /// A policy may begin with a day, long after it was set.
  private func move(to today: Day, _ book: borrowing Book) {
    if today == day { return }
    for policy in 0..<UInt32(book.policies.count) {
      let first = book.policies[policy].effective
      if first > day, first <= today { isStale = true }
    }
    day = today
  }

  /// An outcome that its holder notes ends a lease.
  private func end(ofLeaseBy number: EntryNumber, _ book: borrowing Book, _ leases: inout Leases) {
    let entry = book.entries[Int(number) - 1]
    guard entry.hasAccount, let lease = leases.holder(of: entry.account), book.isOutcome(number),
      book.text(symbol: entry.actor) == lease.user
    else { return }
    leases.end(entry.account)
  }

  /// Puts an account where it belongs now.
  private func place(
    _ account: UInt32, _ book: borrowing Book, _ now: Int64, _ leases: Leases = Leases()
  ) {
    keys[Int(account)] = Self.noKey
    let standing = book.workStanding(of: account, asOf: day, at: now)
    if let next = standing.nextDay { days.insert(UInt64(next.number) << 32 | UInt64(account)) }
    if let next = standing.nextTime { times.insert(Wake(at: next, account: account)) }
    guard standing.isOffered, let queue = standing.queue else { return }
    if leases.keepsBack(account) || blocked[account] != nil { return }
    let key = standing.key(of: account)
    keys[Int(account)] = key
    let own = Class(
      queue: queue, collector: book.accounts[account].collector, taskUser: standing.taskUser,
      portfolio: book.accounts[account].portfolio, language: book.language(of: account, on: day))
    heaps[own, default: Heap()].insert(key)
  }

  // MARK: Offering

  /// The account that a user is offered next. It is taken off the list: it has to be leased.
  /// - Parameter isFor: whether the user is offered accounts of a class.
  /// - Returns: nil if there is none now.
  func takeNext(
    _ book: borrowing Book, for viewer: Viewer, at now: Int64, _ isFor: (Class) -> Bool
  ) -> WorkOffer? {
    let classes = heaps.keys.filter(isFor)
    while let own = classes.min(by: { head(of: $0) < head(of: $1) }), head(of: own) != Self.noKey {
      let account = UInt32(truncatingIfNeeded: heaps[own]!.removeMin())
      keys[Int(account)] = Self.noKey
      let offer = WorkOffer(account, asOf: day, at: now, for: viewer, in: book)
      switch offer.state {
      case .queued: return offer
      case .blocked:
        let until = offer.until ?? .max
        blocked[account] = until
        if until != .max { times.insert(Wake(at: until, account: account)) }
      case .asleep, .none: place(account, book, now)
      }
    }
    return nil
  }

  /// Takes an account off the list, for who asks for it by name or has it already.
  func take(_ account: UInt32) { keys[Int(account)] = Self.noKey }

  /// The least key of a class that stands.
  private func head(of own: Class) -> UInt64 {
    while let key = heaps[own]?.min {
      if keys[Int(UInt32(truncatingIfNeeded: key))] == key { return key }
      heaps[own]?.removeMin()
    }
    return Self.noKey
  }
}
