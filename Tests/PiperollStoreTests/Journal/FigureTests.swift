import Glibc
import Synchronization
import TestSupport
import Testing

@testable import PiperollStore

/// What a store says of its disk.
struct FigureTests {
  @Test(arguments: UInt64(1)...20)
  func `what the journal has room for, it takes on a full disk`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let disk = try SimulatedDisk.withStore(seed: seed)
    let store = try disk.openStore()
    for _ in 0..<random.below(30) { try store.post(1 + random.below(4)) }
    disk.capacity = 0
    #expect(store.roomBytes > 0)
    var taken = 0
    while true {
      let size = 1 + random.below(6)
      let group = store.group(size)
      guard UInt64(group.byteCount) <= store.roomBytes else {
        if UInt64(store.group(1).byteCount) > store.roomBytes { break }
        continue
      }
      try store.post(size)
      taken += size
    }
    #expect(taken > 0)
    // And what it has no room for it refuses whole, and takes when there is some.
    let before = store.durableSequence
    #expect(throws: StorageFault.self) { try store.append(20) }
    #expect(store.durableSequence == before && store.journal.failure == nil)
    disk.capacity = nil
    try store.post(20)
    let ledger = Ledger()
    _ = try disk.kill().openStore(ledger)
    #expect(ledger.payloads == Ledger.expected(Int(before) + 20))
  }

  @Test func `the journal's bytes are those of its segments`() throws {
    let disk = try SimulatedDisk.withStore()
    func segments() -> UInt64 {
      disk.names(in: "book").filter { $0.hasSuffix(".log") }
        .reduce(0) { $0 + UInt64(disk["book/\($1)"]!.count) }
    }
    let ledger = Ledger()
    var store = try disk.openStore(ledger)
    for round in 1...12 {
      try store.post(10, 10, round == 3 ? 60 : 1)
      ledger.fill(Int(store.durableSequence))
      try store.writeSnapshot(sequence: store.durableSequence, time: 1, body: ledger.write)
      #expect(store.journalBytes == segments())
    }
    try store.close()
    store = try disk.openStore()
    #expect(store.journalBytes == segments())
  }

  @Test func `the time that groups wait for the disk is told`() throws {
    let clock = Clock()
    let disk = try SimulatedDisk.withStore()
    let store = try Store.open(
      "book", storage: disk, sizes: smallSizes, now: { clock.now.load(ordering: .relaxed) },
      start: { _ in }, record: { _, _, _ in })
    #expect(store.syncTimes.counts.reduce(0, +) == 0)
    for wait in [100, 2_000_000, 0, 5_000] as [UInt64] {
      disk.faults.slowSync = { path in
        if path.hasSuffix(".log") { clock.now.add(wait, ordering: .relaxed) }
      }
      try store.post(1)
    }
    #expect(store.syncTimes.lastMicroseconds == 5_000)
    #expect(store.syncTimes.longestMicroseconds == 2_000_000)
    let counts = store.syncTimes.counts.enumerated().filter { $0.element > 0 }
    #expect(counts.map(\.offset) == [0, 6, 12, 20])
    #expect(counts.map(\.element) == [1, 1, 1, 1])
  }

  private final class Clock: Sendable {
    let now = Atomic<UInt64>(0)
  }

  @Test func `the room left is the disk's`() throws {
    let disk = try SimulatedDisk.withStore()
    let store = try disk.openStore()
    disk.capacity = disk.usedBytes + 77
    #expect(try store.freeBytes == 77)
    disk.capacity = 1
    #expect(try store.freeBytes == 0)
    #expect(try LocalStorage().freeBytes("/tmp") > 0)
    #expect(throws: StorageFault(.freeBytes, "/nowhere", code: ENOENT)) {
      try LocalStorage().freeBytes("/nowhere")
    }
  }
}
