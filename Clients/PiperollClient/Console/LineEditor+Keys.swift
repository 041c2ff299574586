import CEditLine

// What keys do.
extension LineEditor {
  /// Completes what is typed as far as it is certain, and shows what there is to choose from.
  private func completeLine() -> Int {
    let completion = complete(Self.text(lineText.before))
    if completion.hasLines { clear() }
    show(completion)
    if completion.hasLines { draw() }
    return EditLineKeyRefresh
  }

  /// Puts what is certain into the line, and the rest above it; the line is not on the screen.
  func show(_ completion: Completion) {
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

  /// Opens who calls. What was typed makes way, and comes back behind the next prompt.
  private func openCall() -> Int {
    guard let opening = callToOpen() else { return EditLineKeyError }
    let (before, after) = lineText
    keptLine = Self.text(before + after)
    press(Self.emptiesLine + opening.line)
    if case .run = opening { press("\n") }
    return EditLineKeyRefresh
  }

  /// Ctrl-E, Ctrl-U.
  private static let emptiesLine = "\u{5}\u{15}"

  private func takePasted() -> Int {
    guard let scalar = pasted else { return EditLineKeyError }
    pasted = nil
    WideText.lend(String(scalar)) { _ = library.pointee.insert(edit, $0) }
    return EditLineKeyRefresh
  }

  /// How many of libedit's characters are one to a person, on each side of the cursor.
  private var besideCursor: (before: Int, after: Int) {
    let (before, after) = lineText
    return (
      Self.text(before).last?.unicodeScalars.count ?? 0,
      Self.text(after).first?.unicodeScalars.count ?? 0
    )
  }

  private func moveCursor(_ count: Int) -> Int {
    if count == 0 { return EditLineKeyError }
    _ = library.pointee.move_cursor(edit, Int32(count))
    return EditLineKeyCursor
  }

  /// Takes away a character in front of the cursor, or behind it. libedit would leave marks that
  /// combine on the screen.
  private func rubOut(_ count: Int, isAhead: Bool) -> Int {
    if count == 0 { return EditLineKeyError }
    let redraws = hasMarks
    if redraws { clear() }
    if isAhead { _ = library.pointee.move_cursor(edit, Int32(count)) }
    library.pointee.drop(edit, Int32(count))
    if redraws { draw() }
    return EditLineKeyRefresh
  }

  /// What keys do that libedit has no action for, or one that takes a letter and the marks on it
  /// for several.
  static let actions: [(name: String, keys: [String], run: EditKeyAction)] = [
    ("piperoll-complete", ["^I"], { _, _ in LineEditor.act { $0.completeLine() } }),
    ("piperoll-open-call", ["^O"], { _, _ in LineEditor.act { $0.openCall() } }),
    ("piperoll-take-pasted", ["^_"], { _, _ in LineEditor.act { $0.takePasted() } }),
    (
      "piperoll-rub-out", ["^?", "^H"],
      { _, _ in LineEditor.act { $0.rubOut($0.besideCursor.before, isAhead: false) } }
    ),
    (
      "piperoll-rub-out-ahead", ["\\e[3~"],
      { _, _ in LineEditor.act { $0.rubOut($0.besideCursor.after, isAhead: true) } }
    ),
    (
      "piperoll-left", ["^B", "\\e[D", "\\eOD"],
      { _, _ in LineEditor.act { $0.moveCursor(-$0.besideCursor.before) } }
    ),
    (
      "piperoll-right", ["^F", "\\e[C", "\\eOC"],
      { _, _ in LineEditor.act { $0.moveCursor($0.besideCursor.after) } }
    ),
  ]

  /// The key that has a character put into the line which would do something as a key: Ctrl-_.
  static let pasteKey: UInt32 = 0x1F

  private static func act(_ run: (LineEditor) -> Int) -> UInt8 {
    UInt8(typingEditor.map(run) ?? EditLineKeyError)
  }

  func bind() {
    WideText.lend("emacs") { editline_keys(library, edit, $0) }
    editline_prompt(library, edit) { _ in typingEditor?.promptText }
    editline_hint(library, edit, { _ in typingEditor?.currentHint() }, 1)
    editline_read_key(library, edit) { _, key in typingEditor?.readKey(key!) ?? -1 }
    editline_use_history(library, edit, pastLines)
    for (name, action) in zip(actionNames, Self.actions) {
      editline_action(library, edit, name.pointer, action.run)
      for key in action.keys {
        WideText.lend(key) { editline_bind(library, edit, $0, name.pointer) }
      }
    }
    for (key, action) in Self.keys {
      WideText.lend(key) { key in
        WideText.lend(action) { editline_bind(library, edit, key, $0) }
      }
    }
  }

  /// What libedit does not give these keys by itself, as terminals send them.
  private static let keys = [
    ("^R", "em-inc-search-prev"), ("^S", "em-inc-search-next"), ("^W", "ed-delete-prev-word"),
    ("\\e[A", "ed-prev-history"), ("\\e[B", "ed-next-history"),
    ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"),
    ("\\e[1;3C", "em-next-word"), ("\\e[1;3D", "ed-prev-word"),
    ("\\e[H", "ed-move-to-beg"), ("\\e[F", "ed-move-to-end"),
    ("\\eOH", "ed-move-to-beg"), ("\\eOF", "ed-move-to-end"),
    ("\\e[1~", "ed-move-to-beg"), ("\\e[4~", "ed-move-to-end"),
  ]
}
