import Glibc

/// What came of waiting for a line.
enum TypedLine {
  case line([UInt8])
  /// A line that the terminal may have cut.
  case cut
  /// Ctrl-C.
  case interrupted
  /// The end of the input: Ctrl-D, for one.
  case ended
  case disconnected
}

/// Where the console's lines come from.
protocol LineSource: AnyObject {
  /// Waits for a line. What the server says meanwhile is shown above it.
  func next(_ prompt: String) -> TypedLine
  /// Puts the terminal back as it was found, for another program or for good; `next` takes it
  /// again.
  func release()
}

/// What the console waits for while somebody types: keys, the server and signals.
final class TypingWait {
  enum Event {
    case keys
    /// Something came from the server, or can be sent to it.
    case server
    case signals(Set<Int32>)
  }

  let input: Int32
  private let connection: Connection
  private let signals: TerminalSignals
  /// Shows what came from the server. Calls its argument before the first line that it prints, and
  /// answers whether it printed any.
  var showArrivals: (_ first: () -> Void) -> Bool = { _ in false }

  init(_ input: Int32, _ connection: Connection, _ signals: TerminalSignals) {
    (self.input, self.connection, self.signals) = (input, connection, signals)
  }

  var isDisconnected: Bool { connection.ending != nil }

  func next() -> Event {
    while true {
      var entries = [
        pollfd(input, reads: true), connection.pollEntry, pollfd(signals.descriptor, reads: true),
      ]
      // Whether poll(2) was interrupted or not: a signal has left its number in the pipe.
      guard Poll.wait(&entries, .never) == .ready else { continue }
      connection.service(entries[1])
      if entries[2].isReadable { return .signals(signals.take()) }
      if entries[0].isReadable { return .keys }
      return .server
    }
  }
}
