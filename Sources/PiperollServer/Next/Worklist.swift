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
    leases.follow(book)
    var touched = Set(leases.takeFreed(at: now))
    while seen < book.sequence {
      seen += 1
      if book.entries[Int(seen) - 1].kind == .policy { isStale = true }
      book.forEachAccountWorked(by: seen) {
        touched.insert($0)
        blocked[$0] = nil
      }
    }
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

  /// Puts an account where it belongs now.
  private func place(
    _ account: UInt32, _ book: borrowing Book, _ now: Int64, _ leases: Leases = Leases()
  ) {
    keys[Int(account)] = Self.noKey
    let standing = book.workStanding(of: account, asOf: day, at: now)
    if let next = standing.nextDay { days.insert(UInt64(next.number) << 32 | UInt64(account)) }
    if let next = standing.nextTime { times.insert(Wake(at: next, account)) }
    guard standing.isOffered, let own = ownClass(of: account, standing, book) else { return }
    if leases.keepsBack(account) || blocked[account] != nil { return }
    let key = standing.key(of: account)
    keys[Int(account)] = key
    heaps[own, default: Heap()].insert(key)
  }

  /// The class of an account; nil if there is nothing to do.
  private func ownClass(
    of account: UInt32, _ standing: WorkStanding, _ book: borrowing Book
  ) -> Class? {
    standing.queue.map { queue in
      let row = book.accounts[account]
      return Class(
        queue: queue, collector: row.collector, taskUser: standing.taskUser,
        portfolio: row.portfolio, language: book.language(of: account, on: day))
    }
  }

  // MARK: Offering

  /// The account that a user is offered next. It is taken off the list: it has to be leased.
  /// - Parameter isFor: whether the user is offered accounts of a class.
  /// - Returns: nil if there is none now.
  func takeNext(
    _ book: borrowing Book, for viewer: Viewer, at now: Int64, _ isFor: (Class) -> Bool
  ) -> WorkOffer? {
    var notForThem: [UInt32] = []
    let offer = takeNext(book, viewer, now, isFor, passing: &notForThem)
    for account in notForThem { place(account, book, now) }
    return offer
  }

  /// - Parameter notForThem: gets what only others may call, who see more of the account's people.
  private func takeNext(
    _ book: borrowing Book, _ viewer: Viewer, _ now: Int64, _ isFor: (Class) -> Bool,
    passing notForThem: inout [UInt32]
  ) -> WorkOffer? {
    let classes = heaps.keys.filter(isFor)
    while let own = classes.min(by: { head(of: $0) < head(of: $1) }), head(of: own) != Self.noKey {
      let account = UInt32(truncatingIfNeeded: heaps[own]!.removeMin())
      let offer = WorkOffer(account, asOf: day, at: now, for: viewer, in: book)
      // Given to somebody else with the same key it stood on both lists.
      if ownClass(of: account, offer.standing, book) != own {
        place(account, book, now)
        continue
      }
      keys[Int(account)] = Self.noKey
      switch offer.state {
      case .queued: return offer
      case .blocked where !isBlocked(account, book, now): notForThem.append(account)
      case .blocked:
        let until = offer.until ?? .max
        blocked[account] = until
        if until != .max { times.insert(Wake(at: until, account)) }
      case .asleep, .none: place(account, book, now)
      }
    }
    return nil
  }

  /// Whether rules of contact block an account whoever looks at it.
  private func isBlocked(_ account: UInt32, _ book: borrowing Book, _ now: Int64) -> Bool {
    WorkOffer(account, asOf: day, at: now, for: Viewer("", .supervisor), in: book).state == .blocked
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
