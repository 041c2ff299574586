import Glibc

/// Makes reports and snapshots give way to look-ups: they take long anyway.
enum WorkerPriority {
  /// A tenth of the weight of the loops and of the journal's thread: where there are fewer cores
  /// than threads with work, these run first.
  private static let niceness: Int32 = 10

  /// Lowers the calling thread's priority (on Linux it is a thread's own). Where it may not be, all
  /// are equal, as they were.
  static func lower() { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
}
