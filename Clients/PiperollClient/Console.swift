import Glibc

/// The console: a prompt, a line, its reply. Where the input is no terminal it is a `Pipeline`.
public enum Console {
  /// Connects, logs in, and talks until QUIT or the end of input.
  /// - Parameter greeting: printed before the banner; a demonstration says here what it is.
  public static func run(
    _ options: ClientOptions, _ streams: Streams = Streams(), greeting: String? = nil
  ) -> ExitCode {
    guard isatty(streams.input) == 1 else { return Pipeline.run(options, streams) }
    let diagnostics = Diagnostics(streams)
    do {
      let format = options.output.format ?? .screen(width: Terminal.columns(of: streams.output))
      let session = try Session.open(options, format)
      defer { session.connection.close() }
      let dialogue = ConsoleDialogue(session, options, streams, diagnostics)
      return dialogue.toEnd(greeting)
    } catch {
      return diagnostics.report(error)
    }
  }
}

/// One conversation at a terminal.
private final class ConsoleDialogue {
  private let session: Session
  private let connection: Connection
  private let descriptor: Int32
  private let output: TextSink
  private let printer: ReplyPrinter
  private let screenPrinter: ScreenPrinter
  private let terminal: Int32
  /// How the server lays its replies out: for a terminal of so many columns; nil: as on the wire.
  private var screenWidth: Int?
  private let diagnostics: Diagnostics
  private let interrupts = Interrupts()
  private var input: [UInt8] = []
  private var hasInputEnded = false
  private var splitter = RequestSplitter()
  private var showsTiming = false
  /// How many writes wait for COMMIT; nil: no list is open.
  private var queued: Int?
  /// How many replies are to come to what the console has asked by itself.
  private var repliesUnshown = 0

  init(
    _ session: Session, _ options: ClientOptions, _ streams: Streams, _ diagnostics: Diagnostics
  ) {
    self.session = session
    connection = session.connection
    descriptor = streams.input
    output = TextSink(streams.output)
    terminal = streams.output
    screenPrinter = ScreenPrinter(
      output, mayStyle: isatty(streams.output) == 1 && Surroundings.mayStyle)
    if case .screen(let width) = session.format { (screenWidth, showsTiming) = (width, true) }
    printer = ReplyPrinter(
      options.output, showsPushes: true, output: output, diagnostics: diagnostics.sink)
    self.diagnostics = diagnostics
  }

  func toEnd(_ greeting: String?) -> ExitCode {
    if let greeting { output.line(greeting) }
    output.line(banner)
    while true {
      prompt()
      if let fault = output.fault { return diagnostics.report(fault) }
      switch nextLine() {
      case .line(let line):
        if let code = handle(line) { return code }
      case .interrupted:
        splitter = RequestSplitter()
        output.line("")
      case .ended:
        output.line("")
        output.flush()
        return output.fault.map(diagnostics.report) ?? .ok
      case .cut:
        diagnostics.line(
          "a line of more than \(Self.lineBytesMax) bytes, which a terminal cuts; it was not sent."
            + " Send it from a file: piperoll < FILE")
      case .disconnected:
        output.line("")
        return lost(nil)
      }
    }
  }

  private var banner: String {
    let user = session.user.map { "logged in as \($0)" } ?? "not logged in"
    return "Piperoll at \(connection.address.hostAndPort) (\(connection.tlsVersion)), \(user)."
      + "\nHELP lists the commands, \\? those of this console, QUIT leaves."
  }

  private func prompt() {
    let name = session.user.map { "\($0)@" } ?? ""
    let list = queued.map { " (\($0) queued)" } ?? ""
    output.write(
      splitter.pendingBytes > 0 ? "... " : "\(name)\(connection.address.host)\(list)> ")
    output.flush()
  }

  /// Nil to go on.
  private func handle(_ line: [UInt8]) -> ExitCode? {
    if splitter.pendingBytes == 0, line.first == UInt8(ascii: "\\") {
      return command(String(decoding: line, as: UTF8.self))
    }
    splitter.add(line + [UInt8(ascii: "\n")])
    do {
      while let request = try splitter.next() {
        if let code = exchange(request) { return code }
      }
    } catch {
      splitter = RequestSplitter()
      _ = diagnostics.report(error)
    }
    return nil
  }

  private func command(_ text: String) -> ExitCode? {
    switch text.split(separator: " ").first ?? "" {
    case "\\?":
      output.line("\\?       this list")
      output.line("\\raw     replies as they come on the wire; again: laid out")
      output.line("\\timing  say how long each reply took, or no longer")
      output.line("\\q       leave, as QUIT")
    case "\\timing":
      showsTiming.toggle()
      output.line("Timing is \(showsTiming ? "on" : "off").")
    case "\\raw":
      let isRaw = screenWidth != nil
      screenWidth = isRaw ? nil : Terminal.columns(of: terminal)
      ask(for: isRaw ? .tsv : .screen(width: screenWidth!))
      output.line("Replies are \(isRaw ? "as on the wire" : "laid out").")
    case "\\q": return .ok
    default: output.line("No such console command; \\? lists them.")
    }
    return nil
  }
}

