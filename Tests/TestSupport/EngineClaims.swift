import PiperollStore

/// What every journal does, whatever keeps its records. A claim that does not hold throws.
public enum EngineClaim: String, CaseIterable, Sendable {
  case whatIsAcknowledgedIsReadInOrder
  case aReadingSeesWhatIsAcknowledgedAndNoMore
  case whatIsAcknowledgedIsThereAfterARestart
  case theWrongSequenceIsFencedAndWritesNothing
  case aTakeoverFencesTheWriterBefore
  case epochsRiseOverRestarts
  case anEmptyGroupChangesNothing
  case wantOfRoomWritesNothingAndTheGroupIsTakenLater
  case anUnknownGroupIsWholeOrAbsentAndTheJournalIsFinished

  /// A claim that does not hold.
  public struct Broken: Error {
    public let what: String
  }

  /// Tries the claim on a new journal.
  public func check<Bench: EngineBench>(on bench: Bench, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    switch self {
    case .whatIsAcknowledgedIsReadInOrder: try readInOrder(bench, &random)
    case .aReadingSeesWhatIsAcknowledgedAndNoMore: try readBetween(bench, &random)
    case .whatIsAcknowledgedIsThereAfterARestart: try restart(bench, &random)
    case .theWrongSequenceIsFencedAndWritesNothing: try wrongSequence(bench)
    case .aTakeoverFencesTheWriterBefore: try takeover(bench)
    case .epochsRiseOverRestarts: try epochs(bench)
    case .anEmptyGroupChangesNothing: try emptyGroup(bench)
    case .wantOfRoomWritesNothingAndTheGroupIsTakenLater: try noRoom(bench)
    case .anUnknownGroupIsWholeOrAbsentAndTheJournalIsFinished: try unknown(bench, seed, &random)
    }
  }

