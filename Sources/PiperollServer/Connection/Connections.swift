import NIOCore
import PiperollTLS
import PiperollWire

/// The open connections. Unchecked `Sendable`: on the engine's loop only, but for `add`, which
/// looks at nothing that changes before it is there.
final class Connections: @unchecked Sendable {
  private let engine: Engine
  private let credentials: Credentials
  /// One for each loop that serves connections.
  private let buffers: [ObjectIdentifier: LoopBuffers]
  /// By the numbers of their sessions, which come again only after four billion others.
  private var open: [Int: Conversation] = [:]
  private var hosts = Tally()
  /// Those that had not logged in when they were last looked at, the oldest first.
  private var strangers: [Int] = []
  /// Those of them that have to go when there is no room for others, the first one last.
  private var nextToGo: [Int] = []
  /// Those that were told to go and have not closed yet.
  private var leaving: [Int: Conversation] = [:]
  /// Those that are only told to come again.
  private var refused: Set<Int> = []

  /// Seconds after which there may be room for a connection.
  static var afterSeconds: Int { 10 }
  /// Connections beyond a bound that are told so at once. Each costs a handshake; any more are
  /// closed before it.
  static var refusedMax: Int { 64 }
  private var isEnding = false

  /// What part of the strangers is chosen to go before all are looked at again, which takes some
  /// hundred microseconds of 1,024: a flood has some ten thousand connections a second.
  private static var chosenPart: Int { 32 }
  /// How often deadlines are looked at; they are tens of seconds, so a few late do no harm.
  private static var watchSeconds: Int64 { 2 }
  /// How often the certificates' files are looked at, where nobody says that they have changed.
  private static var certificatesSeconds: Int64 { 60 }
  private var certificatesSeenAt = SteadyClock.milliseconds()

  /// - Parameter loops: those that serve connections.
  init(_ engine: Engine, credentials: Credentials, loops: some Sequence<any EventLoop>) {
    self.engine = engine
    self.credentials = credentials
    buffers = Dictionary(
      uniqueKeysWithValues: loops.map {
        (ObjectIdentifier($0), $0 === engine.loop ? engine.buffers : LoopBuffers())
      })
  }

  /// Makes a connection of a channel, on whose loop this is called.
  func add(_ channel: any Channel) -> EventLoopFuture<Void> {
    let address = Self.text(channel.remoteAddress)
    if channel.eventLoop === engine.loop {
      return channel.eventLoop.makeCompletedFuture {
        try serve(channel, try admit(channel, address))
      }
    }
    return engine.loop.submit { try self.admit(channel, address) }
      .hop(to: channel.eventLoop)
      .flatMapThrowing { try self.serve(channel, $0) }
  }

  /// `192.0.2.7:50412`, `[2001:db8::7]:50412`
  private static func text(_ address: SocketAddress?) -> String {
    guard let ip = address?.ipAddress, let port = address?.port else { return "unknown" }
    return ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
  }

  private func admit(_ channel: any Channel, _ address: String) throws -> Conversation {
    // Those that were told to go may take their time with it.
    let room = engine.configuration.connectionsMax + Self.refusedMax
    if isEnding || open.count + leaving.count >= room { throw TooManyConnections() }
    let host = Address.host(address)
    makeRoom()
    let refusal = refusal(of: host)
    if refusal != nil, refused.count >= Self.refusedMax { throw TooManyConnections() }
    let conversation = Conversation(
      engine: engine, channel: channel, address: address, refusal: refusal)
    let id = conversation.session.number
    open[id] = conversation
    engine.conversations[id] = conversation
    strangers.append(id)
    hosts.add(host)
    if refusal != nil { refused.insert(id) }
    engine.connections = open.count
    channel.closeFuture.hop(to: engine.loop).whenComplete { _ in
      conversation.ended()
      self.engine.conversations[id] = nil
      self.count(out: id)
      self.leaving[id] = nil
    }
    return conversation
  }

  /// Why there is no room for one more connection; nil: there is.
  private func refusal(of host: String) -> String? {
    let limits = engine.configuration
    if open.count - refused.count >= limits.connectionsMax {
      return "the server has \(limits.connectionsMax) connections, which is the most; try again"
    }
    let most = limits.bounds.connectionsPerAddress
    if !Address.isLoopback(host), hosts[host] >= most {
      return "your address has \(most) connections, which is the most; close one"
    }
    return nil
  }

