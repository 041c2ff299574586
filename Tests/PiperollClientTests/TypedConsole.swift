import Dispatch
import Glibc

@testable import PiperollClient

/// A console on a terminal of its own, with a test at the keys.
final class TypedConsole {
  private let keys: Int32
  private let done = DispatchSemaphore(value: 0)
  private nonisolated(unsafe) var exitCode = ExitCode.ok
  private var shown = ""

  init(_ options: ClientOptions, greeting: String? = nil) {
    // What openpty(3) does; pty(4) says how.
    keys = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var lock: Int32 = 0
    var number: UInt32 = 0
    _ = ioctl(keys, 0x4004_5431, &lock)  // TIOCSPTLCK
    _ = ioctl(keys, 0x8004_5430, &number)  // TIOCGPTN
    let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    nonisolated(unsafe) let console = self
    DispatchQueue(label: "console").async {
      let streams = Streams(input: terminal, output: terminal, diagnostics: terminal)
      console.exitCode = Console.run(options, streams, greeting: greeting)
      close(terminal)
      console.done.signal()
    }
  }

  deinit { close(keys) }

  func resize(columns: UInt16) {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keys, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) {
    _ = text.withCString { write(keys, $0, strlen($0)) }
  }

  /// Types a list of writes, and has it run.
  func commit(_ lines: [String]) {
    for line in ["BEGIN"] + lines {
      type(line + "\n")
      _ = read(upTo: " queued)> ")
    }
    type("COMMIT\n")
  }

  /// Types a line once the terminal gives keys one by one, and not before: what is typed earlier is
  /// shown twice.
  func typeWhenEdited(_ text: String) {
    var settings = termios()
    repeat {
      sched_yield()
      tcgetattr(keys, &settings)
    } while settings.c_lflag & tcflag_t(ICANON) != 0
    type(text)
  }

  /// What was shown up to and with `end`; the rest is for the next call.
  func read(upTo end: String) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      if let range = shown.firstRange(of: end) {
        defer { shown = String(shown[range.upperBound...]) }
        return String(shown[..<range.upperBound])
      }
      var entries = [pollfd(keys, reads: true)]
      guard Poll.wait(&entries, .after(.seconds(30))) != .timedOut else { return shown }
      let count = Glibc.read(keys, &buffer, buffer.count)
      guard count > 0 else { return shown }
      shown += String(decoding: buffer[..<count].filter { $0 != 0x0D }, as: UTF8.self)
    }
  }

  func end() -> ExitCode {
    done.wait()
    return exitCode
  }
}
