import CEditLine
import Glibc

/// Whose line libedit is editing: it calls functions that know nothing else.
nonisolated(unsafe) var typingEditor: LineEditor?

/// Lines that are edited with libedit: with a history, a search in it, and completion. The terminal
/// gives keys as they are pressed all the while, so that what is typed or pasted before its time
/// waits unseen.
final class LineEditor: LineSource {
  /// The soname of libedit since 2006; the part of its interface that is used here is of 2011.
  static let libraryName = "libedit.so.2"

  let library: UnsafeMutablePointer<EditLibrary>
  let edit: UnsafeMutableRawPointer
  let pastLines: UnsafeMutableRawPointer
  private let files: [UnsafeMutablePointer<FILE>?]
  private let wait: TypingWait
  let output: Int32
  /// The terminal as it was found, and as libedit sets it for typing.
  private var settingsFound = termios()
  private var settingsTyping: termios?
  private var isTaken = false
  private var input = KeyInput()
  private var hasEnded = false
  /// Whether the last line came with more behind it, as pasted ones do.
  private(set) var isPasted = false
  /// What ended the reading of keys; nil: a line was entered.
  private var outcome: TypedLine?
  /// A character of a pasted text that would do something as a key, and is put into the line.
  var pasted: Unicode.Scalar?
  /// What was typed when a call was opened: it comes back behind the next prompt.
  var keptLine = ""
  // libedit keeps the pointers to these names of actions.
  let actionNames = LineEditor.actions.map { WideText($0.name) }
  var prompt = WideText("")
  var makePrompt: () -> String = { "" }
  var hint = WideText("")
  var shownHint = ""
  var mayHint = false
  let mayStyle: Bool
  /// What Tab does with the text in front of the cursor.
  var complete: (String) -> Completion = { _ in Completion() }
  /// What came of it later, if the text is still the same; it is told once.
  var lateCompletion: (String) -> Completion? = { _ in nil }
  /// What Ctrl-O does; nil: nothing.
  var callToOpen: () -> CallPop.Opening? = { nil }
  /// What may follow a text; empty: nothing is said.
  var hintAfter: (String) -> String = { _ in "" }

  /// Nil where libedit is missing, or there is no terminal.
  /// - Parameter terminalType: what TERM calls the terminal.
  /// - Parameter mayStyle: whether the terminal takes styles.
  init?(
    _ wait: TypingWait, output: Int32, terminalType: String, mayStyle: Bool,
    library name: String = LineEditor.libraryName
  ) {
    library = .allocate(capacity: 1)
    library.initialize(to: EditLibrary())
    guard editline_load(library, name) != 0, tcgetattr(wait.input, &settingsFound) == 0 else {
      return nil
    }
    // The protocol is UTF-8 whatever the locale is, and libedit asks the C library how to write it.
    if setlocale(LC_CTYPE, "C.UTF-8") == nil { setlocale(LC_CTYPE, "") }
    files = [(wait.input, "r"), (output, "w"), (output, "w")].map { fdopen(dup($0.0), $0.1) }
    guard let edit = library.pointee.`init`("piperoll", files[0], files[1], files[2]),
      let lines = editline_history(library, Int32(History.linesMax))
    else { return nil }
    (self.edit, pastLines, self.wait, self.output) = (edit, lines, wait, output)
    self.mayStyle = mayStyle
    editline_terminal(library, edit, terminalType)
    bind()
  }

  deinit {
    release()
    library.pointee.history_end(pastLines)
    library.pointee.end(edit)
    tcsetattr(wait.input, TCSADRAIN, &settingsFound)
    for file in files { fclose(file) }
  }

  /// Gives the history, oldest first, to arrows and Ctrl-R.
  func remember(_ lines: [String]) {
    editline_forget(library, pastLines)
    for line in lines { WideText.lend(line) { editline_remember(library, pastLines, $0) } }
  }

  /// Has a text stand in the next line, as if it had been pasted.
  func type(_ text: String) { input.insert(text) }

  /// Presses keys.
  func press(_ keys: String) { WideText.lend(keys) { library.pointee.push(edit, $0) } }

  func next(_ prompt: @escaping () -> String) -> TypedLine {
    take()
    (outcome, mayHint) = (nil, true)
    if !keptLine.isEmpty {
      type(keptLine)
      keptLine = ""
    }
    typingEditor = self
    defer { typingEditor = nil }
    var count: Int32 = 0
    makePrompt = prompt
    defer { makePrompt = { "" } }
    renewPrompt()
    let line = library.pointee.gets(edit, &count)
    quieten()
    if let outcome { return outcome }
    guard let line, count > 0 else { return .ended }
    let text = WideText.scalars(line, line + Int(count)).filter { $0 != "\n" && $0 != "\r" }
    return .line(Array(String(String.UnicodeScalarView(text)).utf8))
  }

  func release() {
    guard isTaken else { return }
    isTaken = false
    write(KeyInput.needsNoMarks)
    tcsetattr(wait.input, TCSADRAIN, &settingsFound)
  }

  private func take() {
    guard !isTaken else { return }
    isTaken = true
    write(KeyInput.asksForMarks)
  }

  /// Between two lines keys are neither shown nor put together to lines, and Ctrl-C still works.
  private func quieten() {
    var settings = settingsFound
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(wait.input, TCSADRAIN, &settings)
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(output, bytes, bytes.count)
  }
}

// Keys, one by one.
extension LineEditor {
  /// Answers 1 and a key, or -1 to give up the line.
  func readKey(_ key: UnsafeMutablePointer<wchar_t>) -> Int32 {
    if settingsTyping == nil {
      var settings = termios()
      tcgetattr(wait.input, &settings)
      settingsTyping = settings
    }
    while true {
      if let scalar = input.next() {
        let isEnter = scalar == "\r" || scalar == "\n"
        if isEnter {
          isPasted = input.hasMore
          dropHint()
        } else if input.isPasted, scalar.value < 0x20 || scalar.value == 0x7F {
          pasted = scalar
        }
        key.pointee = wchar_t(bitPattern: pasted == nil ? scalar.value : Self.pasteKey)
        return 1
      }
      if hasEnded { return end(.ended) }
      if wait.showArrivals(clear) {
        renewPrompt()
        draw()
      }
      if let late = lateCompletion(Self.text(lineText.before)) {
        clear()
        show(late)
        draw()
      }
      renewHint()
      switch wait.next() {
      case .keys: readInput()
      case .server: break
      case .signals(let signals):
        if signals.contains(SIGINT) {
          input.clear()
          return end(.interrupted)
        }
        // Whoever ran meanwhile has left the terminal in a way of its own.
        if signals.contains(SIGCONT), var settings = settingsTyping {
          tcsetattr(wait.input, TCSADRAIN, &settings)
        }
        clear()
        library.pointee.resize(edit)
        draw()
      }
    }
  }

  private func end(_ outcome: TypedLine) -> Int32 {
    self.outcome = outcome
    return -1
  }

  private func readInput() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(wait.input, &buffer, buffer.count)
    if count > 0 { input.add(buffer[..<count]) }
    if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { hasEnded = true }
  }
}
