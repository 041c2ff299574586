import Glibc
public import PiperollTLS

/// A TLS connection to a server, and the replies that come over it. It never blocks except in
/// `exchange` and `wait`, so that reading and writing go on side by side.
public final class Connection {
  public let address: Address
  /// Of the server's key.
  public let fingerprint: Fingerprint
  private let transport: Transport
  private var reader = ReplyReader()
  private var events: [ReplyEvent] = []
  private var nextIndex = 0

  /// Connects, shakes hands and decides about trust. A question of first contact is asked with
  /// the connection closed, since the server does not wait for people; then it connects again.
  /// Throws a `ClientError` with exit code 3, or 2 for an unusable file.
  public static func open(
    to address: Address, trust: ServerTrust, identity: TLSIdentity? = nil,
    timeout: Duration = .seconds(10)
  ) throws -> Connection {
    try open(to: address, trust: trust, identity: identity, deadline: .after(timeout), timeout)
  }

  static func open(
    to address: Address, trust: ServerTrust, identity: TLSIdentity?, deadline: Deadline,
    _ timeout: Duration
  ) throws -> Connection {
    let context = try tlsContext(trust.tlsTrust(address), identity)
    let (transport, met) = try Transport.connect(to: address, context, deadline)
    switch try trust.decide(address, met) {
    case .trusted: return Connection(address, met.key, transport)
    case .question(let hosts, let isAccepted):
      transport.close()
      guard isAccepted(address, met.key) else { throw ClientError(.unreachable, "not trusted") }
      try hosts.add(address, met.key)
      let known = ServerTrust.knownHosts(hosts, firstContact: .refuse)
      return try open(
        to: address, trust: known, identity: identity, deadline: .after(timeout), timeout)
    }
  }

  private static func tlsContext(_ trust: TLSTrust, _ identity: TLSIdentity?) throws -> TLSContext {
    do {
      return try TLSContext.client(trust: trust, identity: identity)
    } catch .file(let reason) {
      throw ClientError(.usage, reason)
    } catch {
      throw ClientError(.unreachable, Transport.text(error))
    }
  }

  private init(_ address: Address, _ fingerprint: Fingerprint, _ transport: Transport) {
    self.address = address
    self.fingerprint = fingerprint
    self.transport = transport
  }

  /// `TLSv1.3` or `TLSv1.2`.
  public var tlsVersion: String { transport.tlsVersion }

  /// Bytes that were given to `send` and not yet taken by the kernel.
  public var unsentBytes: Int { transport.unsentBytes }

  /// Why nothing more will be received; nil while the connection stands. Events that came before
  /// the end are still there.
  public private(set) var ending: ClientError?

  /// Whether what came was not the protocol: another connection would be no better.
  private(set) var isFaulty = false

  /// Queues bytes, which end with LF. They travel when `service` is called.
  public func send(_ bytes: [UInt8]) {
    transport.send(bytes)
  }

  /// What to wait for with poll(2).
  var pollEntry: pollfd {
    pollfd(transport.descriptor, reads: ending == nil, writes: transport.unsentBytes > 0)
  }

  /// Reads and writes as far as possible without waiting.
  func service(_ entry: pollfd) {
    if entry.isReadable { receive() }
    if entry.isWritable { transport.flush() }
  }

  private func receive() {
    transport.receive()
    do {
      try reader.receive(transport.takeReceived(), into: &events)
    } catch {
      ending = error as? ClientError
      isFaulty = true
      transport.close()
    }
    ending = ending ?? transport.ending
  }

  /// The next event that has come already.
  public func nextEvent() -> ReplyEvent? {
    guard nextIndex < events.count else {
      events.removeAll(keepingCapacity: true)
      nextIndex = 0
      return nil
    }
    nextIndex += 1
    return events[nextIndex - 1]
  }

  /// Waits for the next event and answers nil when the connection has ended.
  /// Throws with exit code 3 when the time is over.
  public func waitForEvent(_ deadline: Deadline = .never) throws -> ReplyEvent? {
    while true {
      if let event = nextEvent() { return event }
      if ending != nil { return nil }
      var entries = [pollEntry]
      switch Poll.wait(&entries, deadline) {
      case .ready: service(entries[0])
      case .interrupted: continue
      case .timedOut: throw ClientError(.unreachable, "the server did not answer in time")
      }
    }
  }

  /// Says goodbye to TLS and closes, without waiting for the server's answer.
  public func close() {
    transport.close()
    ending = ending ?? ClientError(.unreachable, "closed")
  }
}

/// A whole reply: the last status line and the block's lines, without pushes.
public struct Reply: Equatable, Sendable {
  /// The final status: that of the block's end when there is a block.
  public let status: StatusLine
  /// The status before the block, or the same as `status`.
  public let opening: StatusLine
  public let lines: [String]
}

extension Connection {
  /// Sends one request (a line without its LF, or a line and its block) and waits for its reply.
  /// Throws with exit code 3 when the connection ends first or the time is over.
  public func exchange(_ request: String, _ deadline: Deadline = .never) throws -> Reply {
    send(Array((request + "\n").utf8))
    return try reply(deadline)
  }

  /// Waits for the reply to the one request that was sent. Throws as `exchange` does.
  func reply(_ deadline: Deadline) throws -> Reply {
    var opening: StatusLine?
    var lines: [String] = []
    while let event = try waitForEvent(deadline) {
      if case .status(let status) = event { opening = status }
      if case .line(let line) = event { lines.append(line) }
      if let final = event.final {
        return Reply(status: final, opening: opening ?? final, lines: lines)
      }
    }
    throw ending ?? ClientError(.unreachable, "the connection was lost")
  }
}
