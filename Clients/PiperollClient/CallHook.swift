import Glibc

/// What a softphone runs when it rings: it tells the server of the call, once, and is never a
/// reason to wait.
///
/// The caller chooses the display name and much of the rest. Only the extracted number and quoted
/// values go into the command, and the server shows the name and keeps it nowhere.
public struct CallHook: Sendable {
  /// For connecting, login and the command together: no telephone should ring longer because of it.
  public static let timeout = Duration.seconds(2)
  /// What becomes of a call, in the protocol's words.
  public static let states = ["ringing", "answered", "ended"]
  /// Bytes of an id that the server takes. A longer one is as well known by its beginning.
  static let idBytesMax = 256
  /// Characters of a name that are sent: the server shows no more.
  static let nameScalarsMax = 64

  /// The number or URI as the softphone gives it.
  public var from: String
  /// What has become of the call: one of `states`.
  public var state = "ringing"
  /// The id that the softphone gives the call.
  public var id: String?
  /// The caller's display name: a claim of the caller.
  public var name: String?
  /// The operator who is called; nil: the user who is logged in.
  public var to: String?

  /// Arguments with what a softphone's script leaves empty, because it knows nothing there: that
  /// counts as not given, and an empty number is a hidden one.
  public static func arguments(_ given: [String]) -> [String] {
    var words: [String] = []
    var rest = given[...]
    while let word = rest.popFirst() {
      let name = claims.first { word == $0 || word == "\($0)=" }
      guard let name else {
        words.append(word)
        continue
      }
      let value = word == name ? rest.popFirst() ?? "" : ""
      if !value.isEmpty || name == claims[0] { words += [name, value] }
    }
    return words
  }

  private static let claims = ["--from", "--state", "--id", "--name", "--to"]

  public init(from: String, id: String? = nil, name: String? = nil, to: String? = nil) {
    self.from = from
    self.id = id
    self.name = name
    self.to = to
  }

  /// Prints the reply of `CALL`, or `unknown` for a number that is unusable or that nobody has.
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
    do {
      let (reply, number) = try tell(options, streams)
      return show(reply, number, options, output, diagnostics)
    } catch {
      return diagnostics.report(error)
    }
  }

  private func tell(
    _ options: ClientOptions, _ streams: Streams
  ) throws -> (Reply, number: String?) {
    let deadline = Deadline.after(Self.timeout)
    let format: Session.Format = isatty(streams.output) == 1 ? .table : .tsv
    let session = try Session.open(options, options.output.format ?? format, within: deadline)
    defer { session.connection.close() }
    guard let number = CallerNumber.extract(from) else {
      return (try session.connection.exchange(command(nil), deadline), nil)
    }
    let reply = try session.connection.exchange(command(number), deadline)
    // It is a number that nobody can have. Somebody calls all the same.
    let isUnusable = reply.status.code == 504 && reply.status["key"] == "from"
    if isUnusable { return (try session.connection.exchange(command(nil), deadline), nil) }
    return (reply, number)
  }

  /// The command that tells of the call.
  func command(_ number: String?) -> String {
    var words = ["CALL \(number ?? "unknown") state=\(state)"]
    if let to { words.append("to=\(JSONText.quoted(to))") }
    if let id { words.append("id=\(JSONText.quoted(Self.cut(Self.plain(id), Self.idBytesMax)))") }
    if let name = name.map(Self.plain) {
      let shown = String(String.UnicodeScalarView(name.unicodeScalars.prefix(Self.nameScalarsMax)))
      words.append("name=\(JSONText.quoted(shown))")
    }
    return words.joined(separator: " ")
  }

  /// Without what no request may hold.
  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBlank =
        scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format || SafeText.isUnsafe(scalar)
      plain.append(isBlank ? " " : scalar)
    }
    return String(plain)
  }

  private static func cut(_ text: String, _ bytesMax: Int) -> String {
    var cut = text
    while cut.utf8.count > bytesMax { cut.unicodeScalars.removeLast() }
    return cut
  }

  private func show(
    _ reply: Reply, _ number: String?, _ options: ClientOptions, _ output: TextSink,
    _ diagnostics: Diagnostics
  ) -> ExitCode {
    // Of a hidden number, or where nobody has it.
    if reply.status.isSuccess, number == nil || reply.opening["accounts"] == "0" {
      output.line("unknown")
      return .ok
    }
    if options.output == .verbatim, reply.status.isSuccess, let number {
      output.line(caller(number))
    }
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
