public import Logging
import NIOCore
import NIOPosix
import PiperollCommands
public import PiperollLedger
public import PiperollStore
import PiperollTLS
import PiperollWire

/// A running server: one event loop that holds the book, and that or others that serve the
/// connections.
public final class Server: Sendable {
  /// Where it listens.
  public let host: String
  public let port: Int
  private let engine: Engine
  private let listener: any Channel
  private let loops: Loops
  private let connections: Connections

  private init(
    engine: Engine, listener: any Channel, loops: Loops, connections: Connections
  ) {
    self.engine = engine
    self.listener = listener
    self.loops = loops
    self.connections = connections
    host = engine.configuration.host
    port = listener.localAddress?.port ?? 0
  }

  /// Opens the book and listens.
  public static func start(
    _ configuration: ServerConfiguration, storage: any Storage = LocalStorage(), logger: Logger,
    onFault: @escaping @Sendable (any Error) -> Void
  ) async throws -> Server {
    var configuration = configuration
    configuration.connectionsMax = min(
      configuration.connectionsMax, Descriptors.connections() - Connections.refusedMax)
    let credentials = try Credentials(configuration, logger: logger)
    let opened = try BookStore.open(
      configuration.bookDirectory, storage: storage, sizes: configuration.journalSizes)
    logger.info("opened the book", metadata: opened.store.report.fields)
    let trail = try configuration.audit.map {
      try AuditTrail($0, storage: storage, time: configuration.clock(), logger)
    }
    if opened.book.users.count == 0 {
      // Between the making of a book and its first entry the process died.
      logger.warning("nobody can log in: piperolld init was cut short; remove it and init again")
    }
    let loops = Loops(configuration.loops)
    let engine = Engine(
      opened, configuration: configuration, loop: loops.engine, trail: trail,
      logins: configuration.loginsFile.map { StateFile($0, storage: storage) }, logger: logger,
      onFault: onFault)
    engine.credentials = credentials
    engine.outbox = try configuration.outboxDirectory.map {
      try Outbox(
        $0, after: engine.durable, storage: storage, queue: WorkQueues.thread(), logger: logger)
    }
    try await engine.loop.submit { engine.audit.started() }.get()
    let connections = Connections(
      engine, credentials: credentials, loops: loops.connections.makeIterator())
    let listener = try await ServerBootstrap(group: loops.connections)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(
        .writeBufferWaterMark,
        value: .init(low: Limits.unsentBytes / 2, high: Limits.unsentBytes)
      )
      .childChannelInitializer { connections.add($0) }
      .bind(to: configuration)
    connections.watch()
    engine.loop.execute {
      engine.foldNames()
      engine.outbox?.wake(engine)
    }
    return Server(engine: engine, listener: listener, loops: loops, connections: connections)
  }

  /// Takes the certificates' files up as they are now. Sessions go on, but for those of
  /// certificates that are revoked. Files that are no good are refused, as the log says.
  public func reloadCertificates() async throws {
    try await engine.loop.submit { self.connections.reload() }.get()
  }

  /// Stops listening, tells every session 421, and closes the book: everything recorded is durable.
  public func stop() async throws {
    try await engine.loop.submit { self.connections.endAll() }.get()
    try await listener.close()
    try await engine.shutDown()
    try await engine.loop.submit { self.connections.letGo() }.get()
    try await loops.shutDown()
  }

  /// Runs writes as a user, who need not be in the book, without a connection, for the sample book.
  /// Returns the first reply that is a refusal.
  public func run(
    _ lines: [String], as user: String, role: Role = .admin
  ) async throws -> String? {
    for start in stride(from: 0, to: lines.count, by: Self.linesAtOnce) {
      let some = lines[start..<min(start + Self.linesAtOnce, lines.count)]
      if let refusal = try await run(some, as: user, role) { return refusal }
    }
    return nil
  }

  /// Lines that may wait for the disk together: far below what the engine lets wait.
  private static var linesAtOnce: Int { 1_000 }

  private func run(
    _ lines: ArraySlice<String>, as user: String, _ role: Role
  ) async throws -> String? {
    let engine = engine
    return try await engine.loop.flatSubmit {
      let session = Session(engine: engine, address: "here")
      session.user = SessionUser(name: user, role: role)
      session.isOfMachine = engine.book.user(user) == nil
      defer { session.leave() }
      for line in lines {
        var line = line + "\n"
        line.withUTF8 { session.receive(UnsafeRawBufferPointer($0)) }
        session.process()
        if let refusal = session.output.dropSuccesses() {
          return engine.loop.makeSucceededFuture(refusal)
        }
      }
      return engine.waitUntilDurable(engine.book.sequence).map { nil }
    }.get()
  }
}
