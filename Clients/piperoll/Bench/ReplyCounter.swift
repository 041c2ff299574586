/// What a reply says of its request.
enum ReplyOutcome {
  case accepted
  case refused
}

/// Finds the ends of replies in a stream of bytes that is cut anywhere. It is all that differs
/// between the servers.
protocol ReplyCounter {
  /// Goes on to the end of the next reply and takes its bytes off; nil when all bytes are taken and
  /// the reply goes on.
  mutating func next(in bytes: inout UnsafeRawBufferPointer) -> ReplyOutcome?
}
