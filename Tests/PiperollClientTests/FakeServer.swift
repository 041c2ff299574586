import Dispatch
import Glibc
import PiperollTLS
import Synchronization

@testable import PiperollClient

/// A server on this machine that does what a test tells it: one connection after the other, on its
/// own thread, over the real TLS.
final class FakeServer: Sendable {
  enum Answer {
    case reply(String)
    /// Wait for more requests before this one is answered.
    case later
    /// Everything that is owed, in one go.
    case replies([String])
    /// Close the TCP connection without a word.
    case vanish
    case replyAndClose(String)
  }

  typealias Handler = @Sendable (String) -> Answer

  static let files = ServerFiles()

  let port: UInt16
  private let listener: Int32
  private let context: TLSContext
  private let handler: Handler
  private let knowsScreens: Bool
  /// The versions that it gives, one for each session, the last for all others; empty: none.
  private let versions: [String]
  private let seen = Mutex<[String]>([])

  init(
    identity: TLSIdentity = FakeServer.files.server, clientAuthority: String? = nil,
    knowsScreens: Bool = true, versions: [String] = [],
    _ handler: @escaping Handler
  ) throws {
    context = try TLSContext.server(identity: identity, clientAuthorityFile: clientAuthority)
    self.handler = handler
    (self.knowsScreens, self.versions) = (knowsScreens, versions)
    (listener, port) = Self.listen()
    DispatchQueue(label: "fake server").async { [self] in
      while case let client = accept(listener, nil, nil), client >= 0 { serve(on: client) }
      close(listener)
    }
  }

  /// Ends the accepting thread; a test that returned needs it no more.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  /// First lines of the requests, HELLO among them.
  var requests: [String] { seen.withLock { $0 } }

  /// The same without what a console asks by itself.
  var typed: [String] {
    requests.filter { !$0.hasPrefix("HELP WORDS ") && $0 != "WATCH phone" }
  }

  var address: Address { Address(user: "jane", host: "127.0.0.1", port: port) }

  /// Options of a client that tries no lost connection again.
  var options: ClientOptions {
    var options = ClientOptions(address: address, trust: .fingerprint(Self.files.fingerprint))
    options.patience = .zero
    return options
  }

  private static func listen() -> (Int32, UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        precondition(bind(descriptor, $0, size) == 0 && Glibc.listen(descriptor, 8) == 0)
        getsockname(descriptor, $0, &size)
      }
    }
    return (descriptor, address.sin_port.bigEndian)
  }
}

extension FakeServer {
  private func greeting(_ line: String) -> Answer {
    if !knowsScreens, line.contains("fmt=screen") {
      return .reply("504 BADVALUE key=fmt ; one of tsv table jsonl")
    }
    let session = requests.count { $0.hasPrefix("HELLO ") }
    let version = versions.prefix(session).last
    return .reply("200 OK user=jane" + (version.map { " server=piperoll/\($0)" } ?? ""))
  }

  /// HELLO is answered here; everything else by the test's handler.
  private func serve(on client: Int32) {
    defer { close(client) }
    guard var peer = try? ServerSide(client, context), peer.shakeHands() else { return }
    var splitter = RequestSplitter()
    while let bytes = peer.read() {
      splitter.add(bytes)
      while let request = try? splitter.next() {
        let bytes = request.bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let line = String(decoding: bytes, as: UTF8.self)
        seen.withLock { $0.append(line) }
        let answer = request.head.verb == "HELLO" ? greeting(line) : handler(line)
        switch answer {
        case .later: continue
        case .reply(let text): peer.write([text])
        case .replies(let texts): peer.write(texts)
        case .vanish: return
        case .replyAndClose(let text):
          peer.write([text])
          peer.close()
          return
        }
      }
    }
  }
}

/// The server's side of one connection, blocking.
struct ServerSide: ~Copyable {
  private let descriptor: Int32
  private var tls: TLSConnection

  init(_ descriptor: Int32, _ context: TLSContext) throws {
    self.descriptor = descriptor
    tls = try TLSConnection(context: context)
  }

  mutating func shakeHands() -> Bool {
    while true {
      let progress = try? tls.handshake()
      flush()
      if progress != .needsInput { return progress == .complete }
      guard feed() else { return false }
    }
  }

  /// Nil at the end.
  mutating func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      switch try? buffer.withUnsafeMutableBytes({ try tls.read(into: $0) }) {
      case .bytes(let count): return Array(buffer[..<count])
      case .needsInput: guard feed() else { return nil }
      case .closed, nil: return nil
      }
    }
  }

  mutating func write(_ lines: [String]) {
    let bytes = Array(lines.map { $0.replacing("\n", with: "\r\n") + "\r\n" }.joined().utf8)
    try? bytes.withUnsafeBytes { try tls.write($0) }
    flush()
  }

  mutating func close() {
    tls.close()
    flush()
  }

  private mutating func feed() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    try? buffer[..<count].withUnsafeBytes { try tls.receive($0) }
    return true
  }

  private mutating func flush() {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = buffer.withUnsafeMutableBytes({ tls.takeOutput(into: $0) }), count > 0 {
      var sent = 0
      while sent < count {
        let taken = buffer[sent..<count].withUnsafeBytes {
          send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard taken > 0 else { return }
        sent += taken
      }
    }
  }
}

/// Keys and certificates that the tests share.
struct ServerFiles: Sendable {
  private let scratch = Scratch()
  let server: TLSIdentity
  let otherServer: TLSIdentity
  let authority: TLSIdentity
  let jane: TLSIdentity
  let fingerprint: Fingerprint
  let otherFingerprint: Fingerprint

  init() {
    func identity(_ name: String, _ scratch: Scratch) -> TLSIdentity {
      TLSIdentity(
        certificateFile: scratch.file(name + ".pem"), keyFile: scratch.file(name + ".key"))
    }
    server = identity("server", scratch)
    otherServer = identity("other", scratch)
    authority = identity("authority", scratch)
    jane = identity("jane", scratch)
    for server in [server, otherServer] {
      try! Certificates.makeServer(hosts: ["127.0.0.1", "localhost"], identity: server)
    }
    try! Certificates.makeAuthority(name: "clients", identity: authority)
    try! Certificates.issueClient(user: "jane", authority: authority, identity: jane)
    fingerprint = Fingerprint(try! Certificates.fingerprint(ofFile: server.certificateFile))!
    otherFingerprint = Fingerprint(
      try! Certificates.fingerprint(ofFile: otherServer.certificateFile))!
  }
}
