import Glibc

/// What is said on standard error.
public struct Diagnostics {
  /// More unanswered commands than this are only counted.
  private static let listedMax = 10

  let sink: TextSink

  public init(_ streams: Streams = Streams()) {
    sink = TextSink(streams.diagnostics, alwaysVisible: true)
  }

  var isTerminal: Bool { sink.isTerminal }

  /// Writes what moves on a terminal, as it is. It is of no account if that fails.
  func draw(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(sink.descriptor, bytes, bytes.count)
  }

  func line(_ text: String) {
    sink.say("piperoll: \(text)")
    sink.flush()
  }

  /// Says what went wrong and answers the exit code that it means.
  public func report(_ error: any Error) -> ExitCode {
    line(String(describing: error))
    return (error as? ClientError)?.exitCode ?? .unreachable
  }

  /// Says why the output could not be written, unless nobody is there to miss it, and answers the
  /// exit code.
  func report(_ fault: OutputFault) -> ExitCode {
    if !fault.isQuiet { line(fault.sentence) }
    return fault.exitCode
  }

  static func unknownOutcome(_ writes: [String]) -> String {
    "these commands may or may not have been carried out (LOOKUP REF tells for a ref=):"
      + list(writes)
  }

  /// Commands on lines of their own.
  static func list(_ commands: [String]) -> String {
    let listed = commands.prefix(listedMax).map { "\n  \($0)" }.joined()
    let more = commands.count > listedMax ? "\n  and \(commands.count - listedMax) more" : ""
    return listed + more
  }
}