  /// Closes some that have not logged in, where there are too many of them, or no room for others.
  private func makeRoom() {
    let limits = engine.configuration
    while isCrowded(limits), let stranger = takeStranger() {
      stranger.end(
        "too many connections wait for a login; log in sooner", code: .overload,
        after: Self.afterSeconds)
    }
  }

  private func isCrowded(_ limits: ServerConfiguration) -> Bool {
    let admitted = open.count - refused.count
    return admitted - engine.shares.sessions >= limits.bounds.strangers
      || admitted >= limits.connectionsMax
  }

  /// Takes a stranger out of the count; nil if there is none.
  private func takeStranger() -> Conversation? {
    while true {
      if nextToGo.isEmpty { chooseWhoGoes() }
      guard let id = nextToGo.popLast() else { return nil }
      guard let conversation = open[id], isStranger(id) else { continue }
      count(out: id)
      return conversation
    }
  }

  /// Chooses the next strangers to go, the first one last: each time the address that has most of
  /// them loses the one that has waited longest. A flood makes room for itself, and those who are
  /// about to log in elsewhere stay.
  private func chooseWhoGoes() {
    tidy()
    var ofHosts: [String: [Int]] = [:]
    for id in strangers.reversed() where isStranger(id) {
      guard let host = open[id]?.session.host else { continue }
      ofHosts[host, default: []].append(id)
    }
    for _ in 0..<max(1, strangers.count / Self.chosenPart) {
      guard let host = ofHosts.max(by: { $0.value.count < $1.value.count })?.key,
        let id = ofHosts[host]?.popLast()
      else { break }
      nextToGo.insert(id, at: 0)
    }
  }

  private func isStranger(_ id: Int) -> Bool {
    open[id]?.isStranger == true && !refused.contains(id)
  }

  private func count(out id: Int) {
    guard let gone = open.removeValue(forKey: id) else { return }
    hosts.remove(gone.session.host)
    refused.remove(id)
    leaving[id] = gone
    engine.connections = open.count
  }

  /// Forgets who has logged in meanwhile or is gone.
  private func tidy() { strangers = strangers.filter { open[$0]?.isStranger == true } }

  private func serve(_ channel: any Channel, _ conversation: Conversation) throws {
    guard let buffers = buffers[ObjectIdentifier(channel.eventLoop)] else {
      preconditionFailure("a loop that is none of the server's")
    }
    let handler = try ConnectionHandler(
      conversation, engine: engine, context: credentials.context, buffers: buffers)
    try channel.pipeline.syncOperations.addHandler(handler)
  }

  func watch() {
    engine.loop.scheduleRepeatedTask(
      initialDelay: .seconds(Self.watchSeconds), delay: .seconds(Self.watchSeconds)
    ) { _ in
      let now = SteadyClock.milliseconds()
      for conversation in self.open.values { conversation.checkDeadlines(now: now) }
      for conversation in self.leaving.values { conversation.checkDeadlines(now: now) }
      self.tidy()
      self.engine.watch()
      self.watchCertificates(now: now)
    }
  }

  private func watchCertificates(now: Int64) {
    guard now - certificatesSeenAt >= Self.certificatesSeconds * 1000 else { return }
    certificatesSeenAt = now
    if credentials.reloadIfChanged() { endRevoked() }
  }

  /// Takes the certificates up as their files are now, and ends the sessions of revoked ones.
  func reload() { if credentials.reload() { endRevoked() } }

  private func endRevoked() {
    for conversation in open.values { conversation.endIfRevoked(by: credentials.context) }
  }

  /// Takes no more connections, and ends each open one with 421.
  func endAll() {
    isEnding = true
    for conversation in open.values { conversation.end("the server is shutting down") }
  }

  /// From now on nothing is sent: the loops that serve the connections end before the engine's.
  func letGo() {
    for conversation in open.values { conversation.detach() }
    for conversation in leaving.values { conversation.detach() }
    open.removeAll()
    leaving.removeAll()
    engine.conversations.removeAll()
  }
}

struct TooManyConnections: Error {}
