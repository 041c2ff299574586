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
      var options = options
      // Kept as long as the console runs: it logs in again when the connection was lost.
      if let password = try Session.password(options) { options.password = .text(password) }
      let format = options.output.format ?? .screen(width: Terminal.screenWidth(of: streams.output))
      let session = try Session.open(options, format)
      let dialogue = ConsoleDialogue(session, options, streams, diagnostics)
      defer { dialogue.link.connection.close() }
      return dialogue.toEnd(greeting)
    } catch {
      return diagnostics.report(error)
    }
  }
}

/// One conversation at a terminal.
final class ConsoleDialogue {
  let link: ConsoleLink
  let output: TextSink
  let replies: ReplyOutput
  let printer: ReplyPrinter
  let screenPrinter: ScreenPrinter
  let terminal: Int32
  /// How the server lays its replies out: for a terminal of so many columns; nil: as on the wire.
  var screenWidth: Int? { didSet { link.format = screenWidth.map { .screen(width: $0) } ?? .tsv } }
  /// Whether replies are printed whole, and not their data alone.
  let isVerbatim: Bool
  let diagnostics: Diagnostics
  let signals = TerminalSignals()
  private let wait: TypingWait
  let lines: any LineSource
  /// The same, where lines can be edited; nil: the terminal does that.
  let editor: LineEditor?
  private var history = History()
  private var splitter = RequestSplitter()
  var showsTiming = false
  /// Who is logged in; nil: nobody.
  var user: String?
  /// The writes that wait for COMMIT; nil: no list is open.
  var list: [ConsoleRequest]?
  /// The server has said that it takes no writes.
  var isReadOnly = false
  /// The last WATCH that was taken.
  var watched: Request?
  /// The last look-up or report.
  var lastRead: String?
  /// Whether the last request was refused for good.
  var isLastRefused = false
  /// The last line that was typed.
  private(set) var lastLine: String?
  /// What the server's commands take; nil: it has not said it, or does not say it.
  var commands: CommandWords?
  /// The version of the server that said it.
  var describedServer: String?
  var repeats = RepeatGuard()
  /// Writes that had no reply, and of which nobody knows yet whether they were recorded.
  var owed: [OwedWrite] = []
  /// Lines that were not recorded, with the references under which they may be sent again.
  var offered: [String: String] = [:]
  /// What the console has asked by itself, and the replies to which are still to come.
  var asked: [Question] = []
  /// What has come of the reply to the first of them.
  var askedOpening: StatusLine?
  var askedLines: [String] = []
  /// What Tab came to, when the server had to be asked.
  var completed: (line: String, completion: Completion)?
  /// What is to be said above the line that is being typed.
  var notices: [String] = []
  /// Who calls, and whose call is to be noted.
  var calls = CallPops()

  init(
    _ session: Session, _ options: ClientOptions, _ streams: Streams, _ diagnostics: Diagnostics
  ) {
    link = ConsoleLink(session, options.unattended)
    user = session.user
    let output = TextSink(streams.output)
    self.output = output
    terminal = streams.output
    let mayStyle = isatty(streams.output) == 1 && Surroundings.mayStyle
    replies = ReplyOutput(streams.output)
    screenPrinter = ScreenPrinter(replies.sink, mayStyle: mayStyle)
    if case .screen(let width) = session.format { (screenWidth, showsTiming) = (width, true) }
    printer = ReplyPrinter(
      options.output, showsPushes: true, output: replies.sink, diagnostics: diagnostics.sink)
    isVerbatim = options.output == .verbatim
    self.diagnostics = diagnostics
    let wait = TypingWait(streams.input, link, signals)
    self.wait = wait
    let terminalType = isatty(streams.output) == 1 ? options.terminalType : nil
    editor = terminalType.flatMap {
      LineEditor(wait, output: streams.output, terminalType: $0, mayStyle: mayStyle)
    }
    lines = editor ?? PlainLines(wait, output)
    wait.showArrivals = { [unowned self] in showArrivals($0) }
    prepareEditing(options)
    askForWords()
    if editor != nil, options.historyFile != nil, user != nil, history.lines.isEmpty {
      askForFirstAccount()
    }
    if user != nil { askForCalls() }
  }

