import CEditLine
import Glibc

// What is on the screen.
extension LineEditor {
  var lineText: (before: [Unicode.Scalar], after: [Unicode.Scalar]) {
    guard let line = library.pointee.line(edit)?.pointee else { return ([], []) }
    return (
      WideText.scalars(line.buffer, line.cursor), WideText.scalars(line.cursor, line.lastchar)
    )
  }

  /// Takes the prompt and the line from the screen; the cursor stands where the prompt began.
  func clear() {
    var place = place
    for scalar in prompt.scalars + lineText.before { place.advance(by: scalar) }
    let up = place.row > 0 ? "\u{1B}[\(place.row)A" : ""
    write("\r\(up)\u{1B}[J")
  }

  func draw() {
    editline_redraw(library, edit)
    drawMarks()
  }

  /// libedit keeps one character for a column, and so leaves out the marks that combine with
  /// another: what it drew is written once more, with them.
  private func drawMarks() {
    guard hasMarks else { return }
    let (before, after) = lineText
    var cursor = place
    for scalar in prompt.scalars + before { cursor.advance(by: scalar) }
    var (end, text) = (place, "")
    for scalar in prompt.scalars + before + after { text += end.advance(by: scalar) }
    let up = cursor.row > 0 ? "\u{1B}[\(cursor.row)A" : ""
    write("\u{1B}7\r\(up)\(text)\u{1B}8")
  }

  var hasMarks: Bool {
    let (before, after) = lineText
    return (before + after).contains { $0.value > 0x7F && WideText.columns(of: $0) == 0 }
  }

  /// Where the prompt begins.
  private var place: ScreenPlace { ScreenPlace(columns: Terminal.columns(of: output)) }

  func renewPrompt() { prompt = WideText(SafeText.visible(makePrompt())) }

  /// A line that was entered stands without a hint.
  func dropHint() {
    guard mayHint, !shownHint.isEmpty else { return }
    mayHint = false
    clear()
    draw()
  }

  /// libedit draws a letter at the end of a line alone, and so the hint of before stands there yet.
  func renewHint() {
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
    var place = place
    for scalar in prompt.scalars + before { place.advance(by: scalar) }
    guard place.row == 0 else { return "" }
    let room = Terminal.columns(of: output) - place.column - Self.hintGap
    return Self.cut(SafeText.visible(hintAfter(Self.text(before))), to: room)
  }

  func currentHint() -> UnsafeMutablePointer<wchar_t> {
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

  static func text(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  var promptText: UnsafeMutablePointer<wchar_t> { prompt.pointer }
}
