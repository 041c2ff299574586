import Glibc

/// What a softphone runs when it rings: one look-up of the caller, and never a reason to wait.
///
/// Only the extracted number goes into a command. The caller chooses the display name and much of
/// the rest, so that it is shown and nothing else.
public struct CallHook: Sendable {
  /// For connecting, login and look-up together: no telephone should ring longer because of it.
  public static let timeout = Duration.seconds(2)

  /// The number or URI as the softphone gives it.
  public var from: String
  /// The id that the softphone gives the call.
  public var id: String?
  /// The caller's display name: a claim of the caller.
  public var name: String?
  /// The operator, or the extension, that was called.
  public var to: String?

  public init(from: String, id: String? = nil, name: String? = nil, to: String? = nil) {
    self.from = from
    self.id = id
    self.name = name
    self.to = to
  }

  /// Prints the reply of `LOOKUP PHONE`, or `unknown` for a number that is unusable (then nothing
  /// is asked) or that nobody has.
  ///
  /// - Returns: `ok` for each of these; `unreachable` when there is no answer in time.
  public func run(_ options: ClientOptions, _ streams: Streams = Streams()) -> ExitCode {
    let diagnostics = Diagnostics(streams)
    let output = TextSink(streams.output)
    let code = run(options, streams, output, diagnostics)
    output.flush()
    return output.fault.map(diagnostics.report) ?? code
  }

  private func run(
    _ options: ClientOptions, _ streams: Streams, _ output: TextSink, _ diagnostics: Diagnostics
  ) -> ExitCode {
    guard let number = CallerNumber.extract(from) else {
      output.line("unknown")
      return .ok
    }
    do {
      let reply = try lookUp(number, options, streams)
      return show(reply, number, options, output, diagnostics)
    } catch {
      return diagnostics.report(error)
    }
  }

  private func lookUp(
    _ number: String, _ options: ClientOptions, _ streams: Streams
  ) throws -> Reply {
    let deadline = Deadline.after(Self.timeout)
    let format: Session.Format = isatty(streams.output) == 1 ? .table : .tsv
    let session = try Session.open(options, options.output.format ?? format, within: deadline)
    defer { session.connection.close() }
    return try session.connection.exchange("LOOKUP PHONE \(number)", deadline)
  }

  private func show(
    _ reply: Reply, _ number: String, _ options: ClientOptions, _ output: TextSink,
    _ diagnostics: Diagnostics
  ) -> ExitCode {
    let hasRows = !reply.lines.isEmpty && reply.status["rows"] != "0"
    // 504 BADVALUE: no number that the server can have; 540 NOTFOUND; or no rows.
    if [504, 540].contains(reply.status.code) || reply.status.isSuccess && !hasRows {
      output.line("unknown")
      return .ok
    }
    if options.output == .verbatim, reply.status.isSuccess { output.line(caller(number)) }
    let printer = ReplyPrinter(
      options.output, showsPushes: false, output: output, diagnostics: diagnostics.sink)
    for event in reply.events { printer.print(event) }
    printer.flush()
    return printer.exitCode
  }

  private func caller(_ number: String) -> String {
    let claims = [("name", name), ("id", id), ("to", to)]
    let shown = claims.compactMap { key, value in value.map { " \(key)=\(JSONText.quoted($0))" } }
    return "call from=\(number)" + shown.joined()
  }
}

extension Reply {
  /// The reply as it came.
  fileprivate var events: [ReplyEvent] {
    guard opening.hasBlock else { return [.status(status)] }
    return [.status(opening)] + lines.map { .line($0) } + [.blockEnd(status)]
  }
}
