/// Whose turn it is to write. A block of many rows takes the turn while it is tried and recorded
/// beside the loop; other writes wait for it, in the order in which they came, and reads go on.
///
/// On the engine's loop only.
final class Turns {
  /// Whether a long write has the turn.
  private(set) var isTaken = false
  private var waiting: [() -> Void] = []

  func take() {
    precondition(!isTaken, "one long write at a time")
    isTaken = true
  }

  /// Gives the turn back, and runs what waits until somebody takes it again.
  func give() {
    isTaken = false
    while !isTaken, !waiting.isEmpty { waiting.removeFirst()() }
  }

  /// Runs the body when nobody has the turn: at once, or as soon as it is given back.
  func whenFree(_ body: @escaping () -> Void) {
    if isTaken { waiting.append(body) } else { body() }
  }
}
