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
    // What it did or why not stands alone, and so does what to type instead.
    if let sentence = parts.sentence {
      for part in sentence.split(separator: "; type: ", maxSplits: 1) {
        let isFirst = part.startIndex == sentence.startIndex
        // What is to be typed stays whole, so that it can be copied.
        if isFirst { output.say(String(part)) } else { output.line("  type: \(part)") }
      }
    }
    // A status without a sentence or a screen says all that there is: that is no less bright.
    let isAside = opening?.hasBlock == true || parts.sentence != nil
    let line = parts.data + (took.map { ", \($0)" } ?? "")
    guard let own else { return output.dim(line, mayStyle && isAside) }
    if isAside { return output.dim("\(line), \(own)", mayStyle) }
    output.write(line)
    output.dim(", \(own)", mayStyle)
  }
}
