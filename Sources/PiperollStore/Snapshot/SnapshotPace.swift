import Glibc

/// How a snapshot that is written, or read back, leaves the disk and the processor to the journal
/// beside it: in small pieces, with a rest after each.
enum SnapshotPace {
  /// What is written at once. A group of the journal that meets it on its way to the disk waits for
  /// no more than this.
  static let pieceBytes = 256 << 10
  /// What is given back to the file system at once. While the file system takes it, 40 ms a GiB,
  /// nobody can change a file.
  static let freedBytes: UInt64 = 16 << 20
  /// The disk is the journal's for half of the time, however slow it is; at the least for as long
  /// as a group takes, at the most for so long that a snapshot still comes to its end.
  private static let restMicroseconds: ClosedRange<Int64> = 300...20_000

  static func rest(after work: Duration) {
    let (seconds, attoseconds) = work.components
    let time = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    usleep(UInt32(min(max(time, restMicroseconds.lowerBound), restMicroseconds.upperBound)))
  }
}

extension Storage {
  /// Does a piece of work that can wait, and rests.
  func paced<Fault: Error>(_ work: () throws(Fault) -> Void) throws(Fault) {
    let start = ContinuousClock.now
    try work()
    rest(after: start.duration(to: .now))
  }
}
