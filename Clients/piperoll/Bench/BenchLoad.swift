import Glibc
import PiperollClient
import PiperollTLS

/// A load over many connections on one thread: it can drive Piperoll and Redis, so that both are
/// measured by the same code.
struct BenchLoad<Replies: ReplyCounter> {
  /// Four records of TLS: more than comes at once, and it stays in the cache.
  private static var bufferBytes: Int { 64 * 1024 }
  /// Without any reply for so long a load ends. A report over the largest book takes less.
  private static var silenceMilliseconds: Int32 { 60_000 }

  let address: sockaddr_in
  let context: TLSContext
  let connections: Int
  let depth: Int
  /// Requests a second that are due, whether replies come or not; nil: each connection sends as
  /// soon as it has a reply.
  var rate: Double?
  let makeReplies: () -> Replies

  /// When a part of a load ends, whichever comes first.
  struct Bound {
    var seconds: Double?
    var requests: Int?
  }

  /// Sends warm-up requests, which are not measured: caches fill, the first pages are touched. Then
  /// those that are.
  func run(_ mix: CommandMix, warmUp: Bound, measured: Bound) throws -> BenchTally {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.bufferBytes, alignment: 16)
    defer { buffer.deallocate() }
    let open = try (0..<connections).map { _ in
      let connection = try BenchConnection(
        to: address, context, depth: depth, replies: makeReplies())
      try connection.shakeHands(buffer)
      return connection
    }
    var ready = try Readiness(open.map(\.descriptor))
    var mix = mix
    func drive(_ bound: Bound) throws -> BenchTally {
      if let rate { return try pace(open, &ready, &mix, bound, rate, buffer) }
      return try fill(open, &ready, &mix, bound, buffer)
    }
    let before = try drive(warmUp)
    var tally = try drive(measured)
    // A refusal is never passed over, whenever it came.
    for command in tally.commands.indices {
      tally.commands[command].refusals += before.commands[command].refusals
    }
    return tally
  }

  /// Keeps all connections full until the bound, then waits for the replies that are missing. Those
  /// that come after the time are not counted, unless they are refusals.
  private func fill(
    _ open: [BenchConnection<Replies>], _ ready: inout Readiness, _ mix: inout CommandMix,
    _ bound: Bound, _ buffer: UnsafeMutableRawBufferPointer
  ) throws -> BenchTally {
    var tally = BenchTally(commands: mix.commands.count)
    var text = TextBuffer()
    var quota = bound.requests ?? .max
    let start = nanoseconds()
    let end = bound.seconds.map { start + UInt64($0 * 1e9) } ?? .max
    var last = start
    if end > start {
      for connection in open {
        try connection.fill(&mix, &quota, at: nanoseconds(), &text, buffer)
      }
    }
    while open.contains(where: { $0.inFlight > 0 }) {
      let someCame = try ready.wait(milliseconds: Self.silenceMilliseconds) { number in
        let connection = open[number]
        last = try connection.take(buffer) { now, sent, command, outcome in
          tally.record(command, now <= end ? now - sent : nil, outcome)
        }
        if last < end { try connection.fill(&mix, &quota, at: last, &text, buffer) }
      }
      if !someCame { throw Self.silence() }
    }
    tally.seconds = Double(min(last, end) - start) / 1e9
    return tally
  }

  private static func silence() -> ClientError {
    ClientError(.unreachable, "no reply for \(silenceMilliseconds / 1000) seconds")
  }

  /// Has requests due at a rate until the bound, one connection after the other, and waits for all
  /// replies. A request that is due while its connection waits for a reply is measured from then
  /// on: a server that stops for a second is seen as slow by all who would have asked it meanwhile.
  private func pace(
    _ open: [BenchConnection<Replies>], _ ready: inout Readiness, _ mix: inout CommandMix,
    _ bound: Bound, _ rate: Double, _ buffer: UnsafeMutableRawBufferPointer
  ) throws -> BenchTally {
    var tally = BenchTally(commands: mix.commands.count)
    var text = TextBuffer()
    let count = min(bound.requests ?? .max, bound.seconds.map { Int($0 * rate) } ?? .max)
    let start = nanoseconds()
    func dueTime(_ number: Int) -> UInt64 { start + UInt64(Double(number) / rate * 1e9) }
    var (next, last) = (0, start)
    while next < count || open.contains(where: { !$0.isDone }) {
      let now = nanoseconds()
      while next < count, dueTime(next) <= now {
        let connection = open[next % open.count]
        connection.add(due: now)
        try connection.sendWaiting(&mix, &text, buffer)
        next += 1
      }
      let wait = next < count ? Int32((dueTime(next) - now) / 1_000_000 + 1) : nil
      let someCame = try ready.wait(milliseconds: wait ?? Self.silenceMilliseconds) { number in
        let connection = open[number]
        last = try connection.take(buffer) { now, sent, command, outcome in
          tally.record(command, now - sent, outcome)
        }
        try connection.sendWaiting(&mix, &text, buffer)
      }
      if !someCame, nanoseconds() - last > UInt64(Self.silenceMilliseconds) * 1_000_000,
        open.contains(where: { !$0.isDone })
      {
        throw Self.silence()
      }
    }
    tally.seconds = Double(last - start) / 1e9
    return tally
  }
}
