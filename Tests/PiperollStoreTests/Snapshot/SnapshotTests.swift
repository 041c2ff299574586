import Glibc
import PiperollVersion
import TestSupport
import Testing

@testable import PiperollStore

struct SnapshotTests {
  /// Two snapshots (after 3 and 6 records) and 8 records.
  private func twoSnapshots() throws -> TestDirectory {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    for count in [3, 3] {
      let before = try directory.open(sizes: smallSizes)
      try before.post(count)
      try before.close()
      let ledger = Ledger()
      let store = try directory.open(ledger, sizes: smallSizes)
      try store.writeSnapshot(
        sequence: store.durableSequence, time: 9, body: ledger.write)
      try store.close()
    }
    let store = try directory.open(sizes: smallSizes)
    try store.post(2)
    store.abandon()
    #expect(directory.names.filter { $0.hasSuffix(".snap") }.count == 2)
    return directory
  }

  @Test func `a flip in the newest snapshot falls back to the older with the same state`() throws {
    let directory = try twoSnapshots()
    let name = "snapshot-0000000000000006.snap"
    let bytes = directory.read(name)
    var seeded = SplitMix64(seed: 6)
    for at in bytes.indices {
      var damaged = bytes
      damaged[at] ^= 1 << UInt8.random(in: 0..<8, using: &seeded)
      // A raised version cannot be told from a newer format's, and is refused as one.
      if (8..<12).contains(at) { damaged[at] = 0 }
      if damaged == bytes { continue }
      try directory.write(name, damaged)
      let ledger = Ledger()
      let store = try directory.open(ledger, sizes: smallSizes)
      #expect(store.report.snapshotSequence == 3)
      #expect(store.report.refusedSnapshots.map(\.file) == [directory.file(name)])
      #expect(store.report.replayedRecords == 5)
      #expect(ledger.payloads == Ledger.expected(8))
      #expect(ledger.starts <= 2)
      store.abandon()
    }
  }

  /// Fails every call on a snapshot's file that opens it, or every one that reads it.
  private final class SnapshotStorage: StillStorage, @unchecked Sendable {
    private let file: String
    private let operation: StorageFault.Operation
    private let code: Int32
    private var spared: Int

    init(_ file: String, _ operation: StorageFault.Operation, code: Int32, after spared: Int) {
      (self.file, self.operation, self.code, self.spared) = (file, operation, code, spared)
      super.init()
    }

