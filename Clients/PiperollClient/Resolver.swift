import Glibc

/// One address of a host, ready for connect(2).
struct SocketAddress {
  let family: Int32
  let bytes: [UInt8]
}

/// Turns a host into addresses, within a deadline.
enum Resolver {
  static func resolve(_ address: Address, _ deadline: Deadline) throws -> [SocketAddress] {
    let numeric = NameLookup(address, flags: AI_NUMERICHOST)
    numeric.run()
    if numeric.code == 0 { return numeric.found }
    let lookup = try NameLookup(address, flags: AI_ADDRCONFIG).finished(by: deadline)
    guard lookup.code == 0 else {
      throw ClientError(
        .unreachable, "\(address.host): \(String(cString: gai_strerror(lookup.code)))")
    }
    return lookup.found
  }
}

/// One call of getaddrinfo(3). With a slow name server it waits much longer than a telephone rings
/// and cannot be stopped, so that it runs on a thread that may be left behind.
///
/// Unchecked Sendable: the thread alone touches it until it is joined; one that is not joined is
/// never looked at again.
private final class NameLookup: @unchecked Sendable {
  private let host: String
  private let port: String
  private let flags: Int32
  /// Closed when the lookup is done.
  private var doneDescriptor: Int32 = -1
  private(set) var code: Int32 = 0
  private(set) var found: [SocketAddress] = []

  init(_ address: Address, flags: Int32) {
    host = address.host
    port = String(address.port)
    self.flags = flags | AI_NUMERICSERV
  }

  func run() {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = flags
    var first: UnsafeMutablePointer<addrinfo>?
    code = getaddrinfo(host, port, &hints, &first)
    guard code == 0 else { return }
    defer { freeaddrinfo(first) }
    var next = first
    while let info = next?.pointee {
      let raw = UnsafeRawBufferPointer(start: info.ai_addr, count: Int(info.ai_addrlen))
      found.append(SocketAddress(family: info.ai_family, bytes: Array(raw)))
      next = info.ai_next
    }
  }

  func finished(by deadline: Deadline) throws -> NameLookup {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Self.noThread(errno) }
    defer { close(ends[0]) }
    doneDescriptor = ends[1]
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, Self.body, Unmanaged.passRetained(self).toOpaque())
    guard code == 0 else {
      Unmanaged.passUnretained(self).release()
      close(ends[1])
      throw Self.noThread(code)
    }
    guard Self.isDone(ends[0], deadline) else {
      pthread_detach(thread)
      throw ClientError(.unreachable, "\(host): the name was not resolved in time")
    }
    pthread_join(thread, nil)
    return self
  }

  private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    let lookup = Unmanaged<NameLookup>.fromOpaque($0!).takeRetainedValue()
    lookup.run()
    close(lookup.doneDescriptor)
    return nil
  }

  private static func noThread(_ code: Int32) -> ClientError {
    ClientError(.unreachable, "no name lookup: \(systemReason(code))")
  }

  /// The other end of the pipe is closed.
  private static func isDone(_ descriptor: Int32, _ deadline: Deadline) -> Bool {
    var entries = [pollfd(descriptor, reads: true)]
    while true {
      switch Poll.wait(&entries, deadline) {
      case .ready: return true
      case .timedOut: return false
      case .interrupted: continue
      }
    }
  }
}
