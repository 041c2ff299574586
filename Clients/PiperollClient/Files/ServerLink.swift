import Glibc
import PiperollTLS

/// A session that is opened again after a loss, as long as that may help.
final class ServerLink {
  private(set) var connection: Connection
  private var backoff = Backoff()
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

  /// What the server says of a command, asked again after a loss until a moment. Throws a usage
  /// error for one that takes no rows.
  func command(_ words: String, until end: ContinuousClock.Instant) throws -> RowCommand {
    while true {
      do {
        return try RowCommand(words, try connection.exchange("HELP \(words)"))
      } catch let error as ClientError where error.exitCode == .unreachable {
        diagnostics.line("\(error); connecting again")
        try renew(until: end)
      }
    }
  }

  func close() { connection.close() }

  /// Something went on: the next loss is tried at once.
  func wentOn() { backoff.reset() }

  /// Connects again, trying until a moment.
  /// - Throws: with exit code 3 when none succeeds, or whatever trying again does not help.
  func renew(until end: ContinuousClock.Instant) throws {
    var reason = connection.ending ?? ClientError(.unreachable, "the connection was lost")
    connection.close()
    while true {
      guard ContinuousClock.now + backoff.next < end else { throw reason }
      Self.pause(backoff.next)
      backoff.attempt()
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
