import Logging
import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollStore

/// The one writer: it holds the book, gives every entry its number and time, and releases replies
/// when what they tell is durable.
///
/// Unchecked `Sendable`: it is used on its event loop only, which is asserted where entries are
/// recorded, but for its configuration, logger and loop, which never change; closures carry it to
/// the loop and back.
final class Engine: @unchecked Sendable {
  let loop: any EventLoop
  let configuration: ServerConfiguration
  let store: Store
  let logger: Logger
  let audit: Audit
  /// What strangers make the server say.
  let strangers: Strangers
  private(set) var book: Book

  let queues: WorkQueues
  let turns = Turns()
  let shares: Shares
  private var days = DeskDayCache()
  let passwordChecks: PasswordChecks
  let logins: Logins
  /// Raised whenever a user is made or changed, so that sessions look again what theirs may do.
  private(set) var usersVersion = 0
  /// Memory that the connections of this loop share.
  let buffers = LoopBuffers()

  /// The entries that wait for the next write to the disk, and the group that is being written.
  private var filling = GroupBox()
  private var writing = GroupBox()
  private var isFlushPlanned = false
  /// The group that is being written; nil: none is.
  private(set) var underWay: UnderWay?
  /// The last entry that is on the disk.
  private(set) var durable: EntryNumber
  /// Whether the disk has room for what is recorded.
  let diskSpace = DiskSpace()
  /// Open connections.
  var connections = 0
  /// What connections prove themselves by; nil: there is no TLS.
  var credentials: Credentials?
  /// Writes letters and emails into files; nil: nobody does.
  var outbox: Outbox?
  /// The same by the numbers of their sessions.
  var conversations: [Int: Conversation] = [:]
  /// The sessions with replies that wait for the next group to be durable.
  private var sessionsAwaitingDurability: [Session] = []
  private var durableWaiters: [(EntryNumber, EventLoopPromise<Void>)] = []
  /// The last entry that the journal itself says is on the disk, or is being told to say.
  private var marked: EntryNumber
  let snapshots: Snapshots
  let watchers: Watchers
  /// The reports of all sessions.
  private(set) lazy var reports = Reports(self)
  /// What is worked next, once somebody has asked, and who works what.
  var worklist: Worklist?
  var leases = Leases()
  /// Who calls whom now.
  var calls = LiveCalls()
  /// Who waits for the list while it is made.
  var worklistWaiters: [() -> Void] = []
  private var isLeaving = false
  /// By the steady clock, in milliseconds.
  let startedAt: Int64
  /// What to do when the journal fails: nothing that it holds was acknowledged, and what the disk
  /// holds is unknown, so nothing can go on. A server's process ends.
  private let onFault: @Sendable (any Error) -> Void

  init(
    _ opened: consuming BookStore, configuration: ServerConfiguration, loop: any EventLoop,
    queues: WorkQueues = .threads(), trail: AuditTrail? = nil, logins: StateFile? = nil,
    logger: Logger,
    onFault: @escaping @Sendable (any Error) -> Void
  ) {
    self.loop = loop
    self.queues = queues
    self.configuration = configuration
    self.logger = logger
    self.onFault = onFault
    audit = Audit(trail, loop: loop, clock: configuration.clock, logger: logger)
    strangers = Strangers(audit, clock: configuration.steadyClock, logger: logger)
    passwordChecks = PasswordChecks(
      loop: loop, queue: queues.passwords, turns: turns, configuration)
    self.logins = Logins(
      logins, configuration, loop: loop, queue: queues.passwords, logger: logger)
    store = opened.store
    book = opened.book.view()
    durable = book.sequence
    watchers = Watchers(
      after: book.sequence, on: book.deskDay(at: configuration.clock()))
    marked = 0
    startedAt = configuration.steadyClock()
    snapshots = Snapshots(startedAt: startedAt, opened.store.report)
    let pause = TimeAmount.microseconds(configuration.turnPauseMicroseconds)
    shares = Shares(configuration.bounds, clock: configuration.steadyClock) { body in
      // The loop looks at its sockets only when nothing is due.
      loop.assumeIsolated().scheduleTask(in: pause, body)
    }
  }

  /// The desk's day at a time.
  func today(at time: Int64) -> Day { days.day(at: time, book) }

