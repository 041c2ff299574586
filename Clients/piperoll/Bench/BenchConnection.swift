import Glibc
import PiperollClient
import PiperollTLS

/// One connection of a load: it keeps so many requests in flight and measures each.
final class BenchConnection<Replies: ReplyCounter> {
  let descriptor: Int32
  private var tls: TLSConnection
  private var replies: Replies
  private var outgoing: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  /// When the requests in flight were sent, oldest first, in a ring.
  private var sentAt: [UInt64]
  private var oldest = 0
  private(set) var inFlight = 0

  var refusals: Int { replies.refusals }

  init(to address: sockaddr_in, _ context: TLSContext, depth: Int, replies: Replies) throws {
    tls = try TLSConnection(context: context)
    self.replies = replies
    sentAt = [UInt64](repeating: 0, count: depth)
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var (address, one) = (address, Int32(1))
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw ClientError(.unreachable, String(cString: strerror(errno))) }
    while try tls.handshake() == .needsInput {
      try flush()
      _ = try receive()
    }
    try flush()
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  deinit { close(descriptor) }

  /// Fills the window with requests and sends them in one record.
  func fill(_ template: inout CommandTemplate) throws {
    guard inFlight < sentAt.count else { return }
    outgoing.removeAll(keepingCapacity: true)
    let now = nanoseconds()
    while inFlight < sentAt.count {
      template.write(to: &outgoing)
      sentAt[(oldest + inFlight) % sentAt.count] = now
      inFlight += 1
    }
    try outgoing.withUnsafeBytes { try tls.write($0) }
    try flush()
  }

  /// Takes what has arrived; returns how many replies it completed.
  func take(_ histogram: inout LatencyHistogram) throws -> Int {
    guard try receive() else { throw ClientError(.unreachable, "the server closed a connection") }
    var done = 0
    while true {
      let result = try buffer.withUnsafeMutableBytes { try tls.read(into: $0) }
      guard case .bytes(let count) = result else { break }
      done += buffer.withUnsafeBytes {
        replies.count(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
    }
    let now = nanoseconds()
    for _ in 0..<done {
      histogram.record(nanoseconds: now - sentAt[oldest])
      oldest = (oldest + 1) % sentAt.count
    }
    inFlight -= done
    return done
  }

  private func receive() throws -> Bool {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count == 0 { return false }
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    try buffer.withUnsafeBytes { try tls.receive(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    return true
  }

  /// Requests are far smaller than a socket's buffer; where it is full, waiting for it is right.
  private func flush() throws {
    while tls.outputPending > 0 {
      let count = buffer.withUnsafeMutableBytes { tls.takeOutput(into: $0) }
      var sent = 0
      while sent < count {
        let wrote = buffer.withUnsafeBytes {
          write(descriptor, $0.baseAddress! + sent, count - sent)
        }
        if wrote > 0 {
          sent += wrote
        } else if errno == EAGAIN || errno == EINTR {
          var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&entry, 1, -1)
        } else {
          throw ClientError(.unreachable, String(cString: strerror(errno)))
        }
      }
    }
  }
}

/// A clock that only goes forward.
func nanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
