import Foundation
import NIOCore
import NIOEmbedded
import PiperollLedger
import PiperollStore
import PiperollTLS
import TestSupport
import Testing

@testable import PiperollServer

/// Who gets a connection, and what ends it. The channels are made of nothing but memory, so that
/// they can come from any address, and a minute passes when a test says so.
@Suite final class AdmissionTests {
  private static let perAddress = 2
  private static let strangers = 3 + Connections.refusedMax
  private static let password = "correct horse battery staple"

  private let folder = NSTemporaryDirectory() + "piperoll-admission-" + UUID().uuidString
  private let server: Incarnation
  private let context: TLSContext
  private let connections: Connections

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let keys = TLSIdentity(certificateFile: folder + "/s.pem", keyFile: folder + "/s.key")
    try Certificates.makeServer(hosts: ["127.0.0.1"], identity: keys)
    let disk = SimulatedDisk(seed: 1)
    var password = Array(Self.password.utf8)
    // The least that is allowed: what a hash costs is no business of these tests.
    let cost = PasswordCost(logN: 10, r: 8, p: 1)!
    let record = try PasswordHash.make(Secret(moving: &password), cost: cost)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: record),
      storage: disk)
    server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 30,
      clock: SimulatedClock(), passwordCost: cost
    ) {
      $0.identity = keys
      $0.bounds.strangers = Self.strangers
      $0.bounds.connectionsPerAddress = Self.perAddress
      // Who takes nothing is dropped after that; these tests are about something else.
      $0.loginSeconds = 1_000
    }
    let credentials = try Credentials(server.engine.configuration, logger: server.engine.logger)
    context = credentials.context
    connections = Connections(server.engine, credentials: credentials, loops: [server.loop])
  }

  deinit {
    server.end()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// A connection from an address; throws where it is closed before the handshake.
  private func connect(from host: String) throws -> Caller {
    let caller = try Caller(server.loop, host)
    try connections.add(caller.channel).wait()
    return caller
  }

  @Test func `an address has so many connections, and others have theirs`() throws {
    let first = try (0..<Self.perAddress).map { _ in try connect(from: "192.0.2.7") }
    #expect(try first.map { try $0.exchange() } == ["", ""])
    let beyond = try connect(from: "192.0.2.7").exchange()
    #expect(beyond.hasPrefix("430 OVERLOAD after=10 ; your address has 2 connections"), "\(beyond)")
    #expect(try connect(from: "192.0.2.8").exchange() == "")
    // All users of this machine have one address.
    let own = try (0...Self.perAddress).map { _ in try connect(from: "127.0.0.1") }
    #expect(try own.map { try $0.exchange() } == ["", "", ""])
  }

  @Test func `of those beyond the bound so many are told so, and more are closed at once`() throws {
    let told = try (0..<Self.perAddress + Connections.refusedMax).map { _ in
      try connect(from: "192.0.2.7")
    }
    #expect(throws: TooManyConnections.self) { try connect(from: "192.0.2.7") }
    #expect(try connect(from: "192.0.2.8").exchange() == "")
    // When one of them has gone, another is told.
    _ = try told[5].channel.close().wait()
    server.loop.run()
    #expect(try connect(from: "192.0.2.7").exchange().hasPrefix("430 OVERLOAD"))
  }

  @Test func `strangers push each other out, and nobody who has logged in`() throws {
    let user = try connect(from: "127.0.0.1")
    _ = try user.exchange()
    try user.say("AUTH admin password=\"\(Self.password)\"\n")
    server.settle()
    #expect(try user.exchange().hasPrefix("200 OK user=admin"))
    let strangers = try (0...Self.strangers).map { _ in try connect(from: "127.0.0.1") }
    server.loop.run()
    #expect(!strangers[0].channel.isActive, "before its handshake it is just closed")
    #expect(strangers[1...].allSatisfy { $0.channel.isActive })
    try user.say("PING\n")
    server.settle()
    #expect(try user.exchange().hasPrefix("200 OK"))
  }

  /// A connection whose deadlines are looked at when a test says so.
  private func converse() throws -> (Conversation, Caller) {
    let caller = try Caller(server.loop, "192.0.2.7")
    let conversation = Conversation(
      engine: server.engine, channel: caller.channel, address: "192.0.2.7:50000", refusal: nil)
    let handler = try ConnectionHandler(
      conversation, engine: server.engine, context: context, buffers: server.engine.buffers)
    try caller.channel.pipeline.syncOperations.addHandler(handler)
    return (conversation, caller)
  }

  @Test func `who does not shake hands in time is closed, and who has is not`() throws {
    let (silent, open) = (try converse(), try converse())
    #expect(try open.1.exchange() == "")
    let now = SteadyClock.milliseconds()
    let seconds = server.engine.configuration.bounds.handshakeSeconds
    for (conversation, _) in [silent, open] { conversation.checkDeadlines(now: now) }
    #expect(silent.1.channel.isActive)
    // The connection is no older than the test, and the next look is after its time.
    for (conversation, _) in [silent, open] {
      conversation.checkDeadlines(now: now + seconds * 1_000 + 1)
    }
    server.loop.run()
    #expect(!silent.1.channel.isActive && open.1.channel.isActive)
  }

  @Test func `who reads a report too slowly is told so, and nobody else`() throws {
    let (conversation, caller) = try converse()
    _ = try caller.exchange()
    conversation.session.user = SessionUser(name: "admin", role: .admin)
    let lines = (1...3_000).map { "POST INVOICE A-1 I-\($0) 10.00\n" }.joined()
    try caller.say("POST ACCOUNT A-1 kind=trade name=N\n" + lines)
    server.settle()
    _ = try caller.exchange()
    // The system takes no more for it.
    caller.channel.isWritable = false
    caller.channel.pipeline.fireChannelWritabilityChanged()
    try caller.say("REPORT JOURNAL\n")
    server.settle()
    let now = SteadyClock.milliseconds()
    for seconds in [Int64(0), 59, 60] {
      #expect(!conversation.session.isDone)
      conversation.checkDeadlines(now: now + seconds * 1_000)
    }
    caller.channel.isWritable = true
    caller.channel.pipeline.fireChannelWritabilityChanged()
    server.settle()
    let last = try caller.exchange().split(separator: "\r\n").last ?? ""
    #expect(last.hasPrefix(". 421 CLOSING rows="), "\(last)")
    #expect(last.hasSuffix(" ; the report was read slower than 32768 bytes a second"), "\(last)")
  }
}

