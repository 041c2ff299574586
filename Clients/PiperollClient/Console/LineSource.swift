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
}

/// Where the console's lines come from.
protocol LineSource: AnyObject {
  /// Waits for a line. What the server says meanwhile is shown above it.
  /// - Parameter prompt: what stands in front of it; asked again when something was shown.
  func next(_ prompt: @escaping () -> String) -> TypedLine
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
  private let link: ConsoleLink
  private let signals: TerminalSignals
  /// Shows what came from the server, and what became of the connection. Calls its argument before
  /// the first line that it prints, and answers whether it printed any.
  var showArrivals: (_ first: () -> Void) -> Bool = { _ in false }

  init(_ input: Int32, _ link: ConsoleLink, _ signals: TerminalSignals) {
    (self.input, self.link, self.signals) = (input, link, signals)
  }

  func next() -> Event {
    while true {
      var entries =
        [pollfd(input, reads: true), pollfd(signals.descriptor, reads: true)] + link.pollEntries
      switch Poll.wait(&entries, link.deadline) {
      case .ready: break
      // A signal has left its number in the pipe.
      case .interrupted: continue
      case .timedOut: return .server
      }
      link.service(entries[2...])
      if entries[1].isReadable { return .signals(signals.take()) }
      guard entries[0].isReadable else { return .server }
      link.touch()
      return .keys
    }
  }
}
