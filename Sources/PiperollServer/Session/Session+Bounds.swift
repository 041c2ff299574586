import PiperollCommands
import PiperollWire

extension Session {
  /// Seconds after which somebody may have ended a session.
  static var afterSessionSeconds: Int { 10 }

  /// The address without the port.
  var host: String { Address.host(address) }

  /// Whether a user has as many sessions as one may have; not counting this one.
  func hasTooManySessions(_ name: String) -> Bool {
    let own = user?.name == name ? 1 : 0
    return engine.shares.sessions(of: name) - own >= engine.configuration.bounds.sessionsPerUser
  }

  /// Says that a user has too many sessions, and closes.
  func refuseSession(of name: String) {
    let most = engine.configuration.bounds.sessionsPerUser
    close(
      "\(name) has as many sessions as a user may have, \(most); end one with QUIT",
      code: .overload, after: Self.afterSessionSeconds)
  }
}

// Blocks and lists in the making.
extension Session {
  /// Seconds in which a block that is being sent or run is usually done.
  private static var afterBlockSeconds: Int { 5 }

  var tooMuchInTheMaking: Failure {
    .overload(
      afterSeconds: Self.afterBlockSeconds,
      "blocks and lists in the making have no room for it; send it when those before it are done")
  }

  /// Tells the share what the session has in the making: its list, the block that is being run, and
  /// what it has received of the next request, if that is more than a line.
  ///
  /// - Returns: false if a block was given up, as there is no room for so much.
  func weigh() -> Bool {
    let pending = reader.pendingBytes
    let held =
      (pending > Limits.lineBytes ? pending : 0) + (list?.byteCount ?? 0) + runningBytes
    guard held != heldBytes, let share else { return true }
    engine.shares.hold(held - heldBytes, share)
    heldBytes = held
    guard reader.isInBlock, engine.shares.isOverfull(share) else { return true }
    reader.refuseBlock(.overload)
    return false
  }

  /// Refuses a block, or a line of a list, that there is no room for.
  /// - Parameter bytes: those of the line.
  func demandRoom(forLine bytes: Int = 0) throws(Failure) {
    _ = weigh()
    if let share, engine.shares.isOverfull(share, with: bytes) { throw tooMuchInTheMaking }
  }
}

/// What the system says of where a connection comes from, such as `[IPv4]10.1.2.3/10.1.2.3:50122`.
enum Address {
  /// It without the port, which each connection has anew.
  static func host(_ address: String) -> String {
    address.lastIndex(of: ":").map { String(address[..<$0]) } ?? address
  }

  /// Whether it is this machine's own, which all its users share.
  static func isLoopback(_ host: String) -> Bool {
    ["]127.", "/127.", "]::1", "/::1", ":127.", "[::1]"].contains { host.contains($0) }
      || host.hasPrefix("127.") || host == "here" || host.hasPrefix("[UDS]")
  }
}
