import Glibc

/// Signals as something to wait for: the handler writes their numbers to this pipe. The first
/// console makes it, and nothing changes it again. The handler may run at any moment, so it does
/// nothing but write(2).
nonisolated(unsafe) private var signalPipe: (reader: Int32, writer: Int32) = (-1, -1)

/// Takes the signals of a terminal while it lives: Ctrl-C (SIGINT), another size (SIGWINCH), and
/// going on after a stop (SIGCONT).
final class TerminalSignals {
  private static let taken = [SIGINT, SIGWINCH, SIGCONT]

  private var before: [(signal: Int32, action: sigaction)] = []

  var descriptor: Int32 { signalPipe.reader }

  init() {
    if signalPipe.reader < 0 { Self.makePipe() }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let saved = errno
      var byte = UInt8(truncatingIfNeeded: signal)
      _ = write(signalPipe.writer, &byte, 1)
      errno = saved
    }
    for signal in Self.taken {
      var earlier = sigaction()
      sigaction(signal, &action, &earlier)
      before.append((signal, earlier))
    }
  }

  deinit {
    for (signal, action) in before {
      var action = action
      sigaction(signal, &action, nil)
    }
  }

  /// Non-blocking: a full pipe has said enough, an empty one nothing.
  private static func makePipe() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    signalPipe = (ends[0], ends[1])
  }

  /// The signals that came since the last call.
  func take() -> Set<Int32> {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return Set(bytes.prefix(max(0, count)).map(Int32.init))
  }

  /// Whether Ctrl-C was pressed since the last call.
  func takeInterrupt() -> Bool { take().contains(SIGINT) }
}
