import Glibc

/// The server's clock: time enters the ledger through it alone.
enum WallClock {
  /// UTC, milliseconds since 1970.
  static func milliseconds() -> Int64 { PiperollServer.milliseconds(CLOCK_REALTIME) }
}

/// The clock of deadlines and intervals: whoever sets the wall's neither ends the connections nor
/// lets them stay.
enum SteadyClock {
  /// Milliseconds since some moment.
  static func milliseconds() -> Int64 { PiperollServer.milliseconds(CLOCK_MONOTONIC) }
}

private func milliseconds(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
