import Glibc

/// What the console prints of replies: on the terminal, through a pager if it is longer than that,
/// and into a file as well if `\o` named one.
final class ReplyOutput {
  /// A reply of more than this is printed as it comes, and not through a pager.
  private static let pagedBytesMax = 16 << 20

  let sink: TextSink
  private let terminal: Int32
  private var file: (sink: TextSink, descriptor: Int32)?

  init(_ terminal: Int32) {
    self.terminal = terminal
    sink = TextSink(terminal, heldBytesMax: Self.pagedBytesMax)
  }

  deinit { stopCopying() }

  /// Prints what was collected.
  func write() {
    sink.flush()
    file?.sink.flush()
  }

  /// Prints a whole reply.
  /// - Parameter lines: gives the terminal up while a pager has it.
  func show(_ lines: any LineSource) {
    file?.sink.flush()
    let text = sink.take()
    let rows = text.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    let isLong = Terminal.rows(of: terminal).map { rows >= $0 } ?? false
    if isLong, let pager = ExternalProgram.pager {
      lines.release()
      if pager.run(input: text, on: terminal) { return }
    }
    sink.put(text)
    sink.flush()
  }

  /// Also writes all replies behind the end of a file, which is made for us alone.
  /// Throws a usage error if it cannot be written.
  func copy(to path: String) throws {
    stopCopying()
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ClientError(.usage, "\(path): \(systemReason(errno))") }
    let copy = TextSink(descriptor)
    (file, sink.copy) = ((copy, descriptor), copy)
  }

  /// Whether replies are written into a file as well.
  var isCopying: Bool { file != nil }

  /// Answers why the file could not be written; nil: it was.
  @discardableResult func stopCopying() -> OutputFault? {
    guard let file else { return nil }
    file.sink.flush()
    close(file.descriptor)
    (self.file, sink.copy) = (nil, nil)
    return file.sink.fault
  }
}
