import Glibc
import PiperollClient
import PiperollTLS

/// One connection of a load: it keeps so many requests in flight and measures each. What it reads
/// and writes goes through buffers that all connections share, so that they stay in the cache.
final class BenchConnection<Replies: ReplyCounter> {
  private struct Sent {
    var at: UInt64
    var command: Int32
  }

  let descriptor: Int32
  private var tls: TLSConnection
  private var replies: Replies
  /// The requests in flight, oldest first, in a ring.
  private var ring: [Sent]
  private var oldest = 0
  private(set) var inFlight = 0
  /// When requests were due that have to wait for replies, oldest first.
  private var waiting: [UInt64] = []

  init(to address: sockaddr_in, _ context: TLSContext, depth: Int, replies: Replies) throws {
    tls = try TLSConnection(context: context)
    self.replies = replies
    ring = [Sent](repeating: Sent(at: 0, command: 0), count: depth)
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Self.lost() }
    var (address, one) = (address, Int32(1))
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Self.lost() }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Completes the handshake, and from then on never waits for the server.
  func shakeHands(_ buffer: UnsafeMutableRawBufferPointer) throws {
    while try tls.handshake() == .needsInput {
      try flush(buffer)
      _ = try receive(buffer)
    }
    try flush(buffer)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  /// Sends requests, all in one record, until so many are in flight as there may be or `quota` is
  /// used up.
  func fill(
    _ mix: inout CommandMix, _ quota: inout Int, at now: UInt64, _ text: inout TextBuffer,
    _ buffer: UnsafeMutableRawBufferPointer
  ) throws {
    let count = min(ring.count - inFlight, quota)
    guard count > 0 else { return }
    try send(count, &mix, &text, buffer) { now }
    quota -= count
  }

  /// A request is due: it is sent as soon as fewer are in flight than there may be.
  func add(due now: UInt64) { waiting.append(now) }

  /// Whether every request that was due is answered.
  var isDone: Bool { inFlight == 0 && waiting.isEmpty }

  /// Sends what is due, as much as there may be in flight.
  func sendWaiting(
    _ mix: inout CommandMix, _ text: inout TextBuffer, _ buffer: UnsafeMutableRawBufferPointer
  ) throws {
    let count = min(ring.count - inFlight, waiting.count)
    guard count > 0 else { return }
    try send(count, &mix, &text, buffer) { waiting.removeFirst() }
  }

  private func send(
    _ count: Int, _ mix: inout CommandMix, _ text: inout TextBuffer,
    _ buffer: UnsafeMutableRawBufferPointer, at time: () -> UInt64
  ) throws {
    text.clear()
    for _ in 0..<count {
      ring[place(inFlight)] = Sent(at: time(), command: mix.write(to: &text))
      inFlight += 1
    }
    try tls.write(text.bytes)
    try flush(buffer)
  }

  /// Takes what has arrived, and gives each reply to `body`: the time at which they came, that at
  /// which the request was sent, its command, and the outcome. Returns the time.
  func take(
    _ buffer: UnsafeMutableRawBufferPointer,
    _ body: (_ now: UInt64, _ sent: UInt64, _ command: Int, ReplyOutcome) -> Void
  ) throws -> UInt64 {
    guard try receive(buffer) else {
      throw ClientError(.unreachable, "the server closed a connection")
    }
    let now = nanoseconds()
    // When all that was sent is answered there is nothing more to decrypt.
    while inFlight > 0, case .bytes(let count) = try tls.read(into: buffer) {
      var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      while let outcome = replies.next(in: &rest) {
        guard inFlight > 0 else {
          throw ClientError(.unreachable, "more replies came than requests were sent")
        }
        let sent = ring[oldest]
        oldest = place(1)
        inFlight -= 1
        body(now, sent.at, Int(sent.command), outcome)
      }
    }
    return now
  }

  private func place(_ distance: Int) -> Int {
    let place = oldest + distance
    return place < ring.count ? place : place - ring.count
  }

  /// False at the end of the connection.
  private func receive(_ buffer: UnsafeMutableRawBufferPointer) throws -> Bool {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count == 0 { return false }
    if count < 0 {
      guard errno == EAGAIN || errno == EINTR else { throw Self.lost() }
      return true
    }
    try tls.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return true
  }

  /// Requests are far smaller than a socket's buffer; where it is full, waiting for it is right.
  private func flush(_ buffer: UnsafeMutableRawBufferPointer) throws {
    while true {
      var rest = UnsafeRawBufferPointer(rebasing: buffer[..<tls.takeOutput(into: buffer)])
      if rest.isEmpty { return }
      while !rest.isEmpty {
        let wrote = write(descriptor, rest.baseAddress, rest.count)
        if wrote > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[wrote...])
        } else if errno == EAGAIN || errno == EINTR {
          var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&entry, 1, -1)
        } else {
          throw Self.lost()
        }
      }
      if tls.outputPending == 0 { return }
    }
  }

  private static func lost() -> ClientError {
    ClientError(.unreachable, String(cString: strerror(errno)))
  }
}

/// A clock that only goes forward.
func nanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
