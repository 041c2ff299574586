import Glibc

/// A connected, non-blocking TCP socket.
struct Socket: ~Copyable {
  let descriptor: Int32

  deinit { close(descriptor) }

  /// Tries each address of the host in turn, IPv4 and IPv6; all of them share the deadline.
  static func connect(to address: Address, _ deadline: Deadline) throws -> Socket {
    let candidates = try Resolver.resolve(address, deadline)
    var reason = "no address"
    for (index, candidate) in candidates.enumerated() {
      let socket = Socket(descriptor: try open(candidate.family))
      guard let failure = socket.connect(candidate, deadline.share(of: candidates.count - index))
      else { return socket }
      reason = failure
    }
    throw ClientError(.unreachable, "\(address.hostAndPort): \(reason)")
  }

  private static func open(_ family: Int32) throws -> Int32 {
    let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    let descriptor = socket(family, Int32(kind), Int32(IPPROTO_TCP))
    guard descriptor >= 0 else { throw ClientError(.unreachable, systemReason(errno)) }
    set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    // A server that vanished without a word is noticed: after a minute of silence it is asked four
    // times, 15 s apart.
    set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 60)
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 15)
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 4)
    return descriptor
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Nil when connected, otherwise why not.
  private func connect(_ address: SocketAddress, _ deadline: Deadline) -> String? {
    let result = address.bytes.withUnsafeBytes { raw in
      Glibc.connect(
        descriptor, raw.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
    }
    if result == 0 { return nil }
    guard errno == EINPROGRESS else { return systemReason(errno) }
    var entries = [pollfd(descriptor, reads: false, writes: true)]
    while true {
      switch Poll.wait(&entries, deadline) {
      case .ready: return pendingError()
      case .timedOut: return "no answer in time"
      case .interrupted: continue
      }
    }
  }

  private func pendingError() -> String? {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
    return code == 0 ? nil : systemReason(code)
  }

  enum Received: Equatable {
    case bytes(Int)
    case nothingYet
    case ended
  }

  /// Throws when the connection broke.
  func receive(into buffer: UnsafeMutableRawBufferPointer) throws -> Received {
    let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
    if count > 0 { return .bytes(count) }
    if count == 0 { return .ended }
    if errno == EAGAIN || errno == EINTR { return .nothingYet }
    throw ClientError(.unreachable, "the connection was lost: \(systemReason(errno))")
  }

  /// How many bytes the kernel took. Throws when the connection broke.
  func send(_ bytes: ArraySlice<UInt8>) throws -> Int {
    let count = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count >= 0 { return count }
    if errno == EAGAIN || errno == EINTR { return 0 }
    throw ClientError(.unreachable, "the connection was lost: \(systemReason(errno))")
  }
}
