import Synchronization

/// Figures of a journal that any thread may read.
final class JournalFigures: Sendable {
  let durableSequence: Atomic<UInt64>
  let appendedBytes: Atomic<UInt64>
  /// Why there is too little room ahead of the journal, as an errno; 0: there is enough.
  private let shortageCode = Atomic<Int32>(0)
  /// What is left of the present segment's reserved room, and what a reserved spare would take.
  /// A rotation raises the first before it takes back the second, so that the larger of the two
  /// never seems smaller than it is.
  let restBytes = Atomic<UInt64>(0)
  let spareBytes = Atomic<UInt64>(0)
  /// Bytes on the disk of the segments that have their final names.
  let segmentBytes: Atomic<UInt64>
  let syncTimes = SyncTimes()

  /// Why there is too little room ahead of the journal; nil: there is enough.
  var shortage: StorageFault.Cause? {
    let code = shortageCode.load(ordering: .relaxed)
    return code == 0 ? nil : StorageFault(.allocate, "", code: code).cause
  }

  func note(_ shortage: StorageFault?) {
    shortageCode.store(shortage?.code ?? 0, ordering: .relaxed)
  }

  init(durableSequence: UInt64, appendedBytes: UInt64, segmentBytes: UInt64) {
    self.durableSequence = Atomic(durableSequence)
    self.appendedBytes = Atomic(appendedBytes)
    self.segmentBytes = Atomic(segmentBytes)
  }
}

/// How long groups waited for the disk to have them. Any thread may read it at any time.
public final class SyncTimes: Sendable {
  /// One for each power of two of microseconds; the last, from some 36 minutes on, has no end.
  public static let bucketCount = 32

  private let last = Atomic<UInt64>(0)
  private let longest = Atomic<UInt64>(0)
  private let buckets = InlineArray<32, Atomic<UInt64>> { _ in Atomic(0) }

  /// In microseconds, of the last group.
  public var lastMicroseconds: UInt64 { last.load(ordering: .relaxed) }
  /// In microseconds, of the slowest group since the store was opened.
  public var longestMicroseconds: UInt64 { longest.load(ordering: .relaxed) }

  /// How many groups took from 2^i up to 2^(i+1) microseconds, for each i; those that took less
  /// than one are counted in the first.
  public var counts: [UInt64] {
    (0..<Self.bucketCount).map { buckets[$0].load(ordering: .relaxed) }
  }

  /// An upper bound on the time that a share of the groups took.
  ///
  /// - Parameter thousandths: the share, as 990 for 99 % of the groups.
  /// - Returns: microseconds: a power of two, or the longest time where that is less; 0 before the
  ///   first group.
  public func quantile(thousandths: UInt64) -> UInt64 {
    let counts = counts
    let wanted = (counts.reduce(0, +) * thousandths + 999) / 1000
    var sum: UInt64 = 0
    for (power, count) in counts.enumerated() {
      sum += count
      if sum >= wanted, sum > 0 { return min(2 << UInt64(power), longestMicroseconds) }
    }
    return 0
  }

  func record(_ microseconds: UInt64) {
    last.store(microseconds, ordering: .relaxed)
    longest.max(microseconds, ordering: .relaxed)
    let power = UInt64.bitWidth - 1 - max(microseconds, 1).leadingZeroBitCount
    buckets[min(power, Self.bucketCount - 1)].add(1, ordering: .relaxed)
  }
}
