import Glibc

/// Runs commands that come from a pipe, a file or the command line: several are on their way at
/// once, replies are printed in order. Reading replies never waits for sending, so that a server
/// that stops reading until its replies are taken is no deadlock.
public enum Pipeline {
  /// Connects, logs in, and runs the commands that stand in `streams.input`.
  public static func run(_ options: ClientOptions, _ streams: Streams = Streams()) -> ExitCode {
    run(options, streams, RequestInput(descriptor: streams.input), .tsv)
  }

  /// Connects, logs in, and runs these lines; one may hold a block.
  public static func run(
    _ options: ClientOptions, commands: [String], _ streams: Streams = Streams()
  ) -> ExitCode {
    do {
      let format: Session.Format = isatty(streams.output) == 1 ? .table : .tsv
      return run(options, streams, try RequestInput(lines: commands), format)
    } catch {
      return Diagnostics(streams).report(error)
    }
  }

  private static func run(
    _ options: ClientOptions, _ streams: Streams, _ input: RequestInput, _ format: Session.Format
  ) -> ExitCode {
    let diagnostics = Diagnostics(streams)
    do {
      var options = options
      // It may have to log in again, and then nobody is asked.
      if let password = try Session.password(options) { options.password = .text(password) }
      let session = try Session.open(options, options.output.format ?? format)
      let printer = ReplyPrinter(
        options.output, showsPushes: false, output: TextSink(streams.output),
        diagnostics: diagnostics.sink)
      var run = PipelineRun(session, options, input, printer, diagnostics)
      defer { run.close() }
      return run.toEnd()
    } catch {
      return diagnostics.report(error)
    }
  }
}

extension ClientOptions.Output {
  /// What the output needs the server to send; nil when that is free.
  var format: Session.Format? {
    switch self {
    case .verbatim: nil
    case .tsv, .csv: .tsv
    case .json: .jsonl
    }
  }
}

/// One run: input to the window, the window to the connection, replies to the printer.
struct PipelineRun {
  /// Bytes that wait for the kernel before more input is taken.
  private static let unsentBytesMax = 256 * 1024
  /// More lines than these are only counted.
  private static let refusedListedMax = 10

  private var link: PipelineLink
  private let stopsOnError: Bool
  private let isVerbatim: Bool
  private var input: RequestInput
  private let printer: ReplyPrinter
  private let diagnostics: Diagnostics
  private var window: RequestWindow
  /// A request that the window does not admit yet.
  private var waiting: Request?
  private var isSendingOver = false
  /// The output failed before all of the input was sent.
  private var isCutShort = false
  /// The lines of the input that were refused, and their codes.
  private var refused: [(line: Int, code: Int)] = []
  private var exitCode = ExitCode.ok

  init(
    _ session: Session, _ options: ClientOptions, _ input: RequestInput,
    _ printer: ReplyPrinter, _ diagnostics: Diagnostics
  ) {
    link = PipelineLink(session, options)
    stopsOnError = options.stopsOnError
    isVerbatim = options.output == .verbatim
    self.input = input
    self.printer = printer
    self.diagnostics = diagnostics
    window = RequestWindow(options.effectiveWindow)
  }

  private var connection: Connection { link.connection }

  func close() { connection.close() }

  mutating func toEnd() -> ExitCode {
    while true {
      takeReplies()
      if connection.ending == nil { sendRequests() }
      if window.isEmpty && isSendingOver { break }
      if connection.ending != nil {
        if resume() { continue }
        reportLoss()
        break
      }
      printer.flush()
      endIfUnwritten()
      if printer.outputFault != nil, !window.unanswered.contains(where: \.head.writes) { break }
      wait()
    }
    printer.flush()
    if let fault = printer.outputFault { reportUnwritten(fault) }
    reportRefusals()
    return exitCode.combined(with: printer.exitCode)
  }

  private mutating func takeReplies() {
    while let event = connection.nextEvent() {
      link.note(event)
      // A closing server says so unasked; it takes nothing more, and connecting again may help.
      if link.isClosedUnasked { continue }
      print(event)
      guard let final = event.final else { continue }
      let answered = window.answered()
      if let answered { link.answered(answered) }
      if !final.isSuccess, stopsOnError { stop("stopped after the first refusal") }
      if answered == nil {
        fail(.unreachable, "the server sent a reply that was not asked for: \(final.text)")
        link.giveUp()
      }
    }
    endIfUnwritten()
  }

  private mutating func print(_ event: ReplyEvent) {
    let line = input.hasLines ? window.unanswered.first?.line : nil
    printer.print(event, line: line)
    if let final = event.final, !final.isSuccess, let line { refused.append((line, final.code)) }
  }

