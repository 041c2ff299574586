import NIOCore
import PiperollTLS

/// The open connections. Unchecked `Sendable`: on the engine's loop only, but for `add`, which
/// looks at nothing that changes before it is there.
final class Connections: @unchecked Sendable {
  private let engine: Engine
  private let tls: TLSContext
  /// One for each loop that serves connections.
  private let buffers: [ObjectIdentifier: LoopBuffers]
  private var open: [ObjectIdentifier: Conversation] = [:]
  private var isEnding = false

  /// How often deadlines are looked at; they are tens of seconds, so a few late do no harm.
  private static var watchSeconds: Int64 { 2 }

  /// - Parameter loops: those that serve connections.
  init(_ engine: Engine, tls: TLSContext, loops: some Sequence<any EventLoop>) {
    self.engine = engine
    self.tls = tls
    buffers = Dictionary(
      uniqueKeysWithValues: loops.map {
        (ObjectIdentifier($0), $0 === engine.loop ? engine.buffers : LoopBuffers())
      })
  }

  /// Makes a connection of a channel, on whose loop this is called.
  func add(_ channel: any Channel) -> EventLoopFuture<Void> {
    let address = channel.remoteAddress?.description ?? "unknown"
    if channel.eventLoop === engine.loop {
      return channel.eventLoop.makeCompletedFuture {
        try serve(channel, try admit(channel, address))
      }
    }
    return engine.loop.submit { try self.admit(channel, address) }
      .hop(to: channel.eventLoop)
      .flatMapThrowing { try self.serve(channel, $0) }
  }

  private func admit(_ channel: any Channel, _ address: String) throws -> Conversation {
    guard !isEnding, open.count < engine.configuration.connectionsMax else {
      throw TooManyConnections()
    }
    let conversation = Conversation(engine: engine, channel: channel, address: address)
    let id = ObjectIdentifier(conversation)
    open[id] = conversation
    engine.connections = open.count
    channel.closeFuture.hop(to: engine.loop).whenComplete { _ in
      self.open[id] = nil
      self.engine.connections = self.open.count
    }
    return conversation
  }

  private func serve(_ channel: any Channel, _ conversation: Conversation) throws {
    guard let buffers = buffers[ObjectIdentifier(channel.eventLoop)] else {
      preconditionFailure("a loop that is none of the server's")
    }
    let handler = try ConnectionHandler(
      conversation, engine: engine, context: tls, buffers: buffers)
    try channel.pipeline.syncOperations.addHandler(handler)
  }

  func watch() {
    engine.loop.scheduleRepeatedTask(
      initialDelay: .seconds(Self.watchSeconds), delay: .seconds(Self.watchSeconds)
    ) { _ in
      let now = SteadyClock.milliseconds()
      for conversation in self.open.values { conversation.checkDeadlines(now: now) }
      self.engine.watch()
    }
  }

  /// Takes no more connections, and ends each open one with 421.
  func endAll() {
    isEnding = true
    for conversation in open.values { conversation.end("the server is shutting down") }
  }

  /// From now on nothing is sent: the loops that serve the connections end before the engine's.
  func letGo() {
    for conversation in open.values { conversation.detach() }
    open.removeAll()
  }
}

struct TooManyConnections: Error {}
