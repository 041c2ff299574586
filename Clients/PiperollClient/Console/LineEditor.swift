import CEditLine
import Glibc

/// Whose line libedit is editing: it calls functions that know nothing else.
nonisolated(unsafe) private var typingEditor: LineEditor?

/// Lines that are edited with libedit: with a history, a search in it, and completion. The terminal
/// gives keys as they are pressed all the while, so that what is typed or pasted before its time
/// waits unseen.
final class LineEditor: LineSource {
  /// The soname of libedit since 2006; the part of its interface that is used here is of 2011.
  static let libraryName = "libedit.so.2"

  private let library: UnsafeMutablePointer<EditLibrary>
  private let edit: UnsafeMutableRawPointer
  private let pastLines: UnsafeMutableRawPointer
  private let files: [UnsafeMutablePointer<FILE>?]
  private let wait: TypingWait
  private let output: Int32
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
  // libedit keeps the pointers to these names of actions.
  private let completing = WideText(LineEditor.completeName)
  private let openingCall = WideText(LineEditor.openCallName)
  private var prompt = WideText("")
  private var makePrompt: () -> String = { "" }
  private var hint = WideText("")
  private var shownHint = ""
  private var mayHint = false
  private let mayStyle: Bool
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

  /// Has a text stand in the next line, as if it had been typed.
  func type(_ text: String) { WideText.lend(text) { library.pointee.push(edit, $0) } }

  func next(_ prompt: @escaping () -> String) -> TypedLine {
    take()
    (outcome, mayHint) = (nil, true)
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

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(output, bytes, bytes.count)
  }
}

