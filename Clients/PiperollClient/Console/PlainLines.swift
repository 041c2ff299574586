import Glibc

/// Lines as the terminal's own editing gives them.
final class PlainLines: LineSource {
  /// A terminal keeps 4,095 bytes of a line (`N_TTY_BUF_SIZE` less its end) and drops the rest
  /// without a sign, so that one of so many may be longer.
  static let lineBytesMax = 4094

  private let wait: TypingWait
  private let output: TextSink
  private var input: [UInt8] = []
  private var hasEnded = false

  init(_ wait: TypingWait, _ output: TextSink) { (self.wait, self.output) = (wait, output) }

  func next(_ prompt: @escaping () -> String) -> TypedLine {
    output.write(prompt())
    output.flush()
    while true {
      if let line = takeLine() { return line.count > Self.lineBytesMax ? .cut : .line(line) }
      if hasEnded { return .ended }
      // What is half typed stays with the terminal.
      let hasShown = wait.showArrivals {
        output.line("")
        output.flush()
      }
      if hasShown {
        output.write(prompt())
        output.flush()
      }
      switch wait.next() {
      case .keys: readInput()
      case .server: break
      case .signals(let signals) where signals.contains(SIGINT):
        input.removeAll()
        return .interrupted
      case .signals: break
      }
    }
  }

  func release() {}

  private func readInput() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(wait.input, &buffer, buffer.count)
    if count > 0 { input += buffer[..<count] }
    if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { hasEnded = true }
  }

  private func takeLine() -> [UInt8]? {
    guard let end = input.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { input.removeSubrange(...end) }
    return Array(input[..<end])
  }
}
