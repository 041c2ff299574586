import Glibc
import Synchronization
import Testing

@testable import PiperollStore

struct FaultTests {
  /// Opens, posts 12 groups of 3 with a snapshot after every 4, closes. Returns how many records
  /// were acknowledged, whatever happened.
  private func run(_ directory: TestDirectory, _ storage: FaultyStorage) -> Int {
    let ledger = Ledger()
    guard let store = try? directory.open(ledger, sizes: smallSizes, storage: storage) else {
      return 0
    }
    defer { store.abandon() }
    var acknowledged = 0
    for round in 1...12 {
      let dead = store.journal.isDead
      do throws(StorageFault) {
        #expect(try store.append(3) == .acknowledged)
        #expect(!dead, "a dead journal acknowledged")
        acknowledged = Int(store.journal.lastSequence)
        #expect(store.durableSequence == store.journal.lastSequence)
      } catch {
        #expect(store.journal.isDead || error.isNoSpace)
      }
      guard round % 4 == 0 else { continue }
      ledger.payloads = Ledger.expected(acknowledged)
      ledger.times = ledger.payloads.indices.map { Ledger.time(UInt64($0 + 1)) }
      try? store.writeSnapshot(sequence: UInt64(acknowledged), time: 1, body: ledger.write)
    }
    try? store.close()
    return acknowledged
  }

  @Test(arguments: [(EIO, false), (EIO, true), (ENOSPC, false), (ENOSPC, true)])
  func `whichever call fails, what was acknowledged is there`(code: Int32, sticky: Bool) throws {
    var call = 0
    while true {
      let directory = TestDirectory()
      try directory.create(sizes: smallSizes)
      let storage = FaultyStorage(.failing(call: call, code: code, sticky: sticky))
      let acknowledged = run(directory, storage)
      let ledger = Ledger()
      let store = try directory.open(ledger, sizes: smallSizes)
      // A group whose sync failed may be there all the same; half a group never is.
      #expect(ledger.payloads.count >= acknowledged, "call \(call)")
      #expect(ledger.payloads.count % 3 == 0)
      #expect(ledger.payloads == Ledger.expected(ledger.payloads.count))
      try store.post(1)
      store.abandon()
      if !storage.hasFailed.load(ordering: .relaxed) {
        #expect(acknowledged == 36)
        break
      }
      call += 1
    }
    #expect(call > 100)
  }

  @Test(arguments: [EIO, ENOSPC])
  func `whichever call of a recovery fails, the next one succeeds`(code: Int32) throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    try store.post(3, 3)
    store.abandon()
    let segment = "journal-0000000000000001.log"
    let end = Int(3 * 2 * 53) + 60
    try directory.write(segment, Array(directory.read(segment)[..<end]))
    let torn = directory.contents
    var call = 0
    while true {
      try directory.restore(torn)
      let storage = FaultyStorage(.failing(call: call, code: code, sticky: false))
      let first = try? directory.open(sizes: smallSizes, storage: storage)
      first?.abandon()
      let ledger = Ledger()
      let second = try directory.open(ledger, sizes: smallSizes)
      #expect(ledger.payloads == Ledger.expected(3))
      second.abandon()
      if !storage.hasFailed.load(ordering: .relaxed) { break }
      call += 1
    }
    #expect(call > 10)
  }

  @Test func `bytes that move one at a time, interrupted, arrive all the same`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    #expect(run(directory, FaultyStorage(.tiny)) == 36)
    let ledger = Ledger()
    _ = try directory.open(ledger, sizes: smallSizes, storage: FaultyStorage(.tiny))
    #expect(ledger.payloads == Ledger.expected(36))
  }

  @Test func `after a failed sync the journal stays dead`() throws {
    // Fails one call after another until it is the one that syncs the first group.
    for call in 0..<100 {
      let directory = TestDirectory()
      try directory.create(sizes: smallSizes)
      let storage = FaultyStorage(.failing(call: call, code: EIO, sticky: false))
      guard let store = try? directory.open(sizes: smallSizes, storage: storage) else { continue }
      defer { store.abandon() }
      do throws(StorageFault) {
        _ = try store.append(1)
        // A spare segment that failed stops nothing.
        if storage.hasFailed.load(ordering: .relaxed) { continue }
        break
      } catch {
        guard error.operation == .sync else { continue }
        for _ in 1...3 {
          #expect(throws: error) { try store.append(1) }
        }
        #expect(store.journal.isDead)
        #expect(store.durableSequence == 0)
        return
      }
    }
    Issue.record("no sync failed")
  }

  @Test func `a full disk refuses a group, and takes it when there is room`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let storage = FullDisk()
    let store = try directory.open(sizes: smallSizes, storage: storage)
    try store.post(3)
    storage.isFull.store(true, ordering: .relaxed)
    var (taken, takenWhileShort) = (1, 0)
    while (try? store.append(3)) == .acknowledged {
      taken += 1
      if store.spaceIsShort { takenWhileShort += 1 }
    }
    #expect(takenWhileShort > 2, "told while the reserve still takes what is under way")
    #expect(store.spaceIsShort)
    #expect(!store.journal.isDead)
    store.journal.reserveAhead()
    #expect(store.spaceIsShort)
    storage.isFull.store(false, ordering: .relaxed)
    store.journal.reserveAhead()
    #expect(!store.spaceIsShort)
    for _ in 1...20 { try store.post(3) }
    try store.close()
    let ledger = Ledger()
    _ = try directory.open(ledger, sizes: smallSizes)
    #expect(ledger.payloads == Ledger.expected(3 * (taken + 20)))
  }
}
