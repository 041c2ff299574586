/// The sizes a local journal works with.
public struct JournalSizes: Sendable {
  /// A segment's room, reserved whole when it is made. 16 MiB: recovery holds one segment in
  /// memory, trimming frees the disk in such pieces, and the rest of one is zeroed in some 20 ms
  /// when a store is opened.
  public var segmentBytes: UInt64 = 16 << 20
  /// What a segment may be. At the least some hundred entries: with fewer, a change of files costs
  /// more than what they hold. At the most what a start can hold in memory and fill with zeros in a
  /// third of a second.
  public static let segmentBytesRange: ClosedRange<UInt64> = 64 << 10...256 << 20
  /// Zeros are written ahead by this much at a time, each piece made durable: big enough to keep up
  /// with any load that waits for its groups, small enough that an fsync of the journal which meets
  /// such a piece on the disk takes no more than twice its usual time.
  public var stepBytes: UInt64 = 256 << 10

  public init() {}

  /// Of other segments than usual; small ones are zeroed in smaller steps.
  public init(segmentBytes: UInt64) {
    self.segmentBytes = segmentBytes
    stepBytes = min(stepBytes, segmentBytes / 8)
  }
}
