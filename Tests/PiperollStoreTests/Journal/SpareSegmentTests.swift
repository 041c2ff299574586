import Synchronization
import Testing

@testable import PiperollStore

struct SpareSegmentTests {
  @Test func `a group goes where zeros are durable already`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let storage = ObservedStorage()
    let store = try directory.open(sizes: smallSizes, storage: storage)
    for _ in 1...60 { try store.post(1) }
    let observed = storage.observed
    #expect(observed.frames >= 60)
    #expect(observed.framesOnUnwritten == 0)
    #expect(directory.names.filter { $0.hasSuffix(".log") }.count > 3)
    try store.close()
    // And after a restart, which cannot know what the one before had zeroed.
    let again = try directory.open(sizes: smallSizes, storage: storage)
    try again.post(1)
    #expect(storage.observed.framesOnUnwritten == 0)
  }

  @Test func `small segments are zeroed ahead in small steps`() throws {
    let sizes = JournalSizes(segmentBytes: 4_096)
    let directory = TestDirectory()
    try directory.create(sizes: sizes)
    let storage = ObservedStorage()
    let store = try directory.open(sizes: sizes, storage: storage)
    for _ in 1...100 { try store.post(1) }
    #expect(directory.names.filter { $0.hasSuffix(".log") }.count > 3)
    #expect(storage.observed.framesOnUnwritten == 0)
    try store.close()
  }

  @Test func `a rotation costs no sync of the file beyond the group's own`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let storage = ObservedStorage()
    let store = try directory.open(sizes: smallSizes, storage: storage)
    for _ in 1...60 { try store.post(1) }
    // One more makes durable what the start has read.
    #expect(storage.observed.syncsWithoutFrame == storage.observed.zeroings + 1)
  }

  @Test func `what comes late beside a rotation never touches the segment it made`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let storage = ObservedStorage()
    let store = try directory.open(sizes: smallSizes, storage: storage)
    storage.isLate.store(true, ordering: .relaxed)
    for _ in 1...60 { try store.post(1) }
    store.abandon()
    #expect(storage.observed.late > 10)
    let ledger = Ledger()
    _ = try directory.open(ledger, sizes: smallSizes)
    #expect(ledger.payloads == Ledger.expected(60))
  }

  @Test func `a closed store leaves no spare, and a killed one's is removed`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    #expect(directory.names.contains("journal-next.log.new"))
    store.abandon()
    try directory.write("journal-next.log.new", [1, 2, 3])
    try directory.open(sizes: smallSizes).close()
    #expect(directory.names == ["durable.txt", "journal-0000000000000001.log", "piperoll.lock"])
  }

  @Test func `a group that is longer than a segment is taken`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    try store.post(1, 40, 1, 40, 40)
    try store.close()
    let ledger = Ledger()
    _ = try directory.open(ledger, sizes: smallSizes)
    #expect(ledger.payloads == Ledger.expected(122))
  }

  @Test func `spares that threads make beside the journal hold what is acknowledged`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes, storage: LocalStorage())
    for _ in 1...300 { try store.post(1) }
    try store.close()
    #expect(!directory.names.contains(FileName.nextSegment))
    let ledger = Ledger()
    _ = try directory.open(ledger, sizes: smallSizes)
    #expect(ledger.payloads == Ledger.expected(300))
  }
}
