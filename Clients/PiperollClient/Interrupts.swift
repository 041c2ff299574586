import Glibc

/// Ctrl-C as something to wait for: the handler writes to this pipe. The first Console makes it,
/// and nothing changes it again. The handler may run at any moment, so it does nothing but
/// write(2).
nonisolated(unsafe) private var interruptPipe: (reader: Int32, writer: Int32) = (-1, -1)

/// Takes SIGINT while it lives.
final class Interrupts {
  private var before = sigaction()

  var descriptor: Int32 { interruptPipe.reader }

  init() {
    if interruptPipe.reader < 0 { Self.makePipe() }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      let saved = errno
      var byte: UInt8 = 0
      _ = write(interruptPipe.writer, &byte, 1)
      errno = saved
    }
    sigaction(SIGINT, &action, &before)
  }

  deinit { sigaction(SIGINT, &before, nil) }

  /// Non-blocking: a full pipe has said enough, an empty one nothing.
  private static func makePipe() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    interruptPipe = (ends[0], ends[1])
  }

  /// Whether Ctrl-C was pressed since the last call.
  func take() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16)
    return read(descriptor, &bytes, bytes.count) > 0
  }
}
