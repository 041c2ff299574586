import Glibc
import PiperollClient
import PiperollTLS

/// A load over many connections on one thread: it can drive Piperoll and Redis, so that both are
/// measured by the same code.
struct BenchLoad<Replies: ReplyCounter> {
  struct Result {
    var replies = 0
    var refusals = 0
    var seconds = 0.0
    var histogram = LatencyHistogram()
  }

  let address: sockaddr_in
  let context: TLSContext
  let connections: Int
  let depth: Int
  /// Not measured: caches fill, the first pages are touched.
  let warmUpSeconds: Double
  let seconds: Double
  let makeReplies: () -> Replies

  func run(_ template: CommandTemplate) throws -> Result {
    var template = template
    let open = try (0..<connections).map { _ in
      try BenchConnection(to: address, context, depth: depth, replies: makeReplies())
    }
    var entries = open.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    for connection in open { try connection.fill(&template) }
    var ignored = Result()
    try drive(open, &entries, &template, for: warmUpSeconds, &ignored)
    var result = Result()
    try drive(open, &entries, &template, for: seconds, &result)
    result.refusals = open.reduce(0) { $0 + $1.refusals }
    return result
  }

  private func drive(
    _ open: [BenchConnection<Replies>], _ entries: inout [pollfd],
    _ template: inout CommandTemplate, for seconds: Double, _ result: inout Result
  ) throws {
    let start = nanoseconds()
    let end = start + UInt64(seconds * 1e9)
    while nanoseconds() < end {
      poll(&entries, nfds_t(entries.count), 1000)
      for number in entries.indices where entries[number].revents != 0 {
        result.replies += try open[number].take(&result.histogram)
        try open[number].fill(&template)
      }
    }
    result.seconds = Double(nanoseconds() - start) / 1e9
  }
}
