import Glibc
import Synchronization

/// A data directory in use: its lock, its journal, its snapshots.
public final class Store: Sendable {
  /// The snapshots that are kept: the newest, and one to fall back to if it rots.
  static let snapshotsKept = 2
  /// The format of the segments that this version writes; it reads this one and all before it.
  public static var journalFormat: UInt32 { SegmentHeader.version }
  /// The same of the snapshots.
  public static var snapshotFormat: UInt32 { SnapshotHeader.version }

  /// The journal's id.
  public let journalID: JournalID
  /// The journal; one thread at a time.
  public let journal: LocalJournal
  /// What opening found.
  public let report: RecoveryReport

  private let directory: String
  private let storage: any Storage
  private let lock: DataDirectoryLock
  /// `JournalFigures.appendedBytes` when the last snapshot began.
  private let snapshotMark: Atomic<UInt64>
  private let durableMark: DurableMarkFile
  /// One snapshot at a time; holds the sequences of snapshots that were found unusable.
  private let unusableSnapshots: Mutex<Set<UInt64>>

  /// Makes an empty store; the directory is made if need be (its parent must exist). When this
  /// returns the store is durable, its directory too.
  public static func create(
    _ directory: String, journalID: JournalID, storage: any Storage = LocalStorage(),
    sizes: JournalSizes = JournalSizes()
  ) throws(StoreError) {
    try StoreError.storing { () throws(StorageFault) in try storage.createDirectory(directory) }
    let lock = try DataDirectoryLock(directory: directory, storage: storage)
    defer { lock.release() }
    let outer = storage
    let storage = lock.storage
    let listing = try DirectoryListing(directory, storage: storage)
    guard listing.segments.isEmpty && listing.snapshots.isEmpty else {
      throw .alreadyAStore(directory: directory)
    }
    let header = SegmentHeader(
      journalID: journalID, epoch: 0, firstSequence: 1, chain: ChainHasher().seed(of: journalID))
    try StoreError.storing { () throws(StorageFault) in
      let file = try SegmentFile.reserve(in: directory, storage, sizes: sizes)
      defer { file.close() }
      try file.writeWhole(header.encoded, at: 0)
      try file.sync()
      // First, so that there is no segment without it.
      try DurableMark(beginning: journalID).write(to: directory, storage)
      try SegmentFile.publish(file, firstSequence: 1, in: directory, storage).close()
      try outer.syncDirectory(parent(of: directory))
    }
  }

  /// The directory that holds the name of this one; what leads there by a link is not looked into.
  static func parent(of directory: String) -> String {
    let path = directory.reversed().drop { $0 == "/" }.drop { $0 != "/" }
    let parent = path.drop { $0 == "/" }
    if parent.isEmpty { return path.isEmpty ? "." : "/" }
    return String(parent.reversed())
  }

  /// Opens a store. `start` is called with a snapshot to load, or nil to begin empty; where it
  /// throws, it is called again with an older one, and must begin anew each time. Then `record` is
  /// called for every later record - sequence, time in milliseconds, payload (which holds only
  /// during the call) - and what it throws ends the opening. The journal is taken over: its `epoch`
  /// is the new writer's. Nothing on the disk is changed if this throws, unless the error is a
  /// `storage` fault. `now` is the clock for `syncTimes`, in microseconds from any beginning.
  public static func open(
    _ directory: String, storage: any Storage = LocalStorage(),
    sizes: JournalSizes = JournalSizes(),
    now: @escaping @Sendable () -> UInt64 = monotonicMicroseconds,
    start: (SnapshotSource?) throws -> Void,
    record: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError) -> Store {
    let lock: DataDirectoryLock
    do throws(StoreError) {
      lock = try DataDirectoryLock(directory: directory, storage: storage)
    } catch {
      if case .storage(let fault) = error, fault.isNotFound {
        throw .notAStore(directory: directory)
      }
      throw error
    }
    do throws(StoreError) {
      let recovery = try Recovery(directory, storage: lock.storage)
      let (report, end) = try unsafe recovery.run(start: start, record: record)
      return try Store(recovery, lock, report, end, sizes, now)
    } catch {
      lock.release()
      throw error
    }
  }

