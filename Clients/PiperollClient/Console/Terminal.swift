import Glibc
import PiperollTLS

/// The person's terminal, which is there even when the standard streams are not.
public enum Terminal {
  /// How many columns the terminal of a descriptor has; 80 where it does not say.
  static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The same within what a server lays screens out for (`width=` of HELLO).
  static func screenWidth(of descriptor: Int32) -> Int {
    min(max(columns(of: descriptor), 40), 500)
  }

  /// How many rows the terminal of a descriptor has; nil where it does not say.
  static func rows(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
  }

  /// Asks without echo. Throws with exit code 4 without a terminal or an answer.
  static func askPassword(_ question: String) throws -> Secret {
    guard let answer = ask(question, echo: false) else {
      throw ClientError(.login, "no password was given")
    }
    return answer
  }

  /// Shows a server that was never met before and asks whether to trust it.
  @Sendable public static func confirm(_ address: Address, _ fingerprint: Fingerprint) -> Bool {
    let question =
      "\(address.hostAndPort) was never met before. Its fingerprint is\n  \(fingerprint)\n"
      + "Compare it with the one that the server's keeper gave you. Trust it? (yes/no) "
    let answer = ask(question, echo: true)
    return answer?.withUnsafeBytes { $0.elementsEqual("yes".utf8) } ?? false
  }

  /// Nil without a terminal, at the end of input, and after Ctrl-C: that ends the question, not the
  /// program, which would leave the terminal silent.
  private static func ask(_ question: String, echo: Bool) -> Secret? {
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var before = termios()
    tcgetattr(descriptor, &before)
    if !echo { hush(descriptor, before) }
    defer { if !echo { tcsetattr(descriptor, TCSAFLUSH, &before) } }
    var action = sigaction()
    var actionBefore = sigaction()
    action.__sigaction_handler.sa_handler = { _ in }
    sigaction(SIGINT, &action, &actionBefore)
    defer { sigaction(SIGINT, &actionBefore, nil) }
    let bytes = Array(SafeText.visible(question).utf8)
    _ = write(descriptor, bytes, bytes.count)
    let answer = Secret.readLine(of: descriptor, isInterruptible: true)
    if answer == nil { _ = write(descriptor, "\n", 1) }
    return answer
  }

  /// Shows nothing of what is typed but the line's end.
  private static func hush(_ descriptor: Int32, _ before: termios) {
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    silent.c_lflag |= tcflag_t(ECHONL)
    tcsetattr(descriptor, TCSAFLUSH, &silent)
  }
}
