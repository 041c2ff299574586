import Glibc

/// Leaves the disk to the journal between the blocks of a snapshot that is written, or read back,
/// beside it.
enum SnapshotPace {
  /// About as long as a block takes: every second millisecond is the journal's, whose slowest
  /// groups in a thousand then wait one millisecond instead of fifteen. A gigabyte takes five
  /// seconds instead of three.
  private static let restMicroseconds: UInt32 = 1_000

  static func rest() { usleep(restMicroseconds) }
}
