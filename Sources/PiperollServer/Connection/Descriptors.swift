import Glibc

/// The process's bound on open files, which is one on connections too.
enum Descriptors {
  /// Kept free of connections: journal, snapshots, listener, loops and threads, and one to accept
  /// and close a connection too many with. Without that one the listener would stay ready for ever
  /// and its loop would spin.
  private static let kept = 64

  /// Raises the bound as far as the system allows and returns how many connections fit into it.
  static func connections() -> Int {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return Int.max }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return max(Connections.refusedMax + 1, Int(clamping: limit.rlim_cur) - kept)
  }
}