  /// Records an entry: it is in the book at once, and in the journal with the next group.
  func record(_ entry: Entry, by actor: AuditActor? = nil) throws(Failure) -> EntryNumber {
    try admit()
    let number = add(entry, by: actor)
    if filling.group.isFull { write() } else { planFlush() }
    return number
  }

  /// Records an entry, and what the same request records behind it: durable together. Returns the
  /// number of the entry that the request is about.
  func record(
    _ entry: Entry, then rest: [Entry], by actor: AuditActor? = nil
  ) throws(Failure) -> EntryNumber {
    if rest.isEmpty { return try record(entry, by: actor) }
    let number = book.sequence + 1
    try record(together: [entry] + rest, by: actor)
    return book.subject(ofRequestFrom: number)
  }

  private func add(_ entry: Entry, by actor: AuditActor?) -> EntryNumber {
    let number = book.sequence + 1
    let kind = entry.fact.kind
    if kind.isOfControl || entry.approval != nil { auditChange(entry, number, actor) }
    let stamp = Stamp(number: number, recorded: max(configuration.clock(), book.lastRecorded))
    filling.group.append(sequence: number, time: stamp.recorded) { entry.encode(to: &$0) }
    book.apply(entry, stamp)
    if kind == .user { usersVersion += 1 }
    return number
  }

  private func auditChange(_ entry: Entry, _ number: EntryNumber, _ actor: AuditActor?) {
    guard let change = book.controlChange(entry, number) else { return }
    audit.changed(
      change, by: actor ?? AuditActor(user: entry.actor, address: "", session: 0))
  }

  /// Records entries that become durable together or not at all: they stay in one group.
  func record(together entries: [Entry], by actor: AuditActor? = nil) throws(Failure) {
    try admit()
    for entry in entries { _ = add(entry, by: actor) }
    planFlush()
  }

  /// Records the entries of an attempt, durable together or not at all: its book takes the place of
  /// this one.
  func record(_ attempt: Attempt) throws(Failure) {
    loop.preconditionInEventLoop()
    precondition(attempt.base == book.sequence, "nothing was recorded while it ran")
    try diskSpace.admit(self)
    filling.group.append(&attempt.group)
    swap(&book, &attempt.book)
    book.keepNames(of: attempt.book)
    if attempt.changesUsers { usersVersion += 1 }
    for change in attempt.changes { audit.changed(change, by: attempt.actor) }
    planFlush()
  }

  private func admit() throws(Failure) {
    loop.preconditionInEventLoop()
    // What records at once has asked before whose turn it is.
    if turns.isTaken { throw .overload(afterSeconds: 1) }
    try diskSpace.admit(self)
  }

  /// Bytes of entries that are recorded and not yet on the disk.
  var bytesUnderWay: Int {
    (filling.group.isEmpty ? 0 : filling.group.byteCount) + (underWay?.bytes ?? 0)
  }

  /// Whether so much waits for the disk that no more requests should be answered until some of it
  /// is written.
  var isBehind: Bool {
    let bytes = bytesUnderWay
    return bytes > 0 && bytes > diskSpace.bytesMax(configuration.backlogBytesMax, store)
  }

  /// Calls the session's `release()` when the next group is durable.
  func releaseWhenDurable(_ session: Session) { sessionsAwaitingDurability.append(session) }

  /// Fulfilled when an entry is durable.
  func waitUntilDurable(_ number: EntryNumber) -> EventLoopFuture<Void> {
    let promise = loop.makePromise(of: Void.self)
    if number <= durable { promise.succeed() } else { durableWaiters.append((number, promise)) }
    return promise.futureResult
  }

  /// At the end of this round of the loop, so that all connections that were ready share one fsync.
  private func planFlush() {
    if isFlushPlanned { return }
    isFlushPlanned = true
    loop.execute {
      self.isFlushPlanned = false
      self.write()
    }
  }

  /// Sends the waiting group to the journal's thread, unless it is busy with the one before: what
  /// arrives meanwhile shares the next fsync.
  private func write() {
    guard underWay == nil, !filling.group.isEmpty else { return }
    swap(&filling, &writing)
    underWay = UnderWay(bytes: writing.group.byteCount, since: configuration.steadyClock())
    append()
  }

