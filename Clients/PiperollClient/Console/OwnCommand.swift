import Glibc

/// The console's own commands, which begin with a backslash.
enum OwnCommand {
  private static let list: [(usage: String, help: String)] = [
    ("\\?", "this list"),
    ("\\raw", "replies as they come on the wire; again: laid out"),
    ("\\timing", "say how long each reply took, or no longer"),
    ("\\r", "ask the last look-up or report again"),
    ("\\watch N [COMMAND]", "ask it, or the last one, every N seconds; Ctrl-C ends it"),
    ("\\o [FILE]", "write replies to the end of a file as well; without a name: no longer"),
    ("\\e [COMMAND]", "edit it, or the last line, in $EDITOR; it then waits for Enter"),
    ("\\q", "leave, as QUIT"),
  ]

  /// Their words alone.
  static var names: [String] {
    list.map { String($0.usage.split(separator: " ")[0]) }
  }

  /// Nil to go on.
  static func run(_ text: String, _ dialogue: ConsoleDialogue) -> ExitCode? {
    let parts = text.split(separator: " ", maxSplits: 1)
    let rest = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
    switch parts.first ?? "" {
    case "\\?": help(dialogue)
    case "\\timing":
      dialogue.showsTiming.toggle()
      dialogue.output.say("Timing is \(dialogue.showsTiming ? "on" : "off").")
    case "\\raw": toggleRaw(dialogue)
    case "\\r": return dialogue.repeatRead()
    case "\\watch": return dialogue.watch(String(rest))
    case "\\o": dialogue.copyReplies(String(rest))
    case "\\e": dialogue.edit(String(rest))
    case "\\q": return .ok
    default: dialogue.output.say("No such console command; \\? lists them.")
    }
    return nil
  }

  private static func help(_ dialogue: ConsoleDialogue) {
    let width = list.map(\.usage.count).max()!
    for (usage, help) in list {
      let gap = String(repeating: " ", count: width - usage.count + 2)
      dialogue.output.say(usage + gap + help, indent: width + 2)
    }
    guard dialogue.editor != nil else {
      return dialogue.output.say("Lines are edited by the terminal itself: there is no history.")
    }
    dialogue.output.say(
      "Keys: Tab completes, arrows go through the line and the history, Ctrl-R searches it,"
        + " Ctrl-Left and Ctrl-Right go by words, Ctrl-L clears the screen, Ctrl-C the line, Ctrl-O"
        + " opens who calls, and begins the note of a call that has ended. What you were typing"
        + " then comes back at the next prompt.")
  }

  private static func toggleRaw(_ dialogue: ConsoleDialogue) {
    let isRaw = dialogue.screenWidth != nil
    let width = Terminal.screenWidth(of: dialogue.terminal)
    dialogue.screenWidth = isRaw ? nil : width
    dialogue.ask(for: isRaw ? .tsv : .screen(width: width))
    dialogue.output.say("Replies are \(isRaw ? "as on the wire" : "laid out").")
  }
}

extension ConsoleDialogue {
  /// A line as a request, if it only reads; else says why not.
  private func read(_ line: String) -> ConsoleRequest? {
    let head = RequestLine(line)
    guard head.isRead, !head.opensBlock else {
      output.say("That may write, so it is not repeated. Give a look-up or a report.")
      return nil
    }
    guard !head.leases else {
      output.say("Each LOOKUP NEXT takes another account, so it is not repeated. Type it again.")
      return nil
    }
    return ConsoleRequest(Request(bytes: Array((line + "\n").utf8), head: head))
  }

  /// Asks the last look-up or report again. Nil to go on.
  fileprivate func repeatRead() -> ExitCode? {
    guard let line = lastRead else {
      output.say("Nothing was looked up yet.")
      return nil
    }
    output.line(line)
    output.flush()
    return read(line).flatMap { awaitLink(for: $0) ? exchange($0) : nil }
  }

  /// How often `\watch` may ask: a second is enough for people, a day for anything.
  private static let watchSeconds = 1...86_400

  /// Asks a command again and again until Ctrl-C. Nil to go on.
  /// - Parameter text: the seconds between two times, and the command.
  fileprivate func watch(_ text: String) -> ExitCode? {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let seconds = parts.first.flatMap({ Int($0) }), Self.watchSeconds.contains(seconds) else {
      output.say("How many seconds between two times, 1 to 86400? As in: \\watch 5 LOOKUP TASKS")
      return nil
    }
    guard let line = parts.count > 1 ? parts[1] : lastRead else {
      output.say("Nothing was looked up yet. As in: \\watch 5 LOOKUP TASKS")
      return nil
    }
    guard let request = read(line) else { return nil }
    _ = signals.take()
    while true {
      output.say("Every \(seconds) s: \(request.request.shown) (Ctrl-C ends it)")
      output.flush()
      guard awaitLink(for: request) else { return nil }
      if let code = exchange(request, mayPage: false) { return code }
      // What is refused once is refused again.
      if isLastRefused { return nil }
      if !pause(.after(.seconds(seconds))) { break }
    }
    output.say("")
    return nil
  }

  /// Waits, and shows what the server says. False where Ctrl-C ends the wait.
  private func pause(_ deadline: Deadline) -> Bool {
    while !deadline.hasPassed {
      _ = showArrivals {}
      var entries = [pollfd(signals.descriptor, reads: true)] + link.pollEntries
      let sooner = link.deadline.earlier(deadline)
      if Poll.wait(&entries, sooner) == .ready { link.service(entries[1...]) }
      if signals.takeInterrupt() { return false }
    }
    return true
  }

  fileprivate func copyReplies(_ path: String) {
    if path.isEmpty {
      output.say(replies.isCopying ? "Replies are not written any more." : "Which file?")
      if let fault = replies.stopCopying() { diagnostics.line(fault.sentence) }
      return
    }
    do {
      try replies.copy(to: path)
      output.say("Replies are also written to \(path).")
    } catch {
      _ = diagnostics.report(error)
    }
  }

  /// Has a line edited by a program. What comes of it stands behind the prompt, and waits for
  /// Enter; of several lines the last one does.
  fileprivate func edit(_ text: String) {
    guard let editor else {
      return output.say("Lines are edited by the terminal itself: \\e needs libedit.")
    }
    let line = text.isEmpty ? lastLine ?? "" : text
    do {
      let file = try ScratchFile(line + "\n")
      lines.release()
      guard ExternalProgram.editor.run(file: file.path, on: terminal) else {
        return output.say("The editor did not end well: nothing was taken.")
      }
      var edited = try file.read()
      while edited.last?.isNewline == true { edited.removeLast() }
      editor.type(edited)
    } catch {
      _ = diagnostics.report(error)
    }
  }
}
