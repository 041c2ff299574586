import Glibc

// A request and its reply.
extension ConsoleDialogue {
  /// Sends what was typed, unless it has to wait for its person. Nil to go on.
  func send(_ request: Request) -> ExitCode? {
    var request = ConsoleRequest(request)
    guard awaitLink(for: request) else { return nil }
    guard takesOwnReference(request) else { return exchange(request) }
    if let reference = offered.removeValue(forKey: request.typed) {
      request.refer(by: reference)
    } else {
      if let question = repeats.hold(request.typed, isByHand: editor?.isPasted == false) {
        output.say(question)
        output.flush()
        editor?.type(request.typed)
        return nil
      }
      request.refer(by: OwnReference.make())
    }
    return exchange(request)
  }

  /// Whether a request is a write that may have a reference, and has none.
  private func takesOwnReference(_ request: ConsoleRequest) -> Bool {
    let head = request.head
    guard head.writes, !head.opensBlock, request.reference == nil, let commands else {
      return false
    }
    var words = LineWords.split(request.typed).words[...]
    if words.first?.hasPrefix("@") == true { words.removeFirst() }
    let isTried = OwnReference.value(of: "dry", in: request.typed)?.lowercased() == "yes"
    let command = commands.command(Array(words))?.command
    return !isTried && command?.parameters.contains { $0.name == "ref" } == true
  }

  /// Waits until there is a connection, and what the console asked behind a loss is answered.
  /// False where somebody gave that up, or it cannot be had.
  func awaitLink(for request: ConsoleRequest) -> Bool {
    let before = user
    if !link.isUp {
      if request.head.endsSession { return true }
      output.say(
        "Not connected (\(link.reason)). Your line is sent as soon as it is again.\n"
          + "Ctrl-C takes it back.")
      output.flush()
      link.hurry()
    }
    _ = signals.take()
    while true {
      _ = showArrivals {}
      if link.isUp, !isAsking || !request.head.writes { break }
      if link.hasGivenUp { return false }
      var entries = [pollfd(signals.descriptor, reads: true)] + link.pollEntries
      let outcome = Poll.wait(&entries, link.deadline)
      if outcome == .ready { link.service(entries[1...]) }
      if signals.takeInterrupt() {
        output.say("It was not sent.")
        return false
      }
    }
    if user == before { return true }
    output.say("You are \(userText) now, so your line was not sent.")
    return false
  }

  /// Sends a request and prints until its final reply. Nil to go on.
  /// - Parameter mayPage: whether a reply that is longer than the terminal goes to a pager.
  func exchange(_ request: ConsoleRequest, mayPage: Bool = true) -> ExitCode? {
    if !link.isUp { return request.head.endsSession ? .ok : nil }
    followWidth()
    let connection = link.connection
    let start = ContinuousClock.now
    connection.send(request.request.bytes)
    var isImpatient = false
    var opening: StatusLine?
    while true {
      while let event = connection.nextEvent() {
        if isOwn(event) { continue }
        let event = request.isOwnReference ? event.hiding(request.reference!) : event
        print(event, request, since: start)
        if case .status(let status) = event { opening = status }
        guard let final = event.final else { continue }
        followCalls(request, opening ?? final)
        if screenWidth == nil { printAsides(request, final, since: start) }
        mayPage ? replies.show(lines) : replies.write()
        follow(request, final)
        return request.head.endsSession ? .ok : nil
      }
      diagnostics.sink.flush()
      if connection.ending != nil { return lose(request) }
      var entries = [pollfd(signals.descriptor, reads: true), connection.pollEntry]
      guard Poll.wait(&entries, .never) == .ready else { continue }
      connection.service(entries[1])
      guard signals.takeInterrupt() else { continue }
      // The server has the command: leaving is possible, taking it back is not.
      if isImpatient { return abandon(request) }
      isImpatient = true
      diagnostics.line("waiting for the reply; Ctrl-C again closes the connection")
    }
  }

  private func print(
    _ event: ReplyEvent, _ request: ConsoleRequest, since start: ContinuousClock.Instant
  ) {
    switch take(event) {
    case .nothing: return
    case .call(let text): return replies.sink.say(text)
    case .event: break
    }
    guard screenWidth != nil else { return printer.print(event) }
    let took = showsTiming ? "\(Self.milliseconds(since: start)) ms" : nil
    screenPrinter.print(
      event, took: took, own: event.final.flatMap { ownReference(request, $0) })
  }

  /// The same on lines of their own, where replies are as on the wire.
  private func printAsides(
    _ request: ConsoleRequest, _ final: StatusLine, since start: ContinuousClock.Instant
  ) {
    if showsTiming { replies.sink.line("Time: \(Self.milliseconds(since: start)) ms") }
    if isVerbatim, let own = ownReference(request, final) {
      replies.sink.line("Sent with \(own)")
    }
  }

  /// The reference that the console gave a write which was taken.
  private func ownReference(_ request: ConsoleRequest, _ final: StatusLine) -> String? {
    final.isSuccess && request.isOwnReference ? request.reference.map { "ref=\($0)" } : nil
  }

