import Glibc

/// The session of a pipeline, which is opened again after a loss where nothing depends on the old
/// one.
struct PipelineLink {
  /// The server ends the session, and says so without being asked.
  private static let closingCode = 421
  /// What another session would not know.
  private static let sessionVerbs: Set<String> = ["HELLO", "AUTH", "WATCH", "NEXT", "CALL"]

  private var session: Session
  private let options: ClientOptions
  private var backoff = Backoff()
  /// Since when nothing was answered, of what is tried again.
  private var lostAt: ContinuousClock.Instant?
  /// What the server said when it ended the session in order: what it did not answer it has not
  /// done.
  private(set) var closing: StatusLine?
  /// That is no part of a reply.
  private(set) var isClosedUnasked = false
  /// The input has told this session something, or has a list open.
  private var isBound = false
  private var isListOpen = false
  /// The reply to the first unanswered request has begun, and may have been printed.
  private var isInReply = false
  private var hasGivenUp = false

  init(_ session: Session, _ options: ClientOptions) {
    (self.session, self.options) = (session, options.unattended)
  }

  var connection: Connection { session.connection }

  /// Why the connection is gone, in words.
  var reason: String {
    closing.map { $0.parts.sentence ?? $0.text } ?? connection.ending?.description
      ?? "the connection was lost"
  }

  mutating func sent(_ request: Request) {
    if Self.sessionVerbs.contains(request.head.verb) { isBound = true }
    if request.head.verb == "BEGIN" { isListOpen = true }
  }

  mutating func answered(_ request: Request) {
    if ["COMMIT", "ABORT"].contains(request.head.verb) { isListOpen = false }
    (lostAt, isInReply) = (nil, false)
    backoff.reset()
  }

  /// To be told of all that comes.
  mutating func note(_ event: ReplyEvent) {
    switch event {
    case .status(let status) where status.code == Self.closingCode && !status.hasBlock:
      (closing, isClosedUnasked) = (status, true)
      // Nothing follows it.
      connection.close()
    case .status(let status): isInReply = status.hasBlock
    case .blockEnd(let status) where status.code == Self.closingCode: closing = status
    case .line, .blockEnd, .push: break
    }
  }

  /// Ends it for good.
  mutating func giveUp() {
    hasGivenUp = true
    connection.close()
  }

  /// Whether all that had no reply may be sent on another connection.
  func mayResume(_ unanswered: some Sequence<Request>) -> Bool {
    guard connection.ending?.exitCode == .unreachable, !connection.isFaulty, !hasGivenUp,
      !isBound, !isListOpen, !isInReply, options.patience > .zero
    else { return false }
    return closing != nil || unanswered.allSatisfy(\.isRepeatable)
  }

  /// Connects and logs in, trying for as long as the options say. Answers why that failed.
  mutating func reopen() -> ClientError? {
    let began = lostAt ?? .now
    lostAt = began
    var reason = connection.ending
    connection.close()
    while began.duration(to: .now) + backoff.next < options.patience {
      ServerLink.pause(backoff.next)
      backoff.attempt()
      do {
        let opened = try Session.open(options, session.format, within: deadline(began))
        guard opened.user == session.user else {
          opened.connection.close()
          return ClientError(.login, "another user is logged in now")
        }
        (session, closing, isClosedUnasked) = (opened, nil, false)
        return nil
      } catch let error as ClientError {
        guard error.exitCode == .unreachable || error.exitCode == .retryable else { return error }
        reason = error
      } catch {
        return ClientError(.unreachable, "\(error)")
      }
    }
    return reason
  }

  private func deadline(_ began: ContinuousClock.Instant) -> Deadline {
    .after(min(options.connectTimeout, options.patience - began.duration(to: .now)))
  }
}