  private func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw Broken(what: what()) }
  }

  private func expect(
    _ engine: some JournalEngine, holds last: UInt64, from first: UInt64 = 1
  ) throws {
    let records = try engine.records(from: first)
    try expect(
      records == JournalRecord.expected(first, through: last),
      "\(first) to \(last) are read as \(records.map(\.sequence))")
  }

  /// Appends random groups; returns the last sequence.
  private func fill(
    _ engine: some JournalEngine, _ writer: Takeover, groups: Int, _ random: inout SplitMix64
  ) throws -> UInt64 {
    var last = writer.lastSequence
    for _ in 0..<groups {
      let count = 1 + random.below(6)
      try expect(
        engine.append(count, after: last, epoch: writer.epoch) == .acknowledged,
        "a group after \(last) is not acknowledged")
      last += UInt64(count)
    }
    return last
  }

  private func readInOrder(_ bench: some EngineBench, _ random: inout SplitMix64) throws {
    let engine = try bench.open()
    let last = try fill(engine, engine.takeover(), groups: 20, &random)
    for first in 1...last + 1 { try expect(engine, holds: last, from: first) }
    // A reader may stop it.
    var seen = 0
    do {
      try engine.read(from: 2) { _, _, _ in
        seen += 1
        if seen == 3 { throw Broken(what: "enough") }
      }
      throw Broken(what: "a reader that throws is not heard")
    } catch is StoreError {
      try expect(seen == 3, "a reader that threw got \(seen) records")
    }
  }

  private func readBetween(_ bench: some EngineBench, _ random: inout SplitMix64) throws {
    let engine = try bench.open()
    var writer = try engine.takeover()
    try expect(writer.lastSequence == 0, "a new journal is not empty")
    for _ in 0..<30 {
      try expect(engine, holds: writer.lastSequence)
      writer.lastSequence = try fill(engine, writer, groups: 1, &random)
    }
  }

  private func restart(_ bench: some EngineBench, _ random: inout SplitMix64) throws {
    var last: UInt64 = 0
    for _ in 0..<5 {
      let engine = try bench.open()
      let writer = try engine.takeover()
      try expect(writer.lastSequence == last, "\(last) became \(writer.lastSequence)")
      try expect(engine, holds: last)
      last = try fill(engine, writer, groups: 8, &random)
    }
    try expect(bench.open(), holds: last)
  }

  private func wrongSequence(_ bench: some EngineBench) throws {
    let engine = try bench.open()
    let epoch = try engine.takeover().epoch
    try expect(engine.append(3, after: 0, epoch: epoch) == .acknowledged, "a first group")
    for last in [0, 1, 2, 4, 100] as [UInt64] {
      try expect(engine.append(2, after: last, epoch: epoch) == .fenced, "a group after \(last)")
    }
    try expect(engine, holds: 3)
    try expect(engine.append(1, after: 3, epoch: epoch) == .acknowledged, "the right one then")
    try expect(bench.open(), holds: 4)
  }

  private func takeover(_ bench: some EngineBench) throws {
    let first = try bench.open()
    let before = try first.takeover()
    try expect(first.append(2, after: 0, epoch: before.epoch) == .acknowledged, "a first group")
    let second = try bench.rival(of: first)
    let after = try second.takeover()
    try expect(after.epoch > before.epoch, "the epoch does not rise")
    try expect(after.lastSequence == 2, "a takeover at \(after.lastSequence)")
    for _ in 1...2 {
      try expect(first.append(1, after: 2, epoch: before.epoch) == .fenced, "an old writer")
      try expect(second, holds: 2)
    }
    try expect(second.append(1, after: 2, epoch: after.epoch + 1) == .fenced, "a made-up epoch")
    try expect(second.append(2, after: 2, epoch: after.epoch) == .acknowledged, "the new writer")
    try expect(first.append(1, after: 4, epoch: before.epoch) == .fenced, "an old writer again")
    try expect(bench.open(), holds: 4)
  }

  private func epochs(_ bench: some EngineBench) throws {
    var before: UInt64 = 0
    for last in 0..<UInt64(5) {
      let engine = try bench.open()
      let writer = try engine.takeover()
      try expect(writer.epoch > before, "epoch \(writer.epoch) after \(before)")
      before = writer.epoch
      try expect(engine.append(1, after: last, epoch: before) == .acknowledged, "\(last + 1)")
    }
  }

  private func emptyGroup(_ bench: some EngineBench) throws {
    let engine = try bench.open()
    let epoch = try engine.takeover().epoch
    try expect(engine.append(0, after: 0, epoch: epoch) == .acknowledged, "an empty group")
    try expect(engine.append(0, after: 0, epoch: epoch + 1) == .fenced, "one of no writer")
    try expect(engine.append(1, after: 0, epoch: epoch) == .acknowledged, "the first group")
    try expect(bench.open(), holds: 1)
  }

  private func noRoom(_ bench: some EngineBench) throws {
    let engine = try bench.open()
    let epoch = try engine.takeover().epoch
    try expect(engine.append(2, after: 0, epoch: epoch) == .acknowledged, "a first group")
    bench.setFull(true)
    for _ in 1...2 {
      do {
        let result = try engine.append(300, after: 2, epoch: epoch)
        throw Broken(what: "without room a group is \(result)")
      } catch let fault as StorageFault {
        try expect(fault.isNoSpace, "want of room is told as \(fault)")
      }
      try expect(engine.failure == nil, "want of room finishes the journal")
      try expect(engine, holds: 2)
    }
    bench.setFull(false)
    try expect(engine.append(300, after: 2, epoch: epoch) == .acknowledged, "it is not taken later")
    try expect(bench.open(), holds: 302)
  }

  private func unknown(
    _ bench: some EngineBench, _ seed: UInt64, _ random: inout SplitMix64
  ) throws {
    let engine = try bench.open()
    let writer = try engine.takeover()
    let last = try fill(engine, writer, groups: 5, &random)
    bench.loseSight(seed: seed)
    let count = 1 + random.below(5)
    try expect(engine.append(count, after: last, epoch: writer.epoch) == .unknown, "not unknown")
    try expect(engine.failure != nil, "no failure is told")
    for after in [last, last + UInt64(count)] {
      try expect(engine.append(1, after: after, epoch: writer.epoch) == .fenced, "not finished")
    }
    do {
      _ = try engine.takeover()
      throw Broken(what: "a finished journal can be taken over")
    } catch is StorageFault {}
    let next = try bench.open()
    let found = try next.takeover()
    try expect(
      [last, last + UInt64(count)].contains(found.lastSequence),
      "\(last) and an unknown \(count) became \(found.lastSequence)")
    try expect(next, holds: found.lastSequence)
    let end = try fill(next, found, groups: 2, &random)
    try expect(bench.open(), holds: end)
  }
}
