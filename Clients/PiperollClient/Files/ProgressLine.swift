import Glibc

/// How far a run has come, on one line of a terminal that is written again and again. Where
/// diagnostics go elsewhere there is none.
final class ProgressLine {
  /// Between two writings: often enough to be seen moving.
  let interval = Duration.milliseconds(200)

  private let diagnostics: Diagnostics
  private let rows: Int
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?
  private var width = 0

  init(_ diagnostics: Diagnostics, rows: Int) {
    self.diagnostics = diagnostics
    self.rows = rows
    isShown = diagnostics.isTerminal && rows > 0
  }

  func show(_ done: Int) {
    let now = ContinuousClock.now
    guard isShown, (last ?? start).duration(to: now) >= interval else { return }
    last = now
    write(Self.text(done, of: rows, start.duration(to: now)))
  }

  /// Leaves the line empty for what is said next.
  func clear() {
    if width > 0 { write("") }
    width = 0
  }

  /// Blanks take away what a longer text has left: not every terminal can clear a line.
  private func write(_ text: String) {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    let back = text.isEmpty ? "\r" : ""
    diagnostics.draw("\r\(text)\(blanks)\(back)")
    width = text.count
  }

  static func text(_ done: Int, of rows: Int, _ passed: Duration) -> String {
    let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? ", \(time(Int(Double(rows - done) / rate + 0.5))) left" : ""
    return "\(done) of \(rows) rows, \(done * 100 / max(1, rows)) %, \(Int(rate)) a second\(left)"
  }

  private static func time(_ seconds: Int) -> String {
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }
}
