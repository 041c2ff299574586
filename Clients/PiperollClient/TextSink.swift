import Glibc

/// Lines for a descriptor, collected and written in large pieces.
final class TextSink {
  /// Written out when more is collected, if nothing else is said.
  private static let collectedBytesMax = 64 * 1024
  /// Takes the same text, without styles; nil: nobody.
  var copy: TextSink?

  let descriptor: Int32
  let isTerminal: Bool
  private let isMadeVisible: Bool
  private let heldBytesMax: Int
  private var collected: [UInt8] = []
  /// Why a write failed; nothing is written any more. Nil while all of it was taken.
  private(set) var fault: OutputFault?

  /// - Parameter alwaysVisible: control characters are shown even where there is no terminal.
  /// - Parameter heldBytesMax: what is written out by itself when more is collected.
  init(
    _ descriptor: Int32, alwaysVisible: Bool = false,
    heldBytesMax: Int = TextSink.collectedBytesMax
  ) {
    self.descriptor = descriptor
    self.heldBytesMax = heldBytesMax
    isTerminal = isatty(descriptor) == 1
    isMadeVisible = alwaysVisible || isTerminal
  }

  func line(_ text: String) {
    write(text)
    write("\n")
  }

  func write(_ text: String) {
    collected += (isMadeVisible ? SafeText.visible(text) : text).utf8
    copy?.write(text)
    if collected.count > heldBytesMax { flush() }
  }

  /// Collects bytes as they are.
  func put(_ bytes: [UInt8]) { collected += bytes }

  /// What is collected and not written yet; it is forgotten here.
  func take() -> [UInt8] {
    defer { collected.removeAll(keepingCapacity: true) }
    return collected
  }

  /// Takes bytes as they are, whatever their encoding.
  func write(bytes: [UInt8]) {
    collected += bytes
    if collected.count > Self.collectedBytesMax { flush() }
  }

  /// Writes a line less bright than the others.
  /// - Parameter mayStyle: whether the terminal takes styles; else it is a line as any other.
  func dim(_ text: String, _ mayStyle: Bool) {
    if mayStyle { collected += "\u{1B}[2m".utf8 }
    write(text)
    if mayStyle { collected += "\u{1B}[0m".utf8 }
    write("\n")
  }

  /// Waits until everything is written or a write has failed.
  func flush() {
    var rest = collected[...]
    while !rest.isEmpty, fault == nil {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var entries = [pollfd(descriptor, reads: false, writes: true)]
        _ = Poll.wait(&entries, .never)
      } else if errno != EINTR {
        fault = OutputFault(reason: errno)
      }
    }
    collected.removeAll(keepingCapacity: true)
  }
}
