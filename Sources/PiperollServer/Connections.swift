import NIOCore
import PiperollTLS

/// The open connections. Unchecked `Sendable`: on the engine's loop only.
final class Connections: @unchecked Sendable {
  private var open: [ObjectIdentifier: ConnectionHandler] = [:]

  /// How often deadlines are looked at; they are tens of seconds, so a few late do no harm.
  private static var watchSeconds: Int64 { 2 }

  func add(_ channel: any Channel, engine: Engine, tls: TLSContext) throws {
    guard open.count < engine.configuration.connectionsMax else { throw TooManyConnections() }
    let address = channel.remoteAddress?.description ?? "unknown"
    let handler = try ConnectionHandler(engine: engine, context: tls, address: address)
    let id = ObjectIdentifier(channel)
    open[id] = handler
    channel.closeFuture.whenComplete { _ in self.open[id] = nil }
    try channel.pipeline.syncOperations.addHandler(handler)
  }

  func watch(_ engine: Engine) {
    engine.loop.scheduleRepeatedTask(
      initialDelay: .seconds(Self.watchSeconds), delay: .seconds(Self.watchSeconds)
    ) { _ in
      let now = SteadyClock.milliseconds()
      for handler in self.open.values { handler.checkDeadlines(now: now) }
      engine.snapshots.consider(engine)
    }
  }

  func endAll() {
    for handler in open.values { handler.end("the server is shutting down") }
  }
}

struct TooManyConnections: Error {}
