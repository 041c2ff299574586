import Foundation
import PiperollTLS

/// A client that says any bytes at all over TLS: what no well-behaved client would send too.
final class RawClient {
  /// Far beyond any reply of a test; only a server that hangs lets it pass.
  private static let patienceMilliseconds: Int32 = 30_000

  private let descriptor: Int32
  private var tls: TLSConnection
  private var received: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 16_384)
  private var isClosed = false
  private(set) var hasEndedInput = false
  /// Whether the last byte sent was not LF.
  private(set) var isAmidLine = false

  init(port: Int, identity: TLSIdentity?, fingerprint: String) throws {
    descriptor = try Self.connect(port)
    tls = try TLSConnection(
      context: TLSContext.client(trust: .fingerprintChecked, identity: identity))
    while try tls.handshake() != .complete {
      try flush()
      try feed()
    }
    try flush()
    guard tls.peerFingerprint == fingerprint else { throw Broken("another server's certificate") }
  }

  deinit { close(descriptor) }

  struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private static func connect(_ port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Broken("no connection: \(String(cString: strerror(errno)))") }
    return descriptor
  }

  func send(_ bytes: [UInt8]) throws {
    isAmidLine = bytes.last != UInt8(ascii: "\n")
    try bytes.withUnsafeBytes { try tls.write($0) }
    try flush()
  }

  /// Says that nothing more comes; replies can still be read.
  func endInput() throws {
    hasEndedInput = true
    tls.close()
    try flush()
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// The next line without its CRLF; nil when the server has ended the connection in order.
  func line() throws -> String? {
    var searched = 0
    while true {
      if let end = received[searched...].firstIndex(of: 10) {
        let line = received[..<end]
        received.removeSubrange(...end)
        guard line.last == 13 else { throw Broken("a line without CR: \(line)") }
        return String(decoding: line.dropLast(), as: UTF8.self)
      }
      searched = received.count
      if isClosed {
        guard received.isEmpty else { throw Broken("a last line without LF") }
        return nil
      }
      try feed()
      try decrypt()
    }
  }

  private func decrypt() throws {
    while true {
      switch try buffer.withUnsafeMutableBytes({ try tls.read(into: $0) }) {
      case .bytes(let count): received += buffer[..<count]
      case .needsInput: return
      case .closed:
        isClosed = true
        return
      }
    }
  }

  private func feed() throws {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Self.patienceMilliseconds) > 0 else { throw Broken("no answer") }
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 else { throw Broken(String(cString: strerror(errno))) }
    if count == 0 { return tls.receiveEOF() }
    try buffer.withUnsafeBytes { try tls.receive(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }

  private func flush() throws {
    while tls.outputPending > 0 {
      let count = buffer.withUnsafeMutableBytes { tls.takeOutput(into: $0) }
      var sent = 0
      while sent < count {
        let step = buffer.withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL))
        }
        guard step > 0 else { throw Broken(String(cString: strerror(errno))) }
        sent += step
      }
    }
  }
}
