import Glibc

/// The person's terminal, which is there even when the standard streams are not.
public enum Terminal {
  /// Longer is no password that anybody types.
  private static let answerBytesMax = 1024

  /// Asks without echo. Throws with exit code 4 when there is no terminal or no answer.
  static func askPassword(_ question: String) throws -> String {
    guard let answer = ask(question, echo: false) else {
      throw ClientError(.login, "no password: there is no terminal to ask at")
    }
    return answer
  }

  /// Shows a server that was never met before and asks whether to trust it.
  @Sendable public static func confirm(_ address: Address, _ fingerprint: Fingerprint) -> Bool {
    let question = """
      \(address.hostAndPort) was never met before. Its fingerprint is
        \(fingerprint)
      Compare it with the one that the server's keeper gave you. Trust it? (yes/no) 
      """
    return ask(question, echo: true) == "yes"
  }

  /// Nil without a terminal, and at the end of input.
  private static func ask(_ question: String, echo: Bool) -> String? {
    let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var before = termios()
    tcgetattr(descriptor, &before)
    if !echo {
      var silent = before
      silent.c_lflag &= ~tcflag_t(ECHO)
      silent.c_lflag |= tcflag_t(ECHONL)
      tcsetattr(descriptor, TCSAFLUSH, &silent)
    }
    defer { if !echo { tcsetattr(descriptor, TCSAFLUSH, &before) } }
    let bytes = Array(SafeText.visible(question).utf8)
    _ = write(descriptor, bytes, bytes.count)
    return firstLine(of: descriptor)
  }

  /// Reads up to the first LF and not a byte further, so that what follows is left for others.
  /// Nil when there is nothing, or too much.
  static func firstLine(of descriptor: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count <= answerBytesMax {
      let count = read(descriptor, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
      }
      line.append(byte)
    }
    return nil
  }
}