  /// Keeps what is to be known of the session behind a reply.
  private func follow(_ request: ConsoleRequest, _ final: StatusLine) {
    diagnostics.sink.flush()
    switch request.head.verb {
    case "BEGIN" where final.isSuccess: list = []
    case "COMMIT", "ABORT": list = nil
    case "AUTH" where final.isSuccess:
      let before = user
      user = final["user"] ?? user
      if user != before { calls = CallPops() }
      askForCalls()
    case "WATCH" where final.isSuccess: watched = request.request
    default: if final.code == 202 { list?.append(request) }
    }
    if request.head.writes {
      if final.code == 431 { isReadOnly = true } else if final.code == 201 { isReadOnly = false }
      if request.isOwnReference { repeats.note(request.typed, final) }
    }
    isLastRefused = final.code >= 500
    if request.head.isRead, !request.head.opensBlock { lastRead = request.request.shown }
    offerCorrection(final)
  }

  private static func milliseconds(since start: ContinuousClock.Instant) -> String {
    let passed = start.duration(to: .now).components
    let microseconds = passed.seconds * 1_000_000 + passed.attoseconds / 1_000_000_000_000
    let thousandths = String(microseconds % 1000 + 1000).dropFirst()
    return "\(microseconds / 1000).\(thousandths)"
  }
}

// The connection is lost, and is there again.
extension ConsoleDialogue {
  /// Says what has happened to the connection since the last call.
  func followLink() {
    while let news = link.takeNews() {
      switch news {
      case .lost(let reason, let rests):
        let next = rests ? "any key connects again" : "connecting again"
        notices.append("The connection is gone (\(reason)); \(next).")
      case .failed(let reason): notices.append("No connection yet: \(reason)")
      case .gaveUp(let reason):
        notices.append("No connection: \(reason)\nThe next command that you enter tries again.")
      case .opened: reopen()
      }
    }
  }

  private func reopen() {
    let before = user
    user = link.session.user
    notices.append("Connected again, \(userText).")
    if user == before { return resume() }
    calls = CallPops()
    // What another one began is not gone on with.
    if list != nil { notices.append("Your list is gone; nothing of it was written.") }
    (list, watched, asked) = (nil, nil, [])
    if user == nil { notices.append("AUTH logs in.") }
  }

  /// The connection went while a request had no reply. Nil to go on.
  private func lose(_ request: ConsoleRequest) -> ExitCode? {
    replies.write()
    if request.head.endsSession { return .ok }
    owe(request)
    _ = showArrivals {}
    return nil
  }

  private func owe(_ request: ConsoleRequest) {
    guard request.head.writes else {
      return notices.append("There was no reply to \(request.request.shown). \(howToRepeat)")
    }
    let shown = Request.shown(request.typed)
    let commits = request.head.verb == "COMMIT"
    if link.isClosedInOrder {
      notices.append("It was not carried out: \(shown)" + (commits ? "" : "\n  \(howToRepeat)"))
      if request.isOwnReference { offered[request.typed] = request.reference }
      return
    }
    let references = commits ? listReferences : [request.reference].compactMap(\.self)
    owed.append(
      OwedWrite(
        shown: shown, typed: request.typed, references: references, list: commits ? list : nil))
    if commits { list = nil }
    notices.append(
      references.isEmpty
        ? "It may or may not have been carried out: \(shown)"
        : "Whether it was recorded is asked as soon as there is a connection: \(shown)")
  }

  /// What the list that is open can be asked for by. It is run in whole or not at all, but lines of
  /// it may come to nothing, and a reference that was typed may be known from before.
  private var listReferences: [String] {
    let lines = list ?? []
    let own = lines.filter(\.isOwnReference)
    return (own.isEmpty ? lines : own).compactMap(\.reference)
  }

  /// How a line that was not carried out is sent once more.
  var howToRepeat: String {
    editor == nil ? "Enter it again to send it." : "Up brings it back."
  }

  /// Somebody does not want to wait for a reply.
  private func abandon(_ request: ConsoleRequest) -> ExitCode {
    link.connection.close()
    owe(request)
    notices = []
    guard request.head.writes else {
      diagnostics.line("closed")
      return .unreachable
    }
    return .ok
  }

  /// What the console ends with.
  /// - Parameter code: what it would be if all were known.
  func leave(_ code: ExitCode) -> ExitCode {
    if owed.isEmpty { return code }
    let shown = owed.map { write in
      write.shown + (write.references.first.map { "   (LOOKUP REF \($0))" } ?? "")
    }
    diagnostics.line(Diagnostics.unknownOutcome(shown))
    return code.combined(with: .unknownOutcome)
  }
}

extension ReplyEvent {
  /// The same without a reference that the person did not type.
  fileprivate func hiding(_ reference: String) -> ReplyEvent {
    guard case .status(let status) = self, !status.isSuccess else { return self }
    return StatusLine(OwnReference.remove(reference, from: status.text)).map(Self.status) ?? self
  }
}