  private init(
    _ recovery: Recovery, _ lock: DataDirectoryLock, _ found: RecoveryReport,
    _ foundEnd: JournalReader.End, _ sizes: JournalSizes,
    _ now: @escaping @Sendable () -> UInt64
  ) throws(StoreError) {
    var report = found
    var end = foundEnd
    let (file, broken, segmentBytes) = try StoreError.storing { () throws(StorageFault) in
      let (file, broken) = try recovery.repair(&end)
      return (file, broken, try recovery.reader.olderBytes() + end.size)
    }
    report.brokenFile = broken
    // One that was made when segments were larger is left when it has a smaller one's bytes.
    end.size = min(end.size, max(end.offset, sizes.segmentBytes))
    directory = recovery.directory
    storage = recovery.storage
    journalID = recovery.reader.journalID
    self.lock = lock
    self.report = report
    durableMark = DurableMarkFile(
      directory, storage,
      DurableMark(
        journalID: journalID, epoch: end.epoch, sequence: end.lastSequence, chain: end.chain,
        segment: end.firstSequence, offset: end.offset, snapshots: recovery.listing.snapshots))
    journal = LocalJournal(
      directory, storage: storage, journalID: journalID, end: end, file: file, sizes: sizes,
      segmentBytes: segmentBytes, durableMark: durableMark, now: now)
    snapshotMark = Atomic(0)
    let refused = Set(found.refusedSnapshots.map(\.file))
    unusableSnapshots = Mutex(
      Set(recovery.listing.snapshots.filter { refused.contains(recovery.snapshotFile($0)) }))
    try StoreError.storing { () throws(StorageFault) in
      try journal.prepare()
      _ = try journal.takeover()
      try journal.sayDurable()
    }
  }

  /// How much the journal has grown since the last snapshot, in bytes. Any thread.
  public var journalBytesSinceSnapshot: UInt64 {
    let appended = journal.figures.appendedBytes.load(ordering: .relaxed)
    let mark = snapshotMark.load(ordering: .relaxed)
    return appended > mark ? appended - mark : 0
  }

  /// The last sequence that is durable. Any thread.
  public var durableSequence: UInt64 {
    journal.figures.durableSequence.load(ordering: .acquiring)
  }

  /// Why there is too little room ahead of the journal: new writes should be refused until
  /// `journal.reserveAhead()` has found some; nil: there is enough. Any thread.
  public var shortage: StorageFault.Cause? { journal.figures.shortage }

  /// That the directory's path does not lead to it any more; nil: it does. Any thread.
  public var displacement: StoreError? { lock.displacement }

  /// So many bytes of groups (`JournalGroup.byteCount`) the journal can take without asking the
  /// disk for room, unless the disk fails. Any thread.
  public var roomBytes: UInt64 {
    let rest = journal.figures.restBytes.load(ordering: .relaxed)
    return max(rest, journal.figures.spareBytes.load(ordering: .relaxed))
  }

  /// What the journal's segments take of the disk, the spare not counted. Any thread.
  public var journalBytes: UInt64 { journal.figures.segmentBytes.load(ordering: .relaxed) }

  /// The room that is left on the disk. Any thread.
  public var freeBytes: UInt64 {
    get throws(StorageFault) { try storage.freeBytes(directory) }
  }

  /// How long groups waited for the disk. Any thread.
  public var syncTimes: SyncTimes { journal.figures.syncTimes }

  /// Writes a snapshot of the state after `sequence`, which must be durable when `body` is done,
  /// then drops older snapshots and the segments only they needed. Any thread, beside the
  /// journal's; one at a time (`snapshotRunning`). `journal.sayDurable` is to follow. A failure
  /// leaves the store as it was. A disk with less room than `expectedBytes` is not filled in vain:
  /// the journal needs what is left.
  public func writeSnapshot(
    sequence: UInt64, time: Int64, expectedBytes: UInt64 = 0,
    body: (SnapshotSink) throws -> Void
  ) throws(StoreError) {
    try StoreError.storing { () throws(StorageFault) in
      if try freeBytes < expectedBytes { throw .noSpace(.allocate, directory) }
    }
    let mark = journal.figures.appendedBytes.load(ordering: .relaxed)
    let outcome: Result<Void, StoreError>? = unusableSnapshots.withLockIfAvailable { unusable in
      let header = SnapshotHeader(journalID: journalID, sequence: sequence, time: time)
      let writer = SnapshotWriter(directory: directory, storage: storage, header: header)
      do throws(StoreError) {
        try writer.write(body) { self.durableSequence }
        unusable.remove(sequence)
        let kept = try writer.kept(Self.snapshotsKept, unusable: unusable)
        durableMark.change { $0.snapshots = kept }
        if kept.count >= Self.snapshotsKept { try writer.trim(before: kept[0], journal.figures) }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    guard let outcome else { throw .snapshotRunning }
    try outcome.get()
    snapshotMark.store(mark, ordering: .relaxed)
  }

  /// Gives the directory up without closing the journal, as the death of the process would.
  func releaseLock() { lock.release() }

  /// Closes the journal and gives the directory up. The journal's thread must be done with it.
  public func close() throws(StoreError) {
    defer { lock.release() }
    try StoreError.storing { () throws(StorageFault) in try journal.close() }
  }
}

/// The system's clock that only goes forward.
public func monotonicMicroseconds() -> UInt64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
}
