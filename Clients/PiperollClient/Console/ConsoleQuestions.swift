/// What the console asks the server by itself. The replies are not shown.
extension ConsoleDialogue {
  enum Question {
    case format, words, watch, calls
    /// Which accounts there are, for somebody who is here for the first time.
    case firstAccount
    /// What fits a text that is being completed.
    case values(line: String, Completion.Listing)
    /// Whether something was recorded.
    case outcome(OwedWrite)
    /// A line of a list that is opened again.
    case listLine(isLast: Bool)
    /// To give that list up.
    case drop
  }

  func ask(_ line: String, _ question: Question) {
    link.connection.send(Array((line + "\n").utf8))
    asked.append(question)
  }

  func askForWords() {
    ask("HELP WORDS fmt=tsv", .words)
  }

  /// What to try first is told with an account of this book.
  func askForFirstAccount() { ask("\(FirstRun.request) fmt=tsv", .firstAccount) }

  /// Has the server write its replies in another format.
  func ask(for format: Session.Format) {
    if link.isUp { ask("HELLO PRP/1 \(format.words)", .format) }
  }

  /// Tells the server the width of the terminal, if that was changed.
  func followWidth() {
    guard let before = screenWidth else { return }
    let width = Terminal.screenWidth(of: terminal)
    if width == before { return }
    screenWidth = width
    ask(for: .screen(width: width))
  }

  /// Whether an event is of a reply to what the console has asked by itself, or says that the
  /// session ends.
  func isOwn(_ event: ReplyEvent) -> Bool {
    if let final = event.final, final.code == Self.closingCode, final.tag == nil {
      link.noteClosing(final)
      return true
    }
    guard let question = asked.first, !event.isPush else { return false }
    switch event {
    case .status(let status): askedOpening = status
    case .line(let line): askedLines.append(line)
    case .blockEnd, .push: break
    }
    guard let final = event.final else { return true }
    asked.removeFirst()
    answer(question, final, askedLines)
    askedLines = []
    return true
  }

  /// The server ends the session, and says so without being asked.
  private static let closingCode = 421

  private func answer(_ question: Question, _ final: StatusLine, _ block: [String]) {
    switch question {
    case .words: if final.isSuccess { takeWords(block) }
    case .firstAccount: notices += FirstRun.lines(block)
    case .values(let line, let listing):
      guard final.isSuccess || final.code == 540 else { break }
      let values = ListedValues(block, hasMore: askedOpening?["more"] == "yes")
      completed = (line, values.completion(of: listing.typed))
    case .outcome(let write): tell(write, final)
    case .listLine(let isLast): takeListLine(isLast, final)
    case .watch: if !final.isSuccess { watched = nil }
    case .format, .drop, .calls: break
    }
  }

  /// A server that does not describe its commands gives nothing to complete.
  private func takeWords(_ block: [String]) {
    let words = CommandWords(block)
    (commands, describedServer) = (words, link.session.server)
    let completer = Completer(words: words, own: OwnCommand.names)
    editor?.complete = { [unowned self] in askForValues($0, completer.complete($0)) }
    editor?.lateCompletion = { [unowned self] in takeCompletion(of: $0) }
    editor?.hintAfter = completer.hint
  }

  /// Asks for what a completion still lacks. Nobody waits for it: whoever types on gets no answer.
  private func askForValues(_ line: String, _ completion: Completion) -> Completion {
    if let listing = completion.listing, link.isUp {
      let text = RequestWords.argument(listing.typed)
      ask("\(listing.request) \(text) fmt=tsv", .values(line: line, listing))
    }
    return completion
  }

  private func takeCompletion(of line: String) -> Completion? {
    defer { completed = nil }
    return completed?.line == line ? completed?.completion : nil
  }

  /// Whether the console waits for what it has to know before it sends another request.
  var isAsking: Bool {
    asked.contains {
      switch $0 {
      case .words, .outcome, .listLine: true
      case .format, .watch, .calls, .drop, .values, .firstAccount: false
      }
    }
  }
}

// After a loss.
extension ConsoleDialogue {
  /// What the server has to be told again, and asked, behind a new login.
  func resume() {
    (asked, askedLines) = ([], [])
    if commands == nil || link.session.server != describedServer { askForWords() }
    if let watched {
      link.connection.send(watched.bytes)
      asked.append(.watch)
    } else if user != nil {
      askForCalls()
    }
    for write in owed { askForOutcome(write) }
    if let list { open(list) }
  }

  private func askForOutcome(_ write: OwedWrite) {
    guard let reference = write.references.first else { return }
    ask("LOOKUP REF \(reference) fmt=tsv", .outcome(write))
  }

  /// Opens a list again. Nothing of it is written before COMMIT.
  private func open(_ list: [ConsoleRequest]) {
    ask("BEGIN", .listLine(isLast: list.isEmpty))
    for (place, line) in list.enumerated() {
      link.connection.send(line.request.bytes)
      asked.append(.listLine(isLast: place == list.count - 1))
    }
  }

  private func takeListLine(_ isLast: Bool, _ final: StatusLine) {
    guard let count = list?.count else { return }
    if !final.isSuccess {
      list = nil
      notices.append("The list could not be opened again, and is gone: \(final.text)")
      ask("ABORT", .drop)
    } else if isLast {
      notices.append("The list is open again, with its \(count) writes; COMMIT runs them.")
    }
  }

  /// Says what became of a write that had no reply.
  private func tell(_ write: OwedWrite, _ final: StatusLine) {
    if final.code == 540, write.references.count > 1 {
      var rest = write
      rest.references.removeFirst()
      return askForOutcome(rest)
    }
    let sentence: String
    switch final.code {
    case 200..<300 where final.code != 264:
      let entry = final["entry"].map { " as entry \($0)" } ?? ""
      sentence = write.list == nil ? "It was recorded\(entry)" : "The list was run"
      repeats.note(write.typed, final)
    case 264: sentence = "It waits for approval \(final["approval"] ?? "")"
    case 540:
      sentence = "It was not recorded"
      offerAgain(write)
    case 550: sentence = "It was asked for, and will not be done"
    default:
      return notices.append(
        "The server does not say what became of it (\(final.text)): \(write.shown)")
    }
    owed.removeAll { $0.references.last == write.references.last }
    notices.append("\(sentence): \(write.shown)")
    if final.code == 540, write.list == nil { notices.append("  \(howToRepeat)") }
  }

  /// A line that was not recorded may be sent again under its reference, which makes that harmless
  /// even if the first one should still be on its way.
  private func offerAgain(_ write: OwedWrite) {
    if let lines = write.list {
      list = lines
      return open(lines)
    }
    offered[write.typed] = write.references.last
    offer(write.typed)
  }
}
