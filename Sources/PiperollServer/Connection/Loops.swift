import NIOCore
import NIOPosix

/// A server's event loops: the engine's, and those that serve the connections. If there is one
/// loop it is both; else the engine has its own, and no handshake keeps the ledger waiting.
struct Loops {
  let engine: any EventLoop
  let connections: MultiThreadedEventLoopGroup
  /// The engine's own loop; nil where the only loop serves both.
  private let own: MultiThreadedEventLoopGroup?

  init(_ count: Int) {
    connections = MultiThreadedEventLoopGroup(numberOfThreads: max(1, count - 1))
    own = count > 1 ? MultiThreadedEventLoopGroup(numberOfThreads: 1) : nil
    engine = (own ?? connections).next()
  }

  /// Ends the engine's loop last: the others still hand their last work to it.
  func shutDown() async throws {
    try await connections.shutdownGracefully()
    try await own?.shutdownGracefully()
  }
}