  private func append() {
    let (box, journal) = (writing, store.journal)
    queues.journal.submit {
      do throws(StorageFault) {
        let last = box.group.lastSequence
        let result = try journal.append(
          expectedSequence: box.group.firstSequence, epoch: journal.epoch, group: &box.group)
        switch result {
        case .acknowledged:
          box.group.removeAll()
          self.loop.execute { self.written(last) }
        case .fenced, .unknown: self.onFault(journal.failure ?? JournalTaken())
        }
      } catch {
        // Nothing was written. The group waits, as it is, until there is room.
        self.loop.execute { self.diskSpace.ranOut(self, error) { self.append() } }
      }
    }
  }

  private func written(_ last: EntryNumber) {
    underWay = nil
    durable = last
    write()
    let ready = sessionsAwaitingDurability
    sessionsAwaitingDurability.removeAll(keepingCapacity: true)
    for session in ready { session.release() }
    watchers.tell(book, durable: durable)
    watchers.turn(to: today(at: configuration.clock()), self)
    fulfil()
    diskSpace.wrote(self)
    snapshots.consider(self)
  }

  /// Called every few seconds. Behind the last group of a busy time stands that it is durable.
  func watch() {
    if let moved = store.displacement { return leave(moved) }
    diskSpace.consider(self)
    snapshots.consider(self)
    watchers.turn(to: today(at: configuration.clock()), self)
    shares.tidy()
    audit.watch()
    strangers.watch()
    guard underWay == nil, durable > marked else { return }
    marked = durable
    let journal = store.journal
    queues.journal.submit {
      // Without room it is left out: the next group says it too.
      try? journal.mark()
      if let failure = journal.failure { self.onFault(failure) }
    }
  }

  /// Has it said outside of the journal how far that is durable.
  func sayDurable() {
    let journal = store.journal
    queues.journal.submit {
      // Without room the next group says it.
      try? journal.sayDurable()
      if let failure = journal.failure { self.onFault(failure) }
    }
  }

  /// The book was moved away, or another was put in its place: the server ends. What it has
  /// acknowledged is in the directory that it holds, which is told to be durable as far as it goes.
  private func leave(_ moved: StoreError) {
    guard !isLeaving else { return }
    isLeaving = true
    let journal = store.journal
    queues.journal.submit {
      try? journal.mark()
      self.onFault(moved)
    }
  }

  private func fulfil() {
    let waiters = durableWaiters
    durableWaiters = waiters.filter { $0.0 > durable }
    for (number, promise) in waiters where number <= durable { promise.succeed() }
  }

  /// Drops what waits: it will not become durable, so no reply may tell of it.
  func giveUp(_ error: any Error) {
    for (_, promise) in durableWaiters { promise.fail(error) }
    durableWaiters.removeAll()
    sessionsAwaitingDurability.removeAll()
  }

  /// Folds the names beside whatever comes first, so that the first search waits for nothing.
  func foldNames() {
    let view = BookView(book)
    queues.trials.submit {
      WorkerPriority.lower()
      view.book.foldNames()
    }
  }

  /// Ends the threads and closes the store; everything recorded is durable before.
  func shutDown() async throws {
    try await loop.flatSubmit {
      let durable = self.loop.makePromise(of: Void.self)
      self.turns.whenFree {
        durable.completeWith(self.waitUntilDurable(self.book.sequence))
        self.diskSpace.end(self)
      }
      return durable.futureResult
    }.get()
    try await loop.submit { self.outbox?.wake(self) }.get()
    try await audit.shutDown()
    try await queues.journal.shutDown()
    try await queues.workers.shutDown()
    try await queues.attempts.shutDown()
    try await queues.trials.shutDown()
    try await queues.snapshots.shutDown()
    try await outbox?.shutDown()
    try await queues.passwords.shutDown()
    logins.close()
    try store.close()
  }
}

/// A group with one owner at a time: the loop fills it, the journal's thread writes and empties it,
/// and neither copies it. Unchecked `Sendable`: `Engine.underWay` says whose turn it is.
private final class GroupBox: @unchecked Sendable {
  var group = JournalGroup()
}

/// A group on its way to the disk.
struct UnderWay {
  let bytes: Int
  /// By the steady clock, in milliseconds.
  let since: Int64
}

/// The journal belongs to another writer now; nothing more can be appended.
struct JournalTaken: Error, CustomStringConvertible {
  var description: String { "another server has taken the journal over" }
}
