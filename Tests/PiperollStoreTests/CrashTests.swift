import TestSupport
import Testing

@testable import PiperollStore

/// The process dies or the power goes at any call, and again while the store is opened after it.
struct CrashTests {
  /// Runs a body for every call that a use of the store makes, as the one that comes no more.
  private func forEachCall(
    of created: SimulatedDisk, seed: UInt64,
    _ body: (SimulatedDisk, inout CrashPlay, inout SplitMix64) throws -> Void
  ) rethrows {
    var call = 0
    while true {
      let disk = created.fork(seed: seed &+ UInt64(call) &* 1_000)
      var random = SplitMix64(seed: seed)
      var play = CrashPlay()
      disk.faults = .powerCut(after: call)
      play.use(disk, groups: 24, &random)
      let isOver = !disk.hasFailed
      try body(disk, &play, &random)
      if isOver { break }
      call += 1
    }
    #expect(call > 200)
  }

  @Test(arguments: End.allCases, UInt64(1)...2)
  func `wherever it ends, a start finds all that was acknowledged`(
    end: End, seed: UInt64
  ) throws {
    let created = try SimulatedDisk.withStore()
    try forEachCall(of: created, seed: seed) { disk, play, _ in
      try play.expectWhole(end.befall(disk))
    }
  }

  @Test(arguments: End.allCases, UInt64(1)...2)
  func `a start that ends anywhere, too, loses nothing`(end: End, seed: UInt64) throws {
    let created = try SimulatedDisk.withStore()
    try forEachCall(of: created, seed: seed) { first, play, random in
      var disk = end.befall(first)
      for _ in 1...3 {
        disk.faults = .powerCut(after: random.below(60))
        play.use(disk, groups: 4, &random)
        disk = End.allCases.randomElement(using: &random)!.befall(disk)
      }
      try play.expectWhole(disk)
    }
  }

  @Test(arguments: End.allCases)
  func `a store is made whole or can be made again`(end: End) throws {
    var call = 0
    while true {
      let disk = SimulatedDisk(seed: UInt64(call))
      disk.faults = .powerCut(after: call)
      let isMade =
        (try? Store.create("book", journalID: testID, storage: disk, sizes: smallSizes)) != nil
      let left = end.befall(disk)
      let isThere = (try? left.openStore()) != nil
      #expect(isThere || !isMade, "a store that was made is gone")
      if !isThere {
        try Store.create("book", journalID: testID, storage: left, sizes: smallSizes)
        _ = try left.crash(.everythingDropped).openStore()
      }
      if isMade { break }
      call += 1
    }
    #expect(call > 8)
  }
}