extension ConsoleDialogue {
  /// A terminal keeps 4,095 bytes of a line (`N_TTY_BUF_SIZE` less its end) and drops the rest
  /// without a sign, so that one of so many may be longer.
  private static let lineBytesMax = 4094

  private enum Input {
    case line([UInt8])
    /// A line that the terminal may have cut.
    case cut
    case interrupted
    case ended
    case disconnected
  }

  /// Waits for a line; pushes and the loss of the connection show meanwhile.
  private func nextLine() -> Input {
    while true {
      if let line = takeLine() { return line.count > Self.lineBytesMax ? .cut : .line(line) }
      if hasInputEnded { return .ended }
      while let event = connection.nextEvent() {
        if !isUnshown(event) { printer.print(event) }
      }
      printer.flush()
      if connection.ending != nil { return .disconnected }
      var entries = [
        pollfd(descriptor, reads: true), connection.pollEntry,
        pollfd(interrupts.descriptor, reads: true),
      ]
      guard Poll.wait(&entries, .never) == .ready else { continue }
      connection.service(entries[1])
      if interrupts.take() {
        input.removeAll()
        return .interrupted
      }
      if entries[0].isReadable { readInput() }
    }
  }

  private func readInput() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 { input += buffer[..<count] }
    if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { hasInputEnded = true }
  }

  private func takeLine() -> [UInt8]? {
    guard let end = input.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { input.removeSubrange(...end) }
    return Array(input[..<end])
  }

  /// Has the server write its replies in another format. The answer is not shown.
  private func ask(for format: Session.Format) {
    connection.send(Array("HELLO PRP/1 \(format.words)\n".utf8))
    repliesUnshown += 1
  }

  /// Whether an event is of a reply to what the console has asked by itself.
  private func isUnshown(_ event: ReplyEvent) -> Bool {
    if repliesUnshown == 0 || event.isPush { return false }
    if event.final != nil { repliesUnshown -= 1 }
    return true
  }

  /// Tells the server the width of the terminal, if that was changed.
  private func followWidth() {
    guard let before = screenWidth else { return }
    let width = Terminal.columns(of: terminal)
    if width == before { return }
    screenWidth = width
    ask(for: .screen(width: width))
  }

  private func print(_ event: ReplyEvent, since start: ContinuousClock.Instant) {
    if screenWidth != nil {
      let took = showsTiming ? "\(Self.milliseconds(since: start)) ms" : nil
      screenPrinter.print(event, took: took)
    } else {
      printer.print(event)
    }
  }

  /// Sends a request and prints until its final reply. Nil to go on.
  private func exchange(_ request: Request) -> ExitCode? {
    followWidth()
    let start = ContinuousClock.now
    connection.send(request.bytes)
    var isImpatient = false
    while true {
      while let event = connection.nextEvent() {
        if isUnshown(event) { continue }
        print(event, since: start)
        guard let final = event.final else { continue }
        follow(request, final)
        if showsTiming, screenWidth == nil {
          output.line("Time: \(Self.milliseconds(since: start)) ms")
        }
        output.flush()
        printer.flush()
        return request.head.endsSession ? .ok : nil
      }
      printer.flush()
      if connection.ending != nil { return lost(request) }
      var entries = [connection.pollEntry, pollfd(interrupts.descriptor, reads: true)]
      guard Poll.wait(&entries, .never) == .ready else { continue }
      connection.service(entries[0])
      guard interrupts.take() else { continue }
      // The server has the command: leaving is possible, taking it back is not.
      if isImpatient { connection.close() }
      isImpatient = true
      diagnostics.line("waiting for the reply; Ctrl-C again closes the connection")
    }
  }

  /// Keeps count of the list that BEGIN opens.
  private func follow(_ request: Request, _ final: StatusLine) {
    switch request.head.verb {
    case "BEGIN" where final.isSuccess: queued = 0
    case "COMMIT", "ABORT": queued = nil
    default: if final.code == 202, queued != nil { queued! += 1 }
    }
  }

  private func lost(_ request: Request?) -> ExitCode {
    output.flush()
    let reason = connection.ending?.description ?? "the connection was lost"
    guard let request, request.head.writes else {
      diagnostics.line(reason)
      return .unreachable
    }
    diagnostics.line("\(reason); \(Diagnostics.unknownOutcome([request.shown]))")
    return .unknownOutcome
  }

  private static func milliseconds(since start: ContinuousClock.Instant) -> String {
    let passed = start.duration(to: .now).components
    let microseconds = passed.seconds * 1_000_000 + passed.attoseconds / 1_000_000_000_000
    let thousandths = String(microseconds % 1000 + 1000).dropFirst()
    return "\(microseconds / 1000).\(thousandths)"
  }
}
