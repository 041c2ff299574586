import Glibc

enum Poll {
  enum Outcome { case ready, timedOut, interrupted }

  /// Waits until one of the descriptors is ready; entries with a negative descriptor are ignored.
  static func wait(_ entries: inout [pollfd], _ deadline: Deadline) -> Outcome {
    let count = poll(&entries, nfds_t(entries.count), deadline.pollMilliseconds)
    if count > 0 { return .ready }
    return count == 0 ? .timedOut : .interrupted
  }
}

extension pollfd {
  init(_ descriptor: Int32, reads: Bool, writes: Bool = false) {
    let events = (reads ? POLLIN : 0) | (writes ? POLLOUT : 0)
    self.init(fd: events == 0 ? -1 : descriptor, events: Int16(events), revents: 0)
  }

  /// Reading makes progress: there is data, an end or an error to be had.
  var isReadable: Bool { Int32(revents) & (POLLIN | POLLHUP | POLLERR | POLLNVAL) != 0 }
  var isWritable: Bool { Int32(revents) & (POLLOUT | POLLHUP | POLLERR | POLLNVAL) != 0 }
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
