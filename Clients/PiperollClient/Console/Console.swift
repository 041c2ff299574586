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
final class ConsoleDialogue {
  let session: Session
  let connection: Connection
  let output: TextSink
  let replies: ReplyOutput
  private let printer: ReplyPrinter
  private let screenPrinter: ScreenPrinter
  let terminal: Int32
  /// How the server lays its replies out: for a terminal of so many columns; nil: as on the wire.
  var screenWidth: Int?
  let diagnostics: Diagnostics
  let signals = TerminalSignals()
  private let wait: TypingWait
  private(set) var lines: any LineSource
  /// The same, where lines can be edited; nil: the terminal does that.
  let editor: LineEditor?
  private var history = History()
  private var splitter = RequestSplitter()
  var showsTiming = false
  /// How many writes wait for COMMIT; nil: no list is open.
  private var queued: Int?
  /// The last look-up or report.
  var lastRead: String?
  /// Whether the last request was refused for good.
  private(set) var isLastRefused = false
  /// The last line that was typed.
  var lastLine: String?
  /// What the console has asked by itself, and the replies to which are still to come.
  private var asked: [Question] = []
  private var wordLines: [String] = []

  /// The call that was told last.
  private var pop: CallPop?

  /// What the console asks by itself.
  private enum Question { case format, words, calls }

  init(
    _ session: Session, _ options: ClientOptions, _ streams: Streams, _ diagnostics: Diagnostics
  ) {
    self.session = session
    connection = session.connection
    let output = TextSink(streams.output)
    self.output = output
    terminal = streams.output
    let mayStyle = isatty(streams.output) == 1 && Surroundings.mayStyle
    replies = ReplyOutput(streams.output)
    screenPrinter = ScreenPrinter(replies.sink, mayStyle: mayStyle)
    if case .screen(let width) = session.format { (screenWidth, showsTiming) = (width, true) }
    printer = ReplyPrinter(
      options.output, showsPushes: true, output: replies.sink, diagnostics: diagnostics.sink)
    self.diagnostics = diagnostics
    let wait = TypingWait(streams.input, connection, signals)
    self.wait = wait
    let terminalType = isatty(streams.output) == 1 ? options.terminalType : nil
    editor = terminalType.flatMap {
      LineEditor(wait, output: streams.output, terminalType: $0, mayStyle: mayStyle)
    }
    lines = editor ?? PlainLines(wait, output)
    wait.showArrivals = { [unowned self] in showArrivals($0) }
    prepareEditing(options)
    if session.user != nil { askForCalls() }
  }

