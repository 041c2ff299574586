/// What the console asks the server by itself. The replies are not shown.
extension ConsoleDialogue {
  enum Question {
    case format, words, watch
    /// Whether something was recorded.
    case outcome(OwedWrite)
    /// A line of a list that is opened again.
    case listLine(isLast: Bool)
    /// To give that list up.
    case drop
  }

  private func ask(_ line: String, _ question: Question) {
    link.connection.send(Array((line + "\n").utf8))
    asked.append(question)
  }

  func askForWords() {
    wordLines = []
    ask("HELP WORDS fmt=tsv", .words)
  }

  /// Has the server write its replies in another format.
  func ask(for format: Session.Format) {
    if link.isUp { ask("HELLO PRP/1 \(format.words)", .format) }
  }

  /// Tells the server the width of the terminal, if that was changed.
  func followWidth() {
    guard let before = screenWidth else { return }
    let width = Terminal.columns(of: terminal)
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
    if case .line(let line) = event, case .words = question { wordLines.append(line) }
    guard let final = event.final else { return true }
    asked.removeFirst()
    answer(question, final)
    return true
  }

  /// The server ends the session, and says so without being asked.
  private static let closingCode = 421

  private func answer(_ question: Question, _ final: StatusLine) {
    switch question {
    case .words: if final.isSuccess { takeWords() }
    case .outcome(let write): tell(write, final)
    case .listLine(let isLast): takeListLine(isLast, final)
    case .watch: if !final.isSuccess { watched = nil }
    case .format, .drop: break
    }
  }

  /// A server that does not describe its commands gives nothing to complete.
  private func takeWords() {
    let words = CommandWords(wordLines)
    wordLines = []
    commands = words
    let completer = Completer(words: words, own: OwnCommand.names)
    editor?.complete = completer.complete
    editor?.hintAfter = completer.hint
  }

  /// Whether the console waits for what it has to know before it sends another request.
  var isAsking: Bool {
    asked.contains {
      switch $0 {
      case .words, .outcome, .listLine: true
      case .format, .watch, .drop: false
      }
    }
  }
}

// After a loss.
extension ConsoleDialogue {
  /// What the server has to be told again, and asked, behind a new login.
  func resume() {
    asked = []
    if commands == nil { askForWords() }
    if let watched {
      link.connection.send(watched.bytes)
      asked.append(.watch)
    }
    for write in owed {
      if let reference = write.reference {
        ask("LOOKUP REF \(reference) fmt=tsv", .outcome(write))
      }
    }
    if let list { open(list) }
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
    default: return
    }
    owed.removeAll { $0.reference == write.reference }
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
    offered[write.typed] = write.reference
    offer(write.typed)
  }
}
