import Glibc
import NIOCore
import NIOPosix

/// Why the server cannot listen where it was told to.
struct ListenFault: Error, CustomStringConvertible {
  let description: String
}

extension ServerBootstrap {
  /// Binds, and says in a sentence why not.
  func bind(to configuration: ServerConfiguration) async throws -> any Channel {
    do {
      return try await bind(host: configuration.host, port: configuration.port).get()
    } catch let error as IOError {
      let reason = String(cString: strerror(error.errnoCode))
      throw ListenFault(
        description: "cannot listen on \(configuration.host):\(configuration.port): \(reason)")
    }
  }
}