// Keys, one by one.
extension LineEditor {
  /// Answers 1 and a key, or -1 to give up the line.
  fileprivate func readKey(_ key: UnsafeMutablePointer<wchar_t>) -> Int32 {
    if settingsTyping == nil {
      var settings = termios()
      tcgetattr(wait.input, &settings)
      settingsTyping = settings
    }
    while true {
      if let scalar = input.next() {
        if scalar == "\r" || scalar == "\n" {
          isPasted = input.hasMore
          dropHint()
        }
        key.pointee = wchar_t(bitPattern: scalar.value)
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

// What is on the screen.
extension LineEditor {
  private var lineText: (before: [Unicode.Scalar], after: [Unicode.Scalar]) {
    guard let line = library.pointee.line(edit)?.pointee else { return ([], []) }
    return (
      WideText.scalars(line.buffer, line.cursor), WideText.scalars(line.cursor, line.lastchar)
    )
  }

  /// Takes the prompt and the line from the screen; the cursor stands where the prompt began.
  private func clear() {
    var place = ScreenPlace(columns: Terminal.columns(of: output))
    for scalar in prompt.scalars + lineText.before { place.advance(by: scalar) }
    let up = place.row > 0 ? "\u{1B}[\(place.row)A" : ""
    write("\r\(up)\u{1B}[J")
  }

  private func draw() { editline_redraw(library, edit) }

  private func renewPrompt() { prompt = WideText(SafeText.visible(makePrompt())) }

  /// A line that was entered stands without a hint.
  private func dropHint() {
    guard mayHint, !shownHint.isEmpty else { return }
    mayHint = false
    clear()
    draw()
  }

  /// libedit draws a letter at the end of a line alone, and so the hint of before stands there yet.
  private func renewHint() {
    let text = hintText
    guard !text.isEmpty, text != shownHint else { return }
    clear()
    draw()
  }

  /// What may follow, as far as there is room for it at the right margin.
  private var hintText: String {
    let (before, after) = lineText
    // While the history is searched the line has two rows.
    guard mayHint, mayStyle, after.isEmpty, !before.isEmpty, !before.contains("\n") else {
      return ""
    }
    let taken = (prompt.scalars + before).reduce(0) { $0 + WideText.columns(of: $1) }
    let room = Terminal.columns(of: output) - taken - Self.hintGap
    return Self.cut(SafeText.visible(hintAfter(Self.text(before))), to: room)
  }

  fileprivate func currentHint() -> UnsafeMutablePointer<wchar_t> {
    shownHint = hintText
    let styled = "\u{1}\u{1B}[2m\u{1}\(shownHint)\u{1}\u{1B}[0m\u{1}"
    hint = WideText(shownHint.isEmpty ? "" : styled)
    return hint.pointer
  }

  /// Columns between what is typed and the hint, so that neither is taken for the other.
  private static let hintGap = 4

  private static func cut(_ text: String, to columns: Int) -> String {
    if text.unicodeScalars.count <= columns { return text }
    return columns < 20 ? "" : String(text.unicodeScalars.prefix(columns - 4)) + " ..."
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  fileprivate var promptText: UnsafeMutablePointer<wchar_t> { prompt.pointer }

  /// Completes what is typed as far as it is certain, and shows what there is to choose from.
  fileprivate func completeLine() {
    let completion = complete(Self.text(lineText.before))
    if completion.hasLines { clear() }
    show(completion)
    if completion.hasLines { draw() }
  }

  /// Puts what is certain into the line, and the rest above it; the line is not on the screen.
  private func show(_ completion: Completion) {
    if completion.dropped > 0 { library.pointee.drop(edit, Int32(completion.dropped)) }
    if !completion.rest.isEmpty {
      WideText.lend(completion.rest) { _ = library.pointee.insert(edit, $0) }
    }
    let lines =
      [completion.about].compactMap(\.self)
      + ColumnText.lines(completion.shown, columns: Terminal.columns(of: output))
      + completion.lines
    write(lines.map { SafeText.visible($0) + "\r\n" }.joined())
  }

  /// Opens who calls, where nothing is typed that would be lost.
  fileprivate func openCall() -> UInt8 {
    let (before, after) = lineText
    guard before.isEmpty, after.isEmpty, let opening = callToOpen() else {
      return UInt8(EditLineKeyError)
    }
    WideText.lend(opening.line) { _ = library.pointee.insert(edit, $0) }
    if case .run = opening { type("\n") }
    return UInt8(EditLineKeyRefresh)
  }

  private static let completeName = "piperoll-complete"
  private static let openCallName = "piperoll-open-call"

  private func bind() {
    WideText.lend("emacs") { editline_keys(library, edit, $0) }
    editline_prompt(library, edit) { _ in typingEditor?.promptText }
    editline_hint(library, edit, { _ in typingEditor?.currentHint() }, 1)
    editline_read_key(library, edit) { _, key in typingEditor?.readKey(key!) ?? -1 }
    editline_use_history(library, edit, pastLines)
    editline_action(library, edit, completing.pointer) { _, _ in
      typingEditor?.completeLine()
      return UInt8(EditLineKeyRefresh)
    }
    editline_action(library, edit, openingCall.pointer) { _, _ in
      typingEditor?.openCall() ?? UInt8(EditLineKeyError)
    }
    for (key, action) in Self.keys {
      WideText.lend(key) { key in
        WideText.lend(action) { editline_bind(library, edit, key, $0) }
      }
    }
  }

  /// What libedit does not give these keys by itself, as terminals send them.
  private static let keys = [
    ("^I", completeName), ("^O", openCallName),
    ("^R", "em-inc-search-prev"), ("^S", "em-inc-search-next"), ("^W", "ed-delete-prev-word"),
    ("\\e[A", "ed-prev-history"), ("\\e[B", "ed-next-history"),
    ("\\e[C", "ed-next-char"), ("\\e[D", "ed-prev-char"),
    ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
    ("\\e[1;3C", "em-next-word"), ("\\e[1;3D", "ed-prev-word"),
    ("\\e[3~", "ed-delete-next-char"),
    ("\\e[H", "ed-move-to-beg"), ("\\e[F", "ed-move-to-end"),
    ("\\eOH", "ed-move-to-beg"), ("\\eOF", "ed-move-to-end"),
    ("\\e[1~", "ed-move-to-beg"), ("\\e[4~", "ed-move-to-end"),
  ]
}
