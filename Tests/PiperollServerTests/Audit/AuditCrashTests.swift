import PiperollServer
import PiperollStore
import PiperollTLS
import TestSupport
import Testing

/// What an audit trail says is on the disk is there after the power was cut, whatever else is.
@Suite struct AuditCrashTests {
  private static let directory = "audit"

  /// Reads a trail. Up to a sequence every record is there, and none stands twice. Behind it a
  /// power cut may have kept a later block and not an earlier one, as disks do.
  private func read(_ disk: SimulatedDisk, _ key: SealKey, durable: UInt64) throws -> AuditWalk {
    var walk = try AuditWalk(Self.directory, storage: disk, seal: key)
    var last: UInt64 = 0
    try walk.run { record in
      #expect(record.sequence > durable ? record.sequence > last : record.sequence == last + 1)
      last = record.sequence
      return true
    }
    #expect(last >= durable)
    return walk
  }

  @Test(arguments: UInt64(1)...40)
  func `a power cut takes nothing that was durable, and what it tears is cut off`(seed: UInt64)
    throws
  {
    let files = try AuditFiles()
    defer { files.remove() }
    var sizes = AuditSizes()
    sizes.segmentBytes = 3_000
    var random = SplitMix64(seed: seed)
    let disk = SimulatedDisk(seed: seed)
    let (writer, _) = try AuditWriter.open(
      Self.directory, storage: disk, sizes: sizes, time: 0, seal: files.key)
    disk.faults.errors = 0.05
    disk.faults.shortTransfers = 0.2
    disk.faults.interruptions = 0.1
    var durable: UInt64 = 0
    for _ in 0..<random.below(40) {
      // A write that fails keeps its pages for the next one.
      let isDue = random.oneIn(2)
      let progress = try? writer.write([AuditFiles.page(1)], isDue: isDue, time: 0)
      durable = max(durable, progress?.last ?? 0)
    }
    disk.faults = FaultPlan()
    let left = disk.crash(CrashFate.allCases[random.below(CrashFate.allCases.count)])
    _ = try read(left, files.key, durable: durable)
    let (next, _) = try AuditWriter.open(
      Self.directory, storage: left, sizes: sizes, time: 0, seal: files.key)
    let before = next.progress.last
    #expect(before >= durable)
    #expect(try next.write([AuditFiles.page(2)], isDue: true, time: 0).last == before + 10)
    next.close()
    let end = try read(left, files.key, durable: durable)
    #expect(end.last == before + 10 && end.unfinishedBytes == 0)
  }
}
