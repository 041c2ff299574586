import Glibc

/// An attempt to open a session, made on a thread of its own, so that whoever types goes on.
///
/// Unchecked Sendable: the thread sets the outcome before it writes to the pipe, and nobody looks
/// at it before reading from there.
final class SessionAttempt: @unchecked Sendable {
  private let options: ClientOptions
  private let format: Session.Format
  private let pipeEnds: (reader: Int32, writer: Int32)
  private var outcome: Result<Session, ClientError>?

  init(_ options: ClientOptions, _ format: Session.Format) {
    (self.options, self.format) = (options, format)
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    }
    pipeEnds = (ends[0], ends[1])
    let work = Unmanaged.passRetained(self).toOpaque()
    var thread = pthread_t()
    let fault = pthread_create(
      &thread, nil,
      { work in
        Unmanaged<SessionAttempt>.fromOpaque(work!).takeRetainedValue().run()
        return nil
      }, work)
    guard fault != 0 else {
      pthread_detach(thread)
      return
    }
    Unmanaged<SessionAttempt>.fromOpaque(work).release()
    end(.failure(ClientError(.unreachable, systemReason(fault))))
  }

  deinit { for end in [pipeEnds.reader, pipeEnds.writer] where end >= 0 { close(end) } }

  /// Becomes readable when the attempt has ended.
  var descriptor: Int32 { pipeEnds.reader }

  /// What it came to; nil: it is not done. It is told once.
  func take() -> Result<Session, ClientError>? {
    var byte: UInt8 = 0
    guard read(pipeEnds.reader, &byte, 1) == 1 else { return nil }
    return outcome
  }

  private func run() {
    do {
      end(.success(try Session.open(options, format, within: .after(options.connectTimeout))))
    } catch {
      end(.failure(error as? ClientError ?? ClientError(.unreachable, "\(error)")))
    }
  }

  private func end(_ outcome: Result<Session, ClientError>) {
    self.outcome = outcome
    var byte: UInt8 = 0
    _ = write(pipeEnds.writer, &byte, 1)
  }
}
