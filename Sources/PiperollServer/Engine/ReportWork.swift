import PiperollCommands
import PiperollLedger
import PiperollWire

/// A session's report: where it stands.
///
/// Unchecked `Sendable`: on the engine's loop only; closures carry it there.
final class ReportWork: @unchecked Sendable {
  enum State { case waiting, running, stopped }

  let session: Session
  let user: String
  /// Whether it stands among the long ones.
  var isLong: Bool
  var state = State.waiting
  /// Nobody reads it any more.
  var isUnread = false
  /// Nil: it has not begun.
  private(set) var run: ReportRun?
  /// Bytes of its reply that were given to the session.
  var bytesGiven = 0
  /// Rows of it that were given to the session.
  var rowsGiven = 0
  private var arguments: Arguments?
  private let context: Context

  init(_ arguments: consuming Arguments, _ context: Context, _ session: Session) {
    isLong = arguments.spec.effect.isLong
    self.arguments = consume arguments
    self.context = context
    self.session = session
    user = context.user
  }

  /// Begins it on the book as it stands now.
  func begin(_ engine: Engine) -> ReportRun {
    guard let arguments = arguments.take() else { preconditionFailure("it has begun") }
    let logger = engine.logger
    let run = ReportRun(
      arguments, engine.book.view(), context, session.registry, tag: session.reply.tag,
      session.reply.form, reported: { $0.reported(by: logger) })
    self.run = run
    return run
  }
}