  func toEnd(_ greeting: String?) -> ExitCode {
    defer { lines.release() }
    if let greeting { output.line(greeting) }
    output.line(banner)
    output.flush()
    while true {
      if let fault = output.fault { return diagnostics.report(fault) }
      switch lines.next(prompt) {
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
          "a line of more than \(PlainLines.lineBytesMax) bytes, which a terminal cuts; it was not"
            + " sent. Send it from a file: piperoll < FILE")
      case .disconnected:
        output.line("")
        return lost(nil)
      }
      output.flush()
    }
  }

  private var banner: String {
    let user = session.user.map { "logged in as \($0)" } ?? "not logged in"
    return "Piperoll at \(connection.address.hostAndPort) (\(connection.tlsVersion)), \(user)."
      + "\nHELP lists the commands, \\? those of this console, QUIT leaves."
  }

  private var prompt: String {
    let name = session.user.map { "\($0)@" } ?? ""
    let list = queued.map { " (\($0) queued)" } ?? ""
    return splitter.pendingBytes > 0 ? "... " : "\(name)\(connection.address.host)\(list)> "
  }

  /// Nil to go on.
  private func handle(_ line: [UInt8]) -> ExitCode? {
    if splitter.pendingBytes == 0 {
      let text = String(decoding: line, as: UTF8.self)
      remember(text)
      if line.first == UInt8(ascii: "\\") { return OwnCommand.run(text, self) }
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
}

// What is typed, and what is said while somebody types.
extension ConsoleDialogue {
  /// The history, and the commands of the server, for whoever edits lines.
  private func prepareEditing(_ options: ClientOptions) {
    guard let editor else { return }
    do {
      history = try History(path: options.historyFile)
    } catch {
      _ = diagnostics.report(error)
    }
    editor.remember(history.lines)
    editor.callToOpen = { [unowned self] in pop?.opening }
    connection.send(Array("HELP WORDS fmt=tsv\n".utf8))
    asked.append(.words)
  }

  private func remember(_ line: String) {
    guard let editor else { return }
    history.add(line)
    editor.remember(history.lines)
    if !line.hasPrefix("\\") { lastLine = line }
  }

  /// What to type instead of a line that was refused stands first in the history.
  private func offerCorrection(_ status: StatusLine) {
    guard let editor, !status.isSuccess, let sentence = status.parts.sentence,
      let start = sentence.firstRange(of: "; type: ")
    else { return }
    history.offer(String(sentence[start.upperBound...]))
    editor.remember(history.lines)
  }

  func showArrivals(_ first: () -> Void) -> Bool {
    var hasShown = false
    while let event = connection.nextEvent() {
      if isOwn(event) { continue }
      if isCallAgain(event) { continue }
      if !hasShown { first() }
      hasShown = true
      if !showCall(event) { printer.print(event) }
    }
    if hasShown { replies.write() }
    return hasShown
  }

  /// Has the server tell who calls. One that knows no telephones refuses it, and nothing is told.
  private func askForCalls() {
    connection.send(Array("WATCH phone\n".utf8))
    asked.append(.calls)
  }

  private func isCallAgain(_ event: ReplyEvent) -> Bool {
    guard case .push(let line) = event, let call = CallPop(line) else { return false }
    return call.repeats(pop)
  }

  /// Shows who calls, where replies are laid out. False where an event is something else.
  private func showCall(_ event: ReplyEvent) -> Bool {
    guard case .push(let line) = event, let call = CallPop(line) else { return false }
    pop = call
    if screenWidth == nil { return false }
    replies.sink.line(call.text)
    return true
  }

  /// Has the server write its replies in another format. The answer is not shown.
  func ask(for format: Session.Format) {
    connection.send(Array("HELLO PRP/1 \(format.words)\n".utf8))
    asked.append(.format)
  }

  /// Whether an event is of a reply to what the console has asked by itself.
  private func isOwn(_ event: ReplyEvent) -> Bool {
    guard let question = asked.first, !event.isPush else { return false }
    if case .line(let line) = event, question == .words { wordLines.append(line) }
    guard let final = event.final else { return true }
    asked.removeFirst()
    if question == .words, final.isSuccess { takeWords() }
    return true
  }

  /// A server that does not describe its commands gives nothing to complete.
  private func takeWords() {
    let completer = Completer(words: CommandWords(wordLines), own: OwnCommand.names)
    wordLines = []
    editor?.complete = completer.complete
    editor?.hintAfter = completer.hint
  }
}

// A request and its reply.
extension ConsoleDialogue {
  /// Tells the server the width of the terminal, if that was changed.
  private func followWidth() {
    guard let before = screenWidth else { return }
    let width = Terminal.columns(of: terminal)
    if width == before { return }
    screenWidth = width
    ask(for: .screen(width: width))
  }

  private func print(_ event: ReplyEvent, since start: ContinuousClock.Instant) {
    if isCallAgain(event) || showCall(event) { return }
    if screenWidth != nil {
      let took = showsTiming ? "\(Self.milliseconds(since: start)) ms" : nil
      screenPrinter.print(event, took: took)
    } else {
      printer.print(event)
    }
  }

  /// Sends a request and prints until its final reply. Nil to go on.
  /// - Parameter mayPage: whether a reply that is longer than the terminal goes to a pager.
  func exchange(_ request: Request, mayPage: Bool = true) -> ExitCode? {
    followWidth()
    let start = ContinuousClock.now
    connection.send(request.bytes)
    var isImpatient = false
    while true {
      while let event = connection.nextEvent() {
        if isOwn(event) { continue }
        print(event, since: start)
        guard let final = event.final else { continue }
        if showsTiming, screenWidth == nil {
          replies.sink.line("Time: \(Self.milliseconds(since: start)) ms")
        }
        mayPage ? replies.show(lines) : replies.write()
        follow(request, final)
        return request.head.endsSession ? .ok : nil
      }
      diagnostics.sink.flush()
      if connection.ending != nil { return lost(request) }
      var entries = [connection.pollEntry, pollfd(signals.descriptor, reads: true)]
      guard Poll.wait(&entries, .never) == .ready else { continue }
      connection.service(entries[0])
      guard signals.takeInterrupt() else { continue }
      // The server has the command: leaving is possible, taking it back is not.
      if isImpatient { connection.close() }
      isImpatient = true
      diagnostics.line("waiting for the reply; Ctrl-C again closes the connection")
    }
  }

  /// Keeps count of the list that BEGIN opens, and of what may be asked again.
  private func follow(_ request: Request, _ final: StatusLine) {
    diagnostics.sink.flush()
    switch request.head.verb {
    case "AUTH" where final.isSuccess: askForCalls()
    case "BEGIN" where final.isSuccess: queued = 0
    case "COMMIT", "ABORT": queued = nil
    default: if final.code == 202, queued != nil { queued! += 1 }
    }
    isLastRefused = final.code >= 500
    if request.head.isRead, !request.head.opensBlock { lastRead = request.shown }
    offerCorrection(final)
  }

  func lost(_ request: Request?) -> ExitCode {
    replies.write()
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
