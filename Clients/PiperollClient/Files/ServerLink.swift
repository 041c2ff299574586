import Glibc
import PiperollTLS

/// A session that is opened again after a loss, as long as that may help.
final class ServerLink {
  /// Between two attempts: the first wait, and the longest.
  private static let firstWait = Duration.milliseconds(250)
  private static let longestWait = Duration.seconds(15)

  private(set) var connection: Connection
  /// Before the next attempt; none before the first one since something went on.
  private var wait = Duration.zero
  private let options: ClientOptions
  private let diagnostics: Diagnostics

  /// Connects and logs in; a person may be asked, once. Throws as `Session.open` does.
  init(_ options: ClientOptions, _ diagnostics: Diagnostics) throws {
    var options = options
    if let password = try Session.password(options) { options.password = .text(password) }
    self.diagnostics = diagnostics
    connection = try Session.open(options, .tsv).connection
    self.options = options.unattended
    try introduce()
  }

  /// Nobody waits for these requests at a screen, so they do not use up this user's turns there.
  private func introduce() throws {
    let reply = try connection.exchange("HELLO PRP/1 fmt=tsv class=script")
    guard reply.status.isSuccess else { throw ClientError(.unreachable, reply.status.text) }
  }

  /// What the server says of a command. Throws a usage error for one that takes no rows.
  func command(_ words: String) throws -> RowCommand {
    try RowCommand(words, try connection.exchange("HELP \(words)"))
  }

  func close() { connection.close() }

  /// Something went on: the next loss is tried at once.
  func wentOn() { wait = .zero }

  /// Connects again, trying until a moment.
  /// - Throws: with exit code 3 when none succeeds, or whatever trying again does not help.
  func renew(until end: ContinuousClock.Instant) throws {
    var reason = connection.ending ?? ClientError(.unreachable, "the connection was lost")
    connection.close()
    while true {
      guard ContinuousClock.now + wait < end else { throw reason }
      Self.pause(wait)
      wait = min(max(wait * 2, Self.firstWait), Self.longestWait)
      do {
        connection = try Session.open(options, .tsv).connection
        return try introduce()
      } catch let error as ClientError {
        guard error.exitCode == .unreachable || error.exitCode == .retryable else { throw error }
        reason = error
      }
    }
  }

  static func pause(_ time: Duration) {
    var none: [pollfd] = []
    _ = Poll.wait(&none, .after(time))
  }
}
