import Glibc
public import Logging

/// Writes the log to a descriptor: one line an event, made by `LogLine` alone.
public struct LineLogHandler: LogHandler {
  public var metadata = Logger.Metadata()
  public var logLevel = Logger.Level.info
  private let descriptor: Int32

  /// Writes to the standard error.
  public init() { descriptor = STDERR_FILENO }

  /// A field that every line has.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes the line of an event.
  public func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }
    var text = Self.line(
      time: WallClock.milliseconds(), level: event.level, "\(event.message)", fields)
    text += "\n"
    // In one piece, so that lines of two threads do not mix.
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(descriptor, bytes.baseAddress! + done, bytes.count - done)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return }
        done += count
      }
    }
  }

  /// The line of an event, without its end.
  /// - Parameter time: UTC, milliseconds since 1970.
  public static func line(
    time: Int64, level: Logger.Level, _ event: String, _ fields: Logger.Metadata
  ) -> String {
    var line = LogLine()
    line.add(word: utcText(time), as: "time")
    line.add(word: "\(level)", as: "level")
    line.add("event", event)
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) { line.add(key, "\(value)") }
    return line.text
  }
}
