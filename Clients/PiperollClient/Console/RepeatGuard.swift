/// Keeps Up and Enter from posting the same a second time by accident: a write that was sent before
/// is held until Enter is pressed again.
struct RepeatGuard {
  /// Lines that were sent, here or earlier, with the entry that they came to where it is known.
  private var sent: [String: String?]
  private var held: String?

  /// - Parameter lines: those typed in the past, of which nobody knows any more what they came to.
  init(_ lines: [String] = []) { sent = Dictionary(lines.map { ($0, nil) }) { first, _ in first } }

  /// What to say instead of sending a line; nil: it is to be sent.
  /// - Parameter isByHand: it was typed or called back, and not pasted.
  mutating func hold(_ line: String, isByHand: Bool) -> String? {
    let isConfirmed = held == line
    held = nil
    guard isByHand, !isConfirmed, let entry = sent[line] else { return nil }
    held = line
    let outcome = entry.map { ", and it was recorded as entry \($0)" } ?? ""
    return "This line was sent before\(outcome). Enter sends it once more, Ctrl-C does not."
  }

  /// A line was answered.
  /// - Parameter status: its reply.
  mutating func note(_ line: String, _ status: StatusLine) {
    if status.isSuccess { sent[line] = .some(status["entry"]) } else { sent[line] = nil }
  }
}