/// A client of one channel.
private final class Caller {
  let channel: EmbeddedChannel
  private var tls: TLSConnection
  private var isOpen = false

  init(_ loop: EmbeddedEventLoop, _ host: String) throws {
    channel = EmbeddedChannel(loop: loop)
    try channel.connect(to: SocketAddress(ipAddress: host, port: 50_000)).wait()
    tls = try TLSConnection(context: TLSContext.client(trust: .fingerprintChecked, identity: nil))
  }

  /// Shakes hands, and sends and receives until neither side has anything to say.
  /// - Returns: what was received.
  func exchange() throws -> String {
    var text: [UInt8] = []
    repeat {
      if !isOpen { isOpen = try tls.handshake() == .complete }
      try send()
      channel.embeddedEventLoop.run()
    } while try receive(&text)
    return String(decoding: text, as: UTF8.self)
  }

  func say(_ text: String) throws {
    try Array(text.utf8).withUnsafeBytes { try tls.write($0) }
    try send()
  }

  private func send() throws {
    var bytes = [UInt8](repeating: 0, count: tls.outputPending)
    let count = bytes.withUnsafeMutableBytes { tls.takeOutput(into: $0) }
    if count > 0, channel.isActive { try channel.writeInbound(ByteBuffer(bytes: bytes[..<count])) }
  }

  /// Whether anything came.
  private func receive(_ text: inout [UInt8]) throws -> Bool {
    var hasCome = false
    while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
      hasCome = true
      try buffer.withUnsafeReadableBytes { try tls.receive($0) }
    }
    guard hasCome else { return false }
    if !isOpen { isOpen = try tls.handshake() == .complete }
    guard isOpen else { return true }
    var piece = [UInt8](repeating: 0, count: 16_384)
    while case .bytes(let count) = try piece.withUnsafeMutableBytes({ try tls.read(into: $0) }) {
      text += piece[..<count]
    }
    return true
  }
}