  /// Sends no more once the replies cannot be written.
  private mutating func endIfUnwritten() {
    guard printer.outputFault != nil, !isSendingOver else { return }
    isSendingOver = true
    isCutShort = waiting != nil || input.hasMore
  }

  private mutating func sendRequests() {
    var batch: [UInt8] = []
    while !isSendingOver, connection.unsentBytes + batch.count < Self.unsentBytesMax,
      let request = nextRequest()
    {
      guard window.admits(request) else {
        waiting = request
        break
      }
      window.sent(request)
      link.sent(request)
      batch += request.bytes
      if request.head.endsSession { isSendingOver = true }
    }
    if !batch.isEmpty { connection.send(batch) }
  }

  private mutating func nextRequest() -> Request? {
    if let request = waiting {
      waiting = nil
      return request
    }
    do {
      if let request = try input.next() { return request }
    } catch {
      isSendingOver = true
      exitCode = exitCode.combined(with: diagnostics.report(error))
      return nil
    }
    if input.hasEnded { finishInput() }
    return isSendingOver ? nil : waiting.take()
  }

  /// The end of input: a last line without LF is a request only if it reads.
  private mutating func finishInput() {
    switch input.finish() {
    case .none: isSendingOver = true
    case .read(let request): waiting = request
    case .cutOff(let shown):
      isSendingOver = true
      fail(.usage, "the input ends in the middle of a command, which was not sent: \(shown)")
    }
  }

  private mutating func wait() {
    let wantsInput = !isSendingOver && waiting == nil && !input.hasEnded
    let hasRoom = connection.unsentBytes < Self.unsentBytesMax
    var entries = [
      connection.pollEntry, pollfd(input.descriptor, reads: wantsInput && hasRoom),
    ]
    guard Poll.wait(&entries, .never) == .ready else { return }
    connection.service(entries[0])
    guard entries[1].isReadable else { return }
    do { try input.read() } catch {
      isSendingOver = true
      exitCode = exitCode.combined(with: diagnostics.report(error))
    }
  }

  private mutating func reportUnwritten(_ fault: OutputFault) {
    exitCode = exitCode.combined(with: fault.exitCode)
    if fault.isQuiet { return }
    diagnostics.line(fault.sentence + (isCutShort ? "; the rest was not sent" : ""))
  }

  /// Replies stand in the output without the numbers of the lines that they answer; with `--tsv`
  /// and `--json` each refusal has had its line already.
  private func reportRefusals() {
    if refused.isEmpty || !isVerbatim { return }
    let shown = refused.prefix(Self.refusedListedMax).map { "line \($0.line) (\($0.code))" }
    let more = refused.count - shown.count
    let rest = more > 0 ? " and \(more) more" : ""
    diagnostics.line("refused: \(shown.joined(separator: ", "))\(rest)")
  }

  private mutating func stop(_ why: String) {
    guard !isSendingOver else { return }
    isSendingOver = true
    if waiting != nil || input.hasMore { diagnostics.line("\(why); the rest was not sent") }
  }

  private mutating func fail(_ code: ExitCode, _ text: String) {
    exitCode = exitCode.combined(with: code)
    printer.flush()
    diagnostics.line(text)
  }

  /// Connects again and sends what had no reply once more, if that may be and helps.
  private mutating func resume() -> Bool {
    let isWanted = !window.isEmpty || waiting != nil || input.hasMore
    guard isWanted, printer.outputFault == nil, link.mayResume(window.unanswered) else {
      return false
    }
    printer.flush()
    diagnostics.line("\(link.reason); connecting again")
    guard let fault = link.reopen() else {
      connection.send(window.unanswered.flatMap(\.bytes))
      return true
    }
    if fault != connection.ending { diagnostics.line("\(fault)") }
    return false
  }

  /// The connection is gone before every request was sent and had its reply.
  private mutating func reportLoss() {
    let rest = isSendingOver ? "" : "; the rest was not sent"
    if let closing = link.closing {
      if link.isClosedUnasked { print(.status(closing)) }
      let undone = window.unanswered.map(\.shown)
      let list = undone.isEmpty ? "" : "; not carried out:" + Diagnostics.list(undone)
      return fail(.retryable, "the server is closing\(rest)\(list)")
    }
    let reason = connection.ending?.description ?? "the connection was lost"
    let writes = window.unanswered.filter(\.head.writes).map(\.shown)
    guard writes.isEmpty else {
      return fail(.unknownOutcome, "\(reason)\(rest); \(Diagnostics.unknownOutcome(writes))")
    }
    fail(.unreachable, reason + rest)
  }
}