  func toEnd(_ greeting: String?) -> ExitCode {
    defer { lines.release() }
    if let greeting { output.say(greeting) }
    output.say(banner)
    output.flush()
    while true {
      if let fault = output.fault { return diagnostics.report(fault) }
      switch lines.next({ [unowned self] in prompt }) {
      case .line(let line):
        if let code = handle(line) { return leave(code) }
      case .interrupted:
        splitter = RequestSplitter()
        output.line("")
      case .ended:
        output.line("")
        output.flush()
        return leave(output.fault.map(diagnostics.report) ?? .ok)
      case .cut:
        diagnostics.line(
          "a line of more than \(PlainLines.lineBytesMax) bytes, which a terminal cuts; it was not"
            + " sent. Send it from a file: piperoll < FILE")
      }
      output.flush()
    }
  }

  private var banner: String {
    let connection = link.connection
    return "Piperoll at \(connection.address.hostAndPort) (\(connection.tlsVersion)),"
      + " \(userText).\nHELP lists the commands, \\? those of this console, QUIT leaves."
  }

  /// Who is logged in, in words.
  var userText: String { user.map { "logged in as \($0)" } ?? "not logged in" }

  private var prompt: String {
    if splitter.pendingBytes > 0 { return "... " }
    var states: [String] = []
    if let list { states.append("\(list.count) queued") }
    if isReadOnly { states.append("read-only") }
    if !link.isUp { states.append("disconnected") }
    let state = states.isEmpty ? "" : " (\(states.joined(separator: ", ")))"
    return "\(user.map { "\($0)@" } ?? "")\(link.connection.address.shortHost)\(state)> "
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
        if let code = send(request) { return code }
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
  /// The history, for whoever edits lines.
  private func prepareEditing(_ options: ClientOptions) {
    guard let editor else { return }
    do {
      history = try History(path: options.historyFile)
    } catch {
      _ = diagnostics.report(error)
    }
    repeats = RepeatGuard(history.lines)
    editor.remember(history.lines)
    // Amid the rows of a block it would be one of them.
    editor.callToOpen = { [unowned self] in
      splitter.pendingBytes > 0 ? nil : calls.current?.opening
    }
  }

  private func remember(_ line: String) {
    guard let editor else { return }
    history.add(line)
    editor.remember(history.lines)
    if !line.hasPrefix("\\") { lastLine = line }
  }

  /// Has a line stand first in the history, without being written down.
  func offer(_ line: String) {
    guard let editor else { return }
    history.offer(line)
    editor.remember(history.lines)
  }

  /// What to type instead of a line that was refused stands first in the history.
  func offerCorrection(_ status: StatusLine) {
    guard !status.isSuccess, let sentence = status.parts.sentence,
      let start = sentence.firstRange(of: "; type: ")
    else { return }
    offer(String(sentence[start.upperBound...]))
  }

  func showArrivals(_ first: () -> Void) -> Bool {
    var hasShown = false
    func begin() {
      if !hasShown { first() }
      hasShown = true
    }
    while let event = link.connection.nextEvent() {
      if isOwn(event) { continue }
      let telling = take(event)
      if case .nothing = telling { continue }
      begin()
      if case .call(let text) = telling { replies.sink.say(text) } else { printer.print(event) }
    }
    if hasShown { replies.write() }
    followLink()
    if !notices.isEmpty {
      begin()
      sayNotices()
    }
    return hasShown
  }

  /// Says what became of the connection, and of what was sent over it.
  func sayNotices() {
    for notice in notices { output.say(notice) }
    notices = []
    output.flush()
  }
}
