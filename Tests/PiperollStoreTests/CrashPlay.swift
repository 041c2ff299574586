import TestSupport
import Testing

@testable import PiperollStore

/// How a process ends.
enum End: CaseIterable {
  case killed, allKept, allDropped, random, withoutGarbage

  func befall(_ disk: SimulatedDisk) -> SimulatedDisk {
    switch self {
    case .killed: disk.kill()
    case .allKept: disk.crash(.everythingKept)
    case .allDropped: disk.crash(.everythingDropped)
    case .random: disk.crash(.random)
    case .withoutGarbage: disk.crash(.randomWithoutGarbage)
    }
  }
}

/// A store in use: groups of records, snapshots, and an end; and what may be left of it.
struct CrashPlay {
  var acknowledged = 0
  /// Where a group ended that was given to the journal, acknowledged or not.
  var ends: Set<Int> = [0]
  /// Snapshots that were said to be written.
  var snapshots = 0

  /// Opens and uses the store until something fails.
  mutating func use(_ disk: SimulatedDisk, groups: Int, _ random: inout SplitMix64) {
    do {
      let ledger = Ledger()
      let store = try disk.openStore(ledger)
      expect(ledger)
      acknowledged = ledger.payloads.count
      for round in 1...groups {
        // One is longer than a segment: the first, which needs no segment of its own. The others
        // are so long that a snapshot makes several segments superfluous.
        let size = round == 1 ? 40 : 1 + random.below(12)
        ends.insert(acknowledged + size)
        guard try store.append(size) == .acknowledged else { return }
        acknowledged += size
        guard round % 4 == 0 else { continue }
        ledger.fill(acknowledged)
        try store.writeSnapshot(sequence: UInt64(acknowledged), time: 1, body: ledger.write)
        snapshots += 1
      }
      try store.close()
    } catch {
      // Interrupted; or out of room. Otherwise there is no reason.
      #expect(disk.hasFailed, "refused: \(error)")
    }
  }

  /// What was acknowledged is there, in order, and of the rest whole groups only.
  func expect(_ ledger: Ledger) {
    let found = ledger.payloads.count
    #expect(found >= acknowledged && ends.contains(found), "\(acknowledged) became \(found)")
    let isInOrder = ledger.payloads == Ledger.expected(found)
    #expect(isInOrder)
  }

  /// The disk as a process finds it that is not interrupted: the store opens, and holds what it
  /// must; opened again it is the same, and all of its snapshots are whole.
  mutating func expectWhole(_ disk: SimulatedDisk) throws {
    let ledger = Ledger()
    let store = try disk.openStore(ledger)
    expect(ledger)
    let next = disk.crash(.everythingDropped)
    let again = Ledger()
    let second = try next.openStore(again)
    #expect(again.payloads.count == ledger.payloads.count, "what a start had shown is gone")
    expect(again)
    #expect(second.report.droppedBytes == 0)
    #expect(second.report.chain == store.report.chain)
    second.abandon()
    let reader = try StoreReader("book", storage: next)
    for sequence in reader.snapshots { try reader.snapshot(sequence).verify() }
    #expect(reader.snapshots.count >= min(snapshots, 2))
    acknowledged = ledger.payloads.count
  }
}
