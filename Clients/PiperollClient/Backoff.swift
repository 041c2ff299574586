/// How long to wait before each attempt to connect again: nothing before the first, then longer
/// and longer, so that a server which comes back is not met by all of its clients at once.
struct Backoff {
  /// A server that is started again is there within a second or two.
  static let firstWait = Duration.milliseconds(250)
  /// A person does not notice so much, and a server that is away for hours is not asked too often.
  static let longestWait = Duration.seconds(15)

  private var wait = Duration.zero

  /// How long the next attempt has to wait.
  var next: Duration { wait }

  /// An attempt is made: the one behind it waits longer.
  mutating func attempt() { wait = min(max(wait * 2, Self.firstWait), Self.longestWait) }

  /// Something went on: the next loss is tried at once.
  mutating func reset() { wait = .zero }
}