    override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
      guard call.path == file, call.operation == operation else { return nil }
      if spared == 0 { throw call.fault(code) }
      spared -= 1
      return nil
    }
  }

  @Test func `an unreadable newest snapshot falls back, want of descriptors does not`() throws {
    let directory = try twoSnapshots()
    let file = directory.file("snapshot-0000000000000006.snap")
    for operation in [StorageFault.Operation.open, .read] {
      for spared in 0..<2 {
        let bad = SnapshotStorage(file, operation, code: EIO, after: spared)
        let store = try Store.open(
          directory.path, storage: bad, sizes: smallSizes, start: { _ in }, record: { _, _, _ in })
        #expect(store.report.snapshotSequence == 3)
        store.abandon()
        let short = SnapshotStorage(file, operation, code: EMFILE, after: spared)
        #expect(throws: StoreError.storage(StorageFault(operation, file, code: EMFILE))) {
          try Store.open(
            directory.path, storage: short, sizes: smallSizes, start: { _ in },
            record: { _, _, _ in })
        }
      }
    }
  }

  @Test func `a snapshot cut anywhere falls back`() throws {
    let directory = try twoSnapshots()
    let name = "snapshot-0000000000000006.snap"
    let bytes = directory.read(name)
    for cut in bytes.indices {
      try directory.write(name, Array(bytes[..<cut]))
      let ledger = Ledger()
      let store = try directory.open(ledger, sizes: smallSizes)
      #expect(store.report.snapshotSequence == 3)
      #expect(ledger.payloads == Ledger.expected(8))
      store.abandon()
    }
  }

  @Test func `with both snapshots damaged the whole journal is replayed`() throws {
    let directory = try twoSnapshots()
    for name in directory.names where name.hasSuffix(".snap") {
      var bytes = directory.read(name)
      bytes[70] ^= 4
      try directory.write(name, bytes)
    }
    let ledger = Ledger()
    let store = try directory.open(ledger, sizes: smallSizes)
    #expect(store.report.snapshotSequence == nil)
    #expect(store.report.refusedSnapshots.count == 2)
    #expect(ledger.payloads == Ledger.expected(8))
  }

  @Test func `a state that refuses a snapshot gets the older one`() throws {
    let directory = try twoSnapshots()
    struct Refusal: Error {}
    var seen: [UInt64?] = []
    let ledger = Ledger()
    let store = try Store.open(
      directory.path, storage: StillStorage(), sizes: smallSizes,
      start: { source in
        seen.append(source?.sequence)
        if source?.sequence == 6 { throw Refusal() }
        try ledger.start(source)
      }, record: ledger.record)
    #expect(seen == [6, 3])
    #expect(store.report.snapshotSequence == 3)
    #expect(ledger.payloads == Ledger.expected(8))
    // The refused one is not counted among those that are kept.
    try store.writeSnapshot(sequence: 8, time: 9, body: ledger.write)
    #expect(directory.names.filter { $0.hasSuffix(".snap") }.count == 3)
    #expect(directory.names.contains("snapshot-0000000000000003.snap"))
  }

  @Test func `a newer snapshot and a foreign one are refused and nothing is touched`() throws {
    let directory = try twoSnapshots()
    let name = "snapshot-0000000000000006.snap"
    var newer = directory.read(name)
    newer[8] = 2
    seal(&newer)
    try directory.write(name, newer)
    var before = directory.contents
    let expected = StoreError.newerFormat(
      file: directory.file(name), version: 2, known: 1, program: .current)
    #expect(throws: expected) { try directory.open(sizes: smallSizes) }
    #expect(directory.contents == before)
    let other = JournalID(high: 1, low: 2)
    let sink = try SnapshotSink(
      LocalStorage().open(directory.file(name), .create), LocalStorage(),
      header: SnapshotHeader(journalID: other, sequence: 6, time: 1))
    try sink.finish()
    before = directory.contents
    #expect(
      throws: StoreError.foreignFile(file: directory.file(name), found: other, expected: testID)
    ) { try directory.open(sizes: smallSizes) }
    #expect(directory.contents == before)
  }

  @Test func `one whose format version is damaged is passed over`() throws {
    let directory = try twoSnapshots()
    let name = "snapshot-0000000000000006.snap"
    var damaged = directory.read(name)
    damaged[10] ^= 0x20
    try directory.write(name, damaged)
    let ledger = Ledger()
    let store = try directory.open(ledger, sizes: smallSizes)
    #expect(store.report.snapshotSequence == 3)
    #expect(store.report.refusedSnapshots.count == 1)
    #expect(ledger.payloads == Ledger.expected(8))
  }

  /// Puts the checksum at a snapshot's end right.
  private func seal(_ bytes: inout [UInt8]) {
    let footer = bytes.count - SnapshotFooter.byteCount
    let body = bytes.withUnsafeBytes {
      Int($0.loadUnaligned(fromByteOffset: footer, as: UInt64.self))
    }
    let end = Array(bytes[(SnapshotHeader.byteCount + body)..<bytes.count - 4])
    let header = CRC32C.checksum(Array(bytes[..<SnapshotHeader.byteCount]))
    bytes.put(CRC32C.checksum(end, after: header), at: bytes.count - 4)
  }

  @Test func `two snapshots are kept, and the segments since the older`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let ledger = Ledger()
    let store = try directory.open(ledger, sizes: smallSizes)
    for round in 1...12 {
      try store.post(10, 10)
      ledger.fill(20 * round)
      try store.writeSnapshot(sequence: UInt64(20 * round), time: 1, body: ledger.write)
    }
    let listing = try DirectoryListing(directory.path, storage: LocalStorage())
    #expect(listing.snapshots == [220, 240])
    #expect(listing.segments.count < 5)
    #expect(listing.segments[0] <= 221)
    #expect(listing.segments.dropFirst().allSatisfy { $0 > 221 })
    try store.post(3)
    store.abandon()
    // Both are good to start from.
    for name in ["", "snapshot-00000000000000f0.snap"] {
      if !name.isEmpty { try directory.write(name, [1]) }
      let loaded = Ledger()
      let again = try directory.open(loaded, sizes: smallSizes)
      #expect(again.report.snapshotSequence == (name.isEmpty ? 240 : 220))
      #expect(loaded.payloads == Ledger.expected(243))
      again.abandon()
    }
  }

  @Test func `a snapshot that cannot be written leaves the store as it was`() throws {
    let directory = TestDirectory()
    try directory.create()
    let store = try directory.open()
    try store.post(2)
    let before = directory.names
    struct Refusal: Error {}
    #expect(throws: StoreError.self) {
      try store.writeSnapshot(sequence: 2, time: 1) { _ in throw Refusal() }
    }
    #expect(throws: StoreError.snapshotAhead(sequence: 3, durable: 2)) {
      try store.writeSnapshot(sequence: 3, time: 1) { _ in }
    }
    #expect(throws: StoreError.self) {
      try store.writeSnapshot(sequence: 2, time: 1) { _ in
        try store.writeSnapshot(sequence: 2, time: 1) { _ in }
      }
    }
    #expect(directory.names == before)
    try store.post(1)
  }

  @Test func `a body of many blocks comes back in pieces of any size`() throws {
    let directory = TestDirectory()
    try directory.create()
    let store = try directory.open()
    var seeded = SplitMix64(seed: 3)
    let words = (0..<500_000).map { _ in seeded.next() }
    let body = words.withUnsafeBytes { [UInt8]($0) } + [1, 2, 3]
    try store.writeSnapshot(sequence: 0, time: 5) { sink in
      var at = 0
      while at < body.count {
        let count = min(body.count - at, Int.random(in: 0...1_500_000, using: &seeded))
        try sink.write(Array(body[at..<at + count]))
        at += count
      }
      #expect(sink.byteCount == UInt64(body.count))
    }
    try store.close()
    let again = try Store.open(
      directory.path, storage: StillStorage(),
      start: { source in
        var read: [UInt8] = []
        while let source, source.remaining > 0 {
          let count = min(Int(source.remaining), Int.random(in: 0...2_500_000, using: &seeded))
          read += try source.read(count)
        }
        #expect(read == body)
        #expect(throws: StoreError.self) { try source?.read(1) }
      }, record: { _, _, _ in })
    #expect(again.report.refusedSnapshots.isEmpty)
  }
}
