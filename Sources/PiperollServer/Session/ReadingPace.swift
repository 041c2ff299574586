import PiperollWire

/// How fast a client reads a long report, while that waits for it.
struct ReadingPace {
  private static let bytesMin = Limits.readingRate * Limits.readingSeconds
  private static let milliseconds = Int64(Limits.readingSeconds) * 1_000

  /// When it was last measured, and what the client had taken by then.
  private var last: (at: Int64, taken: Int)?

  /// - Parameter taken: bytes that the client has taken so far.
  /// - Parameter now: the steady clock's milliseconds.
  mutating func isTooSlow(taken: Int, now: Int64) -> Bool {
    guard let last else {
      self.last = (now, taken)
      return false
    }
    guard now - last.at >= Self.milliseconds else { return false }
    self.last = (now, taken)
    return taken - last.taken < Self.bytesMin
  }

  /// The report does not wait for its client.
  mutating func forget() { last = nil }
}
