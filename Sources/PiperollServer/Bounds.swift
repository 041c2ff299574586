/// What one user, or one address, may have of the server. Nobody who works meets a bound: each is
/// there so that one user, or somebody who never logs in, cannot keep the others out. CAPA tells
/// them.
public struct Bounds: Sendable {
  /// Connections at once from one address: a terminal server with 200 people, and their scripts.
  /// Loopback has no such bound, as all users of the machine share it; they are told apart when
  /// they have logged in.
  public var connectionsPerAddress = 512
  /// Connections before login, in all. Where one more comes, the one that has waited longest is
  /// closed. So those who never log in push each other out, and whoever does log in has time for
  /// it, as long as fewer than these come meanwhile.
  public var strangers = 1_024
  /// Sessions of a user at once: the 200 people of a desk that shares one certificate, and scripts.
  public var sessionsPerUser = 512
  /// Seconds for a TLS handshake: some round trips of a bad line.
  public var handshakeSeconds: Int64 = 10
  /// Logins of a user whose password is being checked or waits for it. Those of all are bounded by
  /// `ServerConfiguration.waitingLoginsMax`, and one name must not take all of these places.
  public var loginsPerUser = 4
  /// Requests of a user that are answered before others have their turn: about a millisecond of
  /// look-ups, two of payments. They have no rate: who is alone has all of the server.
  public var requestsPerTurn = 512
  /// Reports and searches of a user a second, and at once: each takes a thread for up to some
  /// milliseconds. A month's end of 2,000 statements in one pipeline is at once.
  public var reports = Rate(perSecond: 100, burst: 5_000)
  /// The same for sessions that said `HELLO class=script`. They have a bucket of their own, so that
  /// a user's scripts do not use up what their own screen needs.
  public var scriptReports = Rate(perSecond: 1_000, burst: 50_000)
  /// Bytes of blocks and lists that a user has in the making, in all sessions: 64 of the largest.
  public var blockBytesPerUser = 64 << 20
  /// The same of all users: what a small server has to spare.
  public var blockBytes = 256 << 20

  /// How often something may be done.
  public struct Rate: Sendable {
    /// How often in the long run.
    public var perSecond: Int
    /// How often at once, after a pause.
    public var burst: Int

    /// Makes a rate of so many a second, and so many at once.
    public init(perSecond: Int, burst: Int) { (self.perSecond, self.burst) = (perSecond, burst) }
  }

  /// Makes the usual bounds.
  public init() {}

  /// What CAPA tells.
  var capabilities: [(String, String)] {
    [
      ("connections-per-address", "\(connectionsPerAddress)"),
      ("connections-before-login", "\(strangers)"), ("sessions-per-user", "\(sessionsPerUser)"),
      ("handshake-seconds", "\(handshakeSeconds)"), ("logins-per-user", "\(loginsPerUser)"),
      ("requests-per-turn", "\(requestsPerTurn)"),
      ("reports-per-second", "\(reports.perSecond)"), ("reports-in-burst", "\(reports.burst)"),
      ("script-reports-per-second", "\(scriptReports.perSecond)"),
      ("script-reports-in-burst", "\(scriptReports.burst)"),
      ("block-bytes-per-user", "\(blockBytesPerUser)"), ("block-bytes-in-all", "\(blockBytes)"),
    ]
  }
}

/// Counts what is done against a rate: a bucket that fills with the time, and each use empties.
struct TokenBucket {
  private let rate: Bounds.Rate
  private var tokens: Double
  private var filledAt: Int64

  /// - Parameter now: by the steady clock, in milliseconds.
  init(_ rate: Bounds.Rate, now: Int64) {
    (self.rate, tokens, filledAt) = (rate, Double(rate.burst), now)
  }

  /// Takes one.
  /// - Returns: the seconds after which there is one, if there is none now.
  mutating func take(now: Int64) -> Int? {
    fill(now: now)
    if tokens >= 1 {
      tokens -= 1
      return nil
    }
    return max(1, Int((1 - tokens) / Double(rate.perSecond) + 0.999))
  }

  private mutating func fill(now: Int64) {
    let seconds = Double(max(now - filledAt, 0)) / 1_000
    tokens = min(tokens + seconds * Double(rate.perSecond), Double(rate.burst))
    filledAt = now
  }

  /// Whether nothing is missing, so that a new one would be the same.
  mutating func isFull(now: Int64) -> Bool {
    fill(now: now)
    return tokens >= Double(rate.burst)
  }
}
