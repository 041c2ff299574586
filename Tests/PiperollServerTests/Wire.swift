import Dispatch
import Glibc
import PiperollTLS
import Testing

/// A client that sends bytes and reads lines over real TLS. Its waits are on a thread of its own
/// and end with an error when a generous time is over, which is a failure and never a result.
final class Wire: @unchecked Sendable {
  /// Longer than anything takes on a loaded machine.
  static let patienceSeconds = 60.0

  enum Fault: Error, Equatable {
    case timedOut(String)
    case refused(Int32)
    /// The transport ended without close_notify.
    case cut
    case closed
  }

  private let queue = DispatchQueue(label: "wire")
  private let descriptor: Int32
  // Everything below is used on the queue alone.
  private var tls: TLSConnection
  private var received: [UInt8] = []
  private var isClosed = false

  /// - Parameter host: the last number of the client's address, 127.0.0.1 or another.
  init(port: Int, identity: TLSIdentity? = nil, from host: UInt32 = 1) async throws {
    let context = try TLSContext.client(trust: .fingerprintChecked, identity: identity)
    descriptor = try Self.connect(port, from: host)
    tls = try TLSConnection(context: context)
    try await run { try $0.shakeHands() }
  }

  deinit { Glibc.close(descriptor) }

  private static func connect(_ port: Int, from host: UInt32) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    func call(
      _ host: UInt32, _ port: Int,
      _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) -> Int32 {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = (0x7F00_0000 | host).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { function(descriptor, $0, size) }
      }
    }
    guard call(host, 0, Glibc.bind) == 0, call(1, port, Glibc.connect) == 0 else {
      Glibc.close(descriptor)
      throw Fault.refused(errno)
    }
    return descriptor
  }

  private func run<Result: Sendable>(
    _ body: @escaping @Sendable (Wire) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: .init { try body(self) }) }
    }
  }
}

// What a test says and hears.
extension Wire {
  /// Sends text as it stands, all in one go.
  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// A deaf client receives nothing, even when the server takes no more until it does.
  func send(_ bytes: [UInt8], deaf: Bool = false) async throws {
    try await run { wire in
      try bytes.withUnsafeBytes { try wire.tls.write($0) }
      try wire.flush(deaf: deaf)
    }
  }

  /// Sends lines in one go and reads a reply to each.
  func ask(_ lines: String...) async throws -> [WireReply] { try await ask(lines) }

  func ask(_ lines: [String]) async throws -> [WireReply] {
    try await send(lines.map { $0 + "\r\n" }.joined())
    var replies: [WireReply] = []
    for _ in lines { replies.append(try await reply()) }
    return replies
  }

  /// The fingerprint of the certificate that the server has shown.
  func certificate() async throws -> String {
    try await run { $0.tls.peerCertificateFingerprint ?? "" }
  }

  /// The next line, without its end; throws `closed` after close_notify.
  func line() async throws -> String { try await run { try $0.readLine() } }

  /// The next reply, with its block.
  func reply() async throws -> WireReply {
    try await run { wire in
      var reply = WireReply(status: try wire.readLine())
      if reply.hasBlock {
        repeat { reply.block.append(try wire.readLine()) } while !reply.isWhole
      }
      return reply
    }
  }

  /// All lines until close_notify; throws `cut` if the end comes without it.
  func linesToEnd() async throws -> [String] {
    try await run { wire in
      var lines: [String] = []
      while true {
        do { lines.append(try wire.readLine()) } catch Fault.closed { return lines }
      }
    }
  }

  /// What has arrived by now, and was not read yet.
  func arrived() async throws -> String {
    try await run { wire in
      while !wire.isClosed, try wire.take(flags: Int32(MSG_DONTWAIT)) {}
      return String(decoding: wire.received, as: UTF8.self)
    }
  }

  /// Says close_notify, and with `andTransport` ends the sending side of the TCP connection too.
  func finish(notify: Bool = true, andTransport: Bool = true) async throws {
    try await run { wire in
      if notify {
        wire.tls.close()
        try wire.flush()
      }
      if andTransport { shutdown(wire.descriptor, Int32(SHUT_WR)) }
    }
  }
}

extension Wire {
  private func shakeHands() throws {
    while true {
      let progress: TLSProgress
      do { progress = try tls.handshake() } catch {
        try? flush()
        throw error
      }
      try flush()
      if progress == .complete { return }
      try feed(flags: 0)
    }
  }

  private func flush(deaf: Bool = true) throws {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = buffer.withUnsafeMutableBytes({ tls.takeOutput(into: $0) }), count > 0 {
      var sent = 0
      while sent < count {
        guard try wait(Int16(POLLOUT) | (deaf ? 0 : Int16(POLLIN))) & Int16(POLLOUT) != 0 else {
          try feed(flags: 0)
          while !isClosed, try decrypt() {}
          continue
        }
        let taken = buffer[sent..<count].withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        if taken < 0, errno == EAGAIN { continue }
        guard taken > 0 else { throw Fault.cut }
        sent += taken
      }
    }
  }

  private func readLine() throws -> String {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        let line = received[..<end]
        received.removeSubrange(...end)
        guard line.last == 0x0D else { throw Fault.timedOut("a line without CR") }
        return String(decoding: line.dropLast(), as: UTF8.self)
      }
      if isClosed { throw Fault.closed }
      _ = try take(flags: 0)
    }
  }

  /// Decrypts what there is, after receiving if there is nothing; false if nothing has come.
  private func take(flags: Int32) throws -> Bool {
    while true {
      if try decrypt() { return true }
      guard try feed(flags: flags) else { return false }
    }
  }

  /// False if there is nothing to decrypt.
  private func decrypt() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    switch try buffer.withUnsafeMutableBytes({ try tls.read(into: $0) }) {
    case .bytes(let count): received += buffer[..<count]
    case .closed: isClosed = true
    case .needsInput: return false
    }
    return true
  }

  @discardableResult private func feed(flags: Int32) throws -> Bool {
    if flags == 0 { try wait(Int16(POLLIN)) }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, flags)
    if count < 0, errno == EAGAIN { return false }
    guard count > 0 else { throw Fault.cut }
    try buffer[..<count].withUnsafeBytes { try tls.receive($0) }
    return true
  }

  @discardableResult private func wait(_ events: Int16) throws -> Int16 {
    var entry = pollfd(fd: descriptor, events: events, revents: 0)
    guard poll(&entry, 1, Int32(Self.patienceSeconds * 1000)) > 0 else {
      throw Fault.timedOut("nothing came")
    }
    return entry.revents
  }
}

/// A status line and, after a `+`, the lines of its block with the final status at the end.
struct WireReply: Equatable, Sendable {
  let status: String
  var block: [String] = []

  private var words: [Substring] {
    status.split(separator: " ").drop { $0.hasPrefix("@") }.map { $0 }
  }
  var hasBlock: Bool { words.first?.hasSuffix("+") == true }
  var isWhole: Bool { block.last?.hasPrefix(". ") == true }
  var tag: String? {
    status.hasPrefix("@") ? status.split(separator: " ").first.map(String.init) : nil
  }
  var code: Int { words.first.flatMap { Int($0.prefix(3)) } ?? 0 }

  /// The value of a key of the status line.
  subscript(key: String) -> String? {
    words.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
  }
}

extension Wire {
  /// Sends bytes without any TLS and hangs up.
  static func shout(_ bytes: [UInt8], at port: Int) {
    guard let descriptor = try? connect(port, from: 1) else { return }
    _ = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    Glibc.close(descriptor)
  }
}
