import Glibc
import Synchronization
import TestSupport
import Testing

@testable import PiperollStore

/// Every engine does what a journal does.
struct EngineTests {
  @Test(arguments: EngineClaim.allCases, UInt64(1)...2)
  func `the local journal on this machine's files`(claim: EngineClaim, seed: UInt64) throws {
    try claim.check(on: LocalBench(FailingStorage(), directory: TestDirectory()), seed: seed)
  }

  @Test(arguments: EngineClaim.allCases, UInt64(1)...20)
  func `the local journal on a simulated disk`(claim: EngineClaim, seed: UInt64) throws {
    try claim.check(on: SimulatedBench(seed: seed), seed: seed)
  }

  @Test(arguments: EngineClaim.allCases, UInt64(1)...20)
  func `a journal in memory that may lose sight of a group`(claim: EngineClaim, seed: UInt64) throws
  {
    try claim.check(on: MemoryBench(), seed: seed)
  }
}

/// This machine's files, where room can be made short and a sync made to fail.
private final class FailingStorage: StillStorage, @unchecked Sendable {
  let isFull = Atomic(false)
  let failsSync = Atomic(false)

  override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
    if call.operation == .allocate, isFull.load(ordering: .relaxed) { throw call.fault(ENOSPC) }
    if call.operation == .sync, failsSync.exchange(false, ordering: .relaxed) {
      throw call.fault(EIO)
    }
    return nil
  }
}

/// A local journal. One process is let in, so a rival takes over the engine that is there.
private final class LocalBench: EngineBench {
  private let storage: FailingStorage
  private let directory: TestDirectory
  private var store: Store?

  init(_ storage: FailingStorage, directory: TestDirectory) throws {
    self.storage = storage
    self.directory = directory
    try directory.create(sizes: smallSizes)
  }

  func open() throws -> LocalJournal {
    store?.abandon()
    let store = try directory.open(sizes: smallSizes, storage: storage)
    self.store = store
    return store.journal
  }

  func rival(of engine: LocalJournal) -> LocalJournal { engine }
  func setFull(_ isFull: Bool) { storage.isFull.store(isFull, ordering: .relaxed) }
  func loseSight(seed: UInt64) { storage.failsSync.store(true, ordering: .relaxed) }
}

/// A local journal on a simulated disk; a process that ends takes the power with it.
private final class SimulatedBench: EngineBench {
  private var disk: SimulatedDisk
  private let seed: UInt64

  init(seed: UInt64) throws {
    self.seed = seed
    disk = try SimulatedDisk.withStore(seed: seed)
  }

  func open() throws -> LocalJournal {
    disk = disk.crash(.random)
    return try disk.openStore().journal
  }

  func rival(of engine: LocalJournal) -> LocalJournal { engine }
  func setFull(_ isFull: Bool) { disk.capacity = isFull ? 0 : nil }

  func loseSight(seed: UInt64) {
    disk.faults = FaultPlan(.init([.sync], files: .prefix("journal-"), code: EIO))
  }
}

/// Engines over one log in memory, as they might be over a server's.
private final class MemoryBench: EngineBench {
  private let log = MemoryLog()

  func open() -> MemoryJournal { MemoryJournal(log) }
  func rival(of engine: MemoryJournal) -> MemoryJournal { MemoryJournal(log) }
  func setFull(_ isFull: Bool) { log.isFull = isFull }
  func loseSight(seed: UInt64) { log.lost = seed % 2 == 0 }
}

private final class MemoryLog {
  var epoch: UInt64 = 0
  var records: [JournalRecord] = []
  var isFull = false
  /// The next group's fate is not told: it is kept or not.
  var lost: Bool?
}

private final class MemoryJournal: JournalEngine {
  private let log: MemoryLog
  private(set) var failure: StorageFault?

  init(_ log: MemoryLog) { self.log = log }

  func append(
    expectedSequence: UInt64, epoch: UInt64, group: inout JournalGroup
  ) throws(StorageFault) -> AppendResult {
    guard failure == nil, epoch == log.epoch,
      expectedSequence == UInt64(log.records.count) + 1
    else { return .fenced }
    if log.isFull { throw StorageFault(.write, "memory", code: ENOSPC) }
    let lost = log.lost
    log.lost = nil
    if lost != true { log.records += records(of: group) }
    if lost == nil { return .acknowledged }
    failure = StorageFault(.sync, "memory", code: ETIMEDOUT)
    return .unknown
  }

  private func records(of group: JournalGroup) -> [JournalRecord] {
    var records: [JournalRecord] = []
    group.bytes.withUnsafeBytes { raw in
      var at = JournalGroup.prefixBytes
      while at < raw.count {
        let payload = at + RecordHeader.byteCount
        let end = payload + Int(raw.integer(UInt32.self, at: at))
        records.append(
          JournalRecord(
            sequence: raw.integer(UInt64.self, at: at + RecordHeader.sequenceAt),
            time: raw.integer(Int64.self, at: at + RecordHeader.timeAt),
            payload: [UInt8](raw[payload..<end])))
        at = end
      }
    }
    return records
  }

  func read(
    from sequence: UInt64, _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError) {
    for record in log.records where record.sequence >= sequence {
      do {
        try record.payload.withUnsafeBytes { try body(record.sequence, record.time, $0) }
      } catch {
        throw .replayRefused(sequence: record.sequence, reason: "\(error)")
      }
    }
  }

  func takeover() throws(StorageFault) -> Takeover {
    if let failure { throw failure }
    log.epoch += 1
    return Takeover(epoch: log.epoch, lastSequence: UInt64(log.records.count))
  }
}
