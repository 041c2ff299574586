import CEpoll
import Glibc
import PiperollClient

/// Which of many descriptors have something to read, by epoll(7): with poll(2) every call of 500
/// connections goes through all of them.
struct Readiness: ~Copyable {
  private let descriptor: Int32
  private var events: [epoll_event]

  init(_ descriptors: [Int32]) throws {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    events = [epoll_event](repeating: epoll_event(), count: max(descriptors.count, 1))
    for (number, watched) in descriptors.enumerated() {
      var event = epoll_event()
      event.events = EPOLLIN.rawValue
      event.data.u32 = UInt32(number)
      guard epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event) == 0 else {
        throw ClientError(.unreachable, "epoll: \(String(cString: strerror(errno)))")
      }
    }
  }

  deinit { close(descriptor) }

  /// Waits and calls `body` with the number of each descriptor that can be read, or has ended.
  /// Returns false when none could for so long.
  mutating func wait(milliseconds: Int32, _ body: (Int) throws -> Void) throws -> Bool {
    let count = epoll_wait(descriptor, &events, Int32(events.count), milliseconds)
    for place in 0..<max(Int(count), 0) { try body(Int(events[place].data.u32)) }
    return count != 0
  }
}
