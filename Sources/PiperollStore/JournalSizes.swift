/// The sizes a local journal works with.
public struct JournalSizes: Sendable {
  /// A segment is followed by a new one from this size on. 64 MiB: recovery holds one segment in
  /// memory, and trimming frees the disk in such pieces.
  public var segmentBytes: UInt64 = 64 << 20
  /// Segments grow by this much at a time, reserved ahead: a write then changes no metadata that
  /// fdatasync might leave behind, and a full disk is met before a group is written, not amid one.
  public var stepBytes: UInt64 = 16 << 20
  /// So much room should always be reserved beyond the end. When less can be had, `spaceIsShort`
  /// becomes true while there still is room for what is under way (two full groups).
  public var headroomBytes: UInt64 = 2 * UInt64(JournalGroup.bytesEnough)

  public init() {}
}
