/// Prints replies as a person reads them: what the server laid out, and below it, less bright, the
/// status that a script would read, with the time that it took.
final class ScreenPrinter {
  private let output: TextSink
  private let mayStyle: Bool
  /// The first status line of the block that is being printed.
  private var opening: StatusLine?

  /// - Parameter mayStyle: whether the output takes styles.
  init(_ output: TextSink, mayStyle: Bool) { (self.output, self.mayStyle) = (output, mayStyle) }

  /// - Parameter took: how long the reply took, as it is told: `1.2 ms`; nil: that is not told.
  /// - Parameter own: what the console added to the request; nil: nothing.
  func print(_ event: ReplyEvent, took: String?, own: String?) {
    switch event {
    case .push(let text), .line(let text): output.line(text)
    case .status(let status):
      opening = status
      if !status.hasBlock { end(status, took, own) }
    case .blockEnd(let status): end(status, took, own)
    }
  }

  private func end(_ status: StatusLine, _ took: String?, _ own: String?) {
    let parts = status.parts
    let isBlock = opening?.hasBlock == true
    if !status.isSuccess, let sentence = parts.sentence {
      // What to type instead has a line of its own.
      for part in sentence.split(separator: "; type: ", maxSplits: 1) {
        output.line(part.startIndex == sentence.startIndex ? String(part) : "  type: \(part)")
      }
    }
    // What a write says is what its status says: that is no less bright.
    let isAside = isBlock || !status.isSuccess
    let told = status.isSuccess ? status.text : parts.data
    let line = told + (took.map { ", \($0)" } ?? "")
    guard let own else { return output.dim(line, mayStyle && isAside) }
    output.write(line)
    output.dim(", \(own)", mayStyle)
  }
}
