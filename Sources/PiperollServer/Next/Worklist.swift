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

  /// The classes that there are, and the number of each.
  private var classes: [Class] = []
  private var numbers: [Class: Int] = [:]
  /// The keys of each class; the least is offered first. Those that do not stand any more are
  /// passed over.
  private var heaps: [Heap<UInt64>] = []
  /// The least key of each, whether it stands or not: all are looked at for every offer.
  private var tops: [UInt64] = []
  /// The classes that users are offered, by who asks and for what, while there are so many classes
  /// and the users are these.
  private var taken: [WorkTaker.Key: [Int]] = [:]
  private var takenOf = (classes: 0, users: 0)
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
    book.forEachAhead(of: day) { look(at: $0, book) }
    for account in 0..<UInt32(book.accounts.count) {
      keys.append(Self.noKey)
      place(account, book, now)
    }
  }

  private static let noKey = UInt64.max

  // MARK: Following the book

  /// So many entries are looked at on the loop, some milliseconds of them; more come beside it.
  static let entriesMax = 2048

  /// Whether entries were recorded that have not been looked at.
  func isBehind(_ book: borrowing Book) -> Bool { seen < book.sequence }

  /// Whether looking at all accounts is less than looking at what was recorded since.
  func isOutrun(by book: borrowing Book) -> Bool {
    book.sequence - seen > UInt64(book.accounts.count)
  }

  /// Looks at what entries, days and times have changed since.
  /// - Parameter freed: accounts that nobody works any more.
  /// - Parameter most: how many entries are looked at.
  func follow(
    _ book: borrowing Book, _ leases: Leases, freed: [UInt32] = [], at now: Int64,
    most: Int = .max
  ) {
    move(to: max(day, book.deskDay(at: now)), book)
    while keys.count < book.accounts.count { keys.append(Self.noKey) }
    var touched = Set(freed)
    var left = most
    while seen < book.sequence, left > 0 {
      (seen, left) = (seen + 1, left - 1)
      if book.entries[Int(seen) - 1].kind == .policy { isStale = true }
      book.forEachAccountWorked(by: seen) {
        touched.insert($0)
        blocked[$0] = nil
      }
      look(at: seen, book)
    }
    while let wake = days.min, wake >> 32 <= UInt64(day.number) {
      days.removeMin()
      let account = UInt32(truncatingIfNeeded: wake)
      touched.insert(account)
      blocked[account] = nil
    }
    while let wake = times.min, wake.at <= now {
      times.removeMin()
      if blocked[wake.account].map({ $0 <= now }) ?? false { blocked[wake.account] = nil }
      touched.insert(wake.account)
    }
    for account in touched { place(account, book, now, leases) }
  }

  /// What is dated ahead counts from its own day on: its accounts are looked at again then.
  private func look(at number: EntryNumber, _ book: borrowing Book) {
    let first = book.entries[Int(number) - 1].effective
    if first <= day { return }
    book.forEachAccountWorked(by: number) { wake($0, on: first) }
  }

  private func wake(_ account: UInt32, on day: Day) {
    days.insert(UInt64(day.number) << 32 | UInt64(account))
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
    // It is placed when nobody has it any more.
    if leases.keepsBack(account) { return }
    let standing = book.workStanding(of: account, asOf: day, at: now)
    if let next = standing.nextDay { wake(account, on: next) }
    if let next = standing.nextTime { times.insert(Wake(at: next, account)) }
    guard standing.isOffered, let own = ownClass(of: account, standing, book) else { return }
    if blocked[account] != nil { return }
    let (key, number) = (standing.key(of: account), number(of: own))
    keys[Int(account)] = key
    heaps[number].insert(key)
    tops[number] = min(tops[number], key)
  }

  private func number(of own: Class) -> Int {
    if let number = numbers[own] { return number }
    numbers[own] = classes.count
    classes.append(own)
    heaps.append(Heap())
    tops.append(Self.noKey)
    return classes.count - 1
  }

  /// The class of an account; nil if there is nothing to do.
  private func ownClass(
    of account: UInt32, _ standing: WorkStanding, _ book: borrowing Book
  ) -> Class? {
    standing.queue.map { queue in
      let row = book.account(account, on: day)
      return Class(
        queue: queue, collector: row.collector, taskUser: standing.taskUser,
        portfolio: row.portfolio, language: book.language(of: account, on: day))
    }
  }

  // MARK: Offering

  /// The account that a user is offered next. It is taken off the list: it has to be leased.
  /// - Parameter users: changes when users do.
  /// - Returns: nil if there is none now.
  func takeNext(
    _ book: borrowing Book, for taker: WorkTaker, _ viewer: Viewer, users: Int, at now: Int64
  ) -> WorkOffer? {
    var notForThem: [UInt32] = []
    let numbers = numbers(for: taker, users, book)
    let offer = takeNext(book, viewer, now, numbers, passing: &notForThem)
    for account in notForThem { place(account, book, now) }
    return offer
  }

  private func numbers(for taker: WorkTaker, _ users: Int, _ book: borrowing Book) -> [Int] {
    if takenOf != (classes.count, users) {
      taken.removeAll(keepingCapacity: true)
      takenOf = (classes.count, users)
    }
    if let numbers = taken[taker.key] { return numbers }
    let numbers = classes.indices.filter { taker.takes(classes[$0], in: book) }
    taken[taker.key] = numbers
    return numbers
  }

  /// - Parameter notForThem: gets what only others may call, who see more of the account's people.
  private func takeNext(
    _ book: borrowing Book, _ viewer: Viewer, _ now: Int64, _ numbers: [Int],
    passing notForThem: inout [UInt32]
  ) -> WorkOffer? {
    while let (account, own) = removeFirst(of: numbers) {
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

  /// Takes the account with the least key that stands off the list of its class.
  private func removeFirst(of numbers: [Int]) -> (account: UInt32, Class)? {
    while let number = numbers.min(by: { tops[$0] < tops[$1] }), tops[number] != Self.noKey {
      let key = heaps[number].removeMin()
      tops[number] = heaps[number].min ?? Self.noKey
      let account = UInt32(truncatingIfNeeded: key)
      if keys[Int(account)] == key { return (account, classes[number]) }
    }
    return nil
  }

  /// Whether rules of contact block an account whoever looks at it.
  private func isBlocked(_ account: UInt32, _ book: borrowing Book, _ now: Int64) -> Bool {
    WorkOffer(account, asOf: day, at: now, for: Viewer("", .supervisor), in: book).state == .blocked
  }

  /// Takes an account off the list, for who asks for it by name or has it already.
  func take(_ account: UInt32) { keys[Int(account)] = Self.noKey }
}
