import Glibc

/// The console's session, which is opened again when it is lost.
final class ConsoleLink {
  /// What has happened to it.
  enum News {
    /// - Parameter rests: nothing is tried before somebody does something.
    case lost(ClientError, rests: Bool)
    /// An attempt failed for another reason than the ones before it.
    case failed(ClientError)
    /// No further attempt is made before somebody asks for one.
    case gaveUp(ClientError)
    case opened
  }

  private enum State {
    case up
    case waiting(Deadline)
    case trying(SessionAttempt)
    /// - Parameter wakesOnKey: any key makes it connect again, and not only a line.
    case resting(wakesOnKey: Bool)
  }

  /// A console that nobody has touched for so long does not come back by itself when the server
  /// has ended its session in order: an idle session is ended so that it is none.
  private static let restAfter = Duration.seconds(300)
  /// A connection that held for so long counts as one: the next loss is tried at once.
  private static let steadySeconds = 15

  private(set) var session: Session
  /// The format of replies that a new session agrees on.
  var format: Session.Format
  private let options: ClientOptions
  private let restAfter: Duration
  private var state = State.up
  private var backoff = Backoff()
  private var openedAt = ContinuousClock.now
  private var touchedAt = ContinuousClock.now
  /// What the server said when it ended the session in order.
  private var closing: StatusLine?
  /// Whether an attempt has failed since the loss; why the first one does is no news.
  private var hasFailed = false
  /// Why there is no connection.
  private(set) var reason = ClientError(.unreachable, "the connection was lost")

  /// - Parameters:
  ///   - options: they must need nobody to answer.
  ///   - restAfter: how long nobody has touched a console that does not come back by itself.
  init(
    _ session: Session, _ options: ClientOptions, restAfter: Duration = ConsoleLink.restAfter
  ) {
    (self.session, self.options, self.restAfter) = (session, options, restAfter)
    format = session.format
  }

  var connection: Connection { session.connection }

  var isUp: Bool { if case .up = state { true } else { false } }

  /// Whether no attempt is made before somebody asks for one.
  var hasGivenUp: Bool { if case .resting = state { true } else { false } }

  /// What to wait for with poll(2), and until when.
  var pollEntries: [pollfd] {
    let attempt: Int32 = if case .trying(let attempt) = state { attempt.descriptor } else { -1 }
    return [connection.pollEntry, pollfd(attempt, reads: true)]
  }

  var deadline: Deadline { if case .waiting(let deadline) = state { deadline } else { .never } }

  /// - Parameter entries: those of `pollEntries` behind poll(2).
  func service(_ entries: ArraySlice<pollfd>) { connection.service(entries.first!) }

  /// Somebody pressed a key.
  func touch() {
    touchedAt = .now
    if case .resting(wakesOnKey: true) = state { state = .waiting(.after(.zero)) }
  }

  /// Somebody waits for a connection.
  func hurry() {
    switch state {
    case .waiting, .resting: state = .waiting(.after(.zero))
    case .up, .trying: break
    }
  }

  /// The server has said that it ends the session: what it did not answer it has not done.
  func noteClosing(_ status: StatusLine) {
    closing = status
    connection.close()
  }

  /// Whether what the session did not answer was certainly not done.
  var isClosedInOrder: Bool { closing != nil }

  /// What has happened since the last call, one by one. To be asked again and again, once all that
  /// came over the connection is read: here it connects again.
  func takeNews() -> News? {
    switch state {
    case .up: return connection.ending.map(lose)
    case .waiting(let deadline):
      if deadline.hasPassed {
        backoff.attempt()
        state = .trying(SessionAttempt(options, format))
      }
      return nil
    case .trying(let attempt): return attempt.take().flatMap(end)
    case .resting: return nil
    }
  }

  private func lose(_ ending: ClientError) -> News {
    connection.close()
    (reason, hasFailed) = (ending, false)
    if let closing {
      reason = ClientError(ending.exitCode, closing.parts.sentence ?? closing.text)
    }
    let untouched = touchedAt.duration(to: .now)
    let rests = closing != nil && untouched > restAfter
    if openedAt.duration(to: .now) > .seconds(Self.steadySeconds) { backoff.reset() }
    state = rests ? .resting(wakesOnKey: true) : .waiting(.after(backoff.next))
    return .lost(reason, rests: rests)
  }

  /// Nil where that is not worth telling.
  private func end(_ outcome: Result<Session, ClientError>) -> News? {
    switch outcome {
    case .success(let session):
      (self.session, closing, state, openedAt) = (session, nil, .up, .now)
      return .opened
    case .failure(let error):
      let isNew = hasFailed && error != reason
      (reason, hasFailed) = (error, true)
      guard error.exitCode == .unreachable || error.exitCode == .retryable else {
        state = .resting(wakesOnKey: false)
        return .gaveUp(error)
      }
      state = .waiting(.after(backoff.next))
      return isNew ? .failed(error) : nil
    }
  }
}
