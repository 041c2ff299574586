import TestSupport
import Testing

@testable import PiperollStore

struct RoundTripTests {
  @Test func `what was acknowledged is there after a restart`() throws {
    let directory = TestDirectory()
    try directory.create()
    let store = try directory.open()
    #expect(store.report.lastSequence == 0)
    try store.post(1, 3, 2)
    try store.close()
    let ledger = Ledger()
    let again = try directory.open(ledger)
    #expect(ledger.payloads == Ledger.expected(6))
    #expect(ledger.times == (1...6).map { Ledger.time($0) })
    #expect(again.report.replayedRecords == 6)
    #expect(again.report.lastSequence == 6)
    #expect(again.report.droppedBytes == 0)
    #expect(again.journal.chain == again.report.chain)
  }

  @Test func `a process that dies without closing loses nothing acknowledged`() throws {
    let directory = TestDirectory()
    try directory.create()
    var count = 0
    for round in 1...5 {
      let ledger = Ledger()
      let store = try directory.open(ledger)
      #expect(ledger.payloads == Ledger.expected(count))
      try store.post(round, 1)
      count += round + 1
      store.abandon()
    }
  }

  @Test func `a snapshot and the records after it make the same state`() throws {
    let directory = TestDirectory()
    try directory.create()
    let ledger = Ledger()
    let store = try directory.open(ledger)
    try store.post(5)
    ledger.fill(5)
    #expect(store.journalBytesSinceSnapshot > 0)
    try store.writeSnapshot(sequence: 5, time: 7, body: ledger.write)
    #expect(store.journalBytesSinceSnapshot == 0)
    try store.post(2)
    try store.close()
    let loaded = Ledger()
    let again = try directory.open(loaded)
    #expect(again.report.snapshotSequence == 5)
    #expect(again.report.replayedRecords == 2)
    #expect(loaded.payloads == Ledger.expected(7))
  }

  @Test func `the wrong epoch and the wrong sequence are fenced`() throws {
    let directory = TestDirectory()
    try directory.create()
    let store = try directory.open()
    try store.post(1)
    let old = store.journal.epoch
    #expect(try store.journal.takeover() == Takeover(epoch: old + 1, lastSequence: 1))
    var group = JournalGroup()
    group.append(sequence: 2, time: 1) { $0.append(1) }
    #expect(try store.journal.append(expectedSequence: 2, epoch: old, group: &group) == .fenced)
    #expect(try store.journal.append(expectedSequence: 3, epoch: old + 1, group: &group) == .fenced)
    #expect(
      try store.journal.append(expectedSequence: 2, epoch: old + 1, group: &group) == .acknowledged)
    var read: [UInt64] = []
    try store.journal.read(from: 2) { sequence, _, _ in read.append(sequence) }
    #expect(read == [2])
  }

  @Test func `an emptied group is as good as a new one`() throws {
    let directory = TestDirectory()
    try directory.create()
    let store = try directory.open()
    var group = JournalGroup()
    for sequence in UInt64(1)...3 {
      group.append(sequence: sequence, time: Ledger.time(sequence)) {
        $0.append(contentsOf: Ledger.payload(sequence))
      }
      let result = try store.journal.append(
        expectedSequence: sequence, epoch: store.journal.epoch, group: &group)
      #expect(result == .acknowledged)
      group.removeAll()
      #expect(group.isEmpty)
    }
    try store.close()
    let ledger = Ledger()
    _ = try directory.open(ledger)
    #expect(ledger.payloads == Ledger.expected(3))
  }

  @Test func `CRC-32C gives the value of RFC 3720`() {
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    let bytes = (0..<100).map { UInt8($0) }
    for cut in 0...100 {
      let first = CRC32C.checksum(Array(bytes[..<cut]))
      #expect(CRC32C.checksum(Array(bytes[cut...]), after: first) == CRC32C.checksum(bytes))
      // Whatever this processor has, the files are the same on one that has it not.
      let table = bytes[cut...].withUnsafeBytes { CRC32C.tableChecksum($0, after: first) }
      #expect(table == CRC32C.checksum(bytes))
    }
    // Long ones go by several sums at a time.
    var seeded = SplitMix64(seed: 5)
    let long = (0..<30_000).map { _ in UInt8.random(in: 0...255, using: &seeded) }
    for length in [6_151, 6_152, 6_153, 12_303, 12_304, 12_305, 29_999] {
      let whole = Array(long.suffix(length))
      let table = whole.withUnsafeBytes { CRC32C.tableChecksum($0, after: 7) }
      #expect(CRC32C.checksum(whole, after: 7) == table)
    }
  }
}
