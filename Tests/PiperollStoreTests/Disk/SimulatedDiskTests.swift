import Glibc
import TestSupport
import Testing

@testable import PiperollStore

/// The simulated disk does what its users rely on.
struct SimulatedDiskTests {
  /// A disk with a durable file of 2,000 bytes 1.
  private func disk(seed: UInt64 = 1) throws -> SimulatedDisk {
    let disk = SimulatedDisk(seed: seed)
    disk["f"] = [UInt8](repeating: 1, count: 2_000)
    return disk
  }

  @Test func `what is synced is kept, and what is not may be lost`() throws {
    let disk = try disk()
    let file = try disk.open("f", .readWrite)
    try file.writeWhole([2, 2], at: 0)
    try file.sync()
    try file.writeWhole([3, 3], at: 1_999)
    #expect(disk["f"]!.count == 2_001)
    #expect(disk.fork(seed: 0).crash(.everythingKept)["f"]!.suffix(2) == [3, 3])
    #expect(disk.fork(seed: 0).kill()["f"]!.suffix(2) == [3, 3])
    let left = disk.crash(.everythingDropped)
    #expect(left["f"]!.prefix(3) == [2, 2, 1])
    #expect(left["f"]!.count == 2_000)
    #expect(throws: StorageFault(.open, "f", code: EIO)) { try disk.open("f", .read) }
    #expect(throws: StorageFault(.sync, "f", code: EIO)) { try file.sync() }
  }

  @Test func `a torn write leaves whole sectors, and nothing beside it changes`() throws {
    var seen: Set<String> = []
    for seed in UInt64(0)..<200 {
      let disk = try disk(seed: seed)
      try disk.open("f", .readWrite).writeWhole([UInt8](repeating: 2, count: 1_000), at: 100)
      let bytes = disk.crash(.random)["f"]!
      #expect(bytes.count == 2_000)
      #expect((bytes[..<100] + bytes[1_100...]).allSatisfy { $0 == 1 })
      let sectors = [100..<512, 512..<1_024, 1_024..<1_100].map { range in
        switch bytes[range] {
        case let part where part.allSatisfy { $0 == 1 }: "old"
        case let part where part.allSatisfy { $0 == 2 }: "new"
        default: "garbage"
        }
      }
      seen.insert(sectors.joined(separator: " "))
    }
    #expect(seen.isSuperset(of: ["old old old", "new new new", "new old new", "old garbage new"]))
  }

  @Test func `a name is durable when its directory is synced, and a renaming is one change`() throws
  {
    var seen: Set<[String]> = []
    for seed in UInt64(0)..<50 {
      let disk = try disk(seed: seed)
      let file = try disk.open("new", .create)
      try file.sync()
      try disk.rename("f", to: "g")
      seen.insert(disk.crash(.random).names(in: ""))
    }
    #expect(seen == [["f"], ["g"], ["f", "new"], ["g", "new"]])
    let disk = try disk()
    try disk.rename("f", to: "g")
    try disk.syncDirectory("")
    #expect(disk.crash(.everythingDropped).names(in: "") == ["g"])
  }

  @Test func `a sync that failed loses writes for good, and the next one hides it`() throws {
    var lost = 0
    for seed in UInt64(0)..<20 {
      let disk = try disk(seed: seed)
      let file = try disk.open("f", .readWrite)
      try file.writeWhole([2], at: 0)
      disk.faults = FaultPlan(.init([.sync], code: EIO))
      #expect(throws: StorageFault(.sync, "f", code: EIO)) { try file.sync() }
      #expect(disk["f"]![0] == 2)
      try file.sync()
      if disk.crash(.everythingKept)["f"]![0] == 1 { lost += 1 }
    }
    #expect((1..<20).contains(lost))
  }

  @Test func `the same seed and the same calls give the same disk`() throws {
    func play(_ seed: UInt64) throws -> [UInt8] {
      let disk = try disk(seed: seed)
      disk.faults.shortTransfers = 0.5
      let file = try disk.open("f", .readWrite)
      for round in UInt8(0)..<9 {
        _ = try [UInt8](repeating: round, count: 900).withUnsafeBytes {
          try file.write($0, at: UInt64(round) * 100)
        }
      }
      return disk.crash(.random)["f"]!
    }
    #expect(try play(5) == play(5))
    #expect(try play(5) != play(6))
  }

  @Test func `a full disk takes what fits`() throws {
    let disk = try disk()
    disk.capacity = 2_010
    let file = try disk.open("f", .readWrite)
    #expect(
      try [UInt8](repeating: 5, count: 90).withUnsafeBytes { try file.write($0, at: 1_990) } == 20)
    #expect(throws: StorageFault(.write, "f", code: ENOSPC)) { try file.writeWhole([1], at: 2_010) }
    #expect(throws: StorageFault(.allocate, "f", code: ENOSPC)) {
      try file.allocate(from: 0, to: 2_011)
    }
    #expect(throws: StorageFault(.open, "g", code: ENOSPC)) { try disk.open("g", .create) }
    try disk.remove("f")
    #expect(disk.usedBytes == 2_010)
    file.close()
    #expect(disk.usedBytes == 0)
  }

  @Test func `after a power cut nothing more happens`() throws {
    let disk = try disk()
    disk.faults = .powerCut(after: 2)
    let file = try disk.open("f", .readWrite)
    try file.writeWhole([2], at: 0)
    #expect(throws: StorageFault(.sync, "f", code: EIO)) { try file.sync() }
    #expect(throws: StorageFault.self) { try file.writeWhole([3], at: 1) }
    #expect(disk.crash(.everythingKept)["f"]!.prefix(2) == [2, 1])
  }
}
