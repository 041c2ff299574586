import Logging
import NIOCore
import NIOPosix
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
  private(set) var book: Book

  /// Reports and snapshots: two, so that a report does not wait for a snapshot.
  let workers = NIOThreadPool(numberOfThreads: 2)
  /// Password checks: two, because each takes 128 MiB (OWASP's scrypt parameters).
  let passwords = NIOThreadPool(numberOfThreads: 2)
  /// The journal's thread: it does nothing but append and fsync.
  private let journalThread = NIOThreadPool(numberOfThreads: 1)
  var waitingLogins = 0
  /// Raised whenever a user is made or changed, so that sessions look again what theirs may do.
  private(set) var usersVersion = 0
  /// Of the connections that this loop serves.
  let buffers = LoopBuffers()

  /// The entries that wait for the next write to the disk, and the group that is being written.
  private var filling = GroupBox()
  private var writing = GroupBox()
  private var isWriting = false
  private var isFlushPlanned = false
  /// The last entry that is on the disk.
  private(set) var durable: EntryNumber
  /// The sessions that hold replies until something is durable.
  private var holders: [Session] = []
  private var durableWaiters: [(EntryNumber, EventLoopPromise<Void>)] = []
  let snapshots: Snapshots
  /// What to do when the journal fails: nothing that it holds was acknowledged, and what the disk
  /// holds is unknown, so nothing can go on. A server's process ends.
  private let onFault: @Sendable (any Error) -> Void

  init(
    _ opened: consuming BookStore, configuration: ServerConfiguration, loop: any EventLoop,
    logger: Logger, onFault: @escaping @Sendable (any Error) -> Void
  ) {
    self.loop = loop
    self.configuration = configuration
    self.logger = logger
    self.onFault = onFault
    store = opened.store
    book = opened.book.view()
    durable = book.sequence
    snapshots = Snapshots(
      startedAt: SteadyClock.milliseconds(), opened.store.report)
    workers.start()
    passwords.start()
    journalThread.start()
  }

  /// Records an entry: it is in the book at once, and in the journal with the next group.
  func record(_ entry: Entry) -> EntryNumber {
    loop.preconditionInEventLoop()
    let number = add(entry)
    if filling.group.isFull { write() } else { planFlush() }
    return number
  }

  private func add(_ entry: Entry) -> EntryNumber {
    let number = book.sequence + 1
    let stamp = Stamp(number: number, recorded: max(configuration.clock(), book.lastRecorded))
    filling.group.append(sequence: number, time: stamp.recorded) { entry.encode(to: &$0) }
    book.apply(entry, stamp)
    if case .userSet = entry.fact { usersVersion += 1 }
    return number
  }

  /// Records entries that become durable together or not at all: they stay in one group.
  func record(together entries: [Entry]) {
    loop.preconditionInEventLoop()
    for entry in entries { _ = add(entry) }
    planFlush()
  }

  /// So much waits for the disk that nothing more should be answered until some of it is written.
  var isBehind: Bool { filling.group.byteCount > configuration.backlogBytesMax }

  /// Holds a session's replies until what they tell is durable.
  func hold(_ session: Session) { holders.append(session) }

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
    guard !isWriting, !filling.group.isEmpty else { return }
    isWriting = true
    swap(&filling, &writing)
    let (box, journal) = (writing, store.journal)
    journalThread.submit { state in
      guard case .active = state else { return }
      do {
        let last = box.group.lastSequence
        let result = try journal.append(
          expectedSequence: box.group.firstSequence, epoch: journal.epoch, group: &box.group)
        box.group.removeAll()
        self.loop.execute { self.written(result, last) }
      } catch {
        self.onFault(error)
      }
    }
  }

  private func written(_ result: AppendResult, _ last: EntryNumber) {
    guard result == .acknowledged else {
      return onFault(store.journal.failure ?? JournalTaken())
    }
    isWriting = false
    durable = last
    write()
    let ready = holders
    holders.removeAll(keepingCapacity: true)
    for session in ready { session.release() }
    fulfil()
    snapshots.consider(self)
  }

  private func fulfil() {
    let waiters = durableWaiters
    durableWaiters = waiters.filter { $0.0 > durable }
    for (number, promise) in waiters where number <= durable { promise.succeed() }
  }

  /// Runs a body over a view of the book on a worker, and its result on the loop.
  func onWorker<Result: Sendable>(
    _ body: @escaping @Sendable (BookView) -> Result, then: @escaping @Sendable (Result) -> Void
  ) {
    let view = BookView(book)
    workers.submit { state in
      guard case .active = state else { return }
      WorkerPriority.lower()
      let result = body(view)
      self.loop.execute { then(result) }
    }
  }

  /// Ends the threads and closes the store; everything recorded is durable before.
  func shutDown() async throws {
    try await loop.flatSubmit { self.waitUntilDurable(self.book.sequence) }.get()
    try await journalThread.shutdownGracefully()
    try await workers.shutdownGracefully()
    try await passwords.shutdownGracefully()
    try store.close()
  }
}

/// A group with one owner at a time: the loop fills it, the journal's thread writes and empties it,
/// and neither copies it. Unchecked `Sendable`: `Engine.isWriting` says whose turn it is.
private final class GroupBox: @unchecked Sendable {
  var group = JournalGroup()
}

/// Another process has taken the journal over.
struct JournalTaken: Error, CustomStringConvertible {
  var description: String { "another server has taken the journal over" }
}
