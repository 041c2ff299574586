import PiperollCommands
import PiperollLedger

/// Which accounts a user is offered who asks what is next.
struct WorkTaker {
  /// Who asks, and for what: the same ones are offered the same classes.
  struct Key: Hashable {
    let user: String
    let role: Role
    let queue: DeskQueue?
  }

  let key: Key
  /// What ADMIN USER said that they work.
  let work: UserWork
  private let isUnlimited: Bool
  private let asked: NextRequest
  private let role: Role
  /// The user as a symbol; nil: no row names them.
  private let me: UInt32?

  init(_ asked: NextRequest, _ context: Context, in book: borrowing Book) {
    (self.asked, role) = (asked, context.role)
    key = Key(user: context.user, role: context.role, queue: asked.queue)
    work = book.work(ofUser: context.user)
    isUnlimited = work == .all
    me = book.symbol(of: context.user)
  }

  /// Whether they are offered accounts of a class: their own, tasks of their own in any queue, and
  /// of what is nobody's what they work.
  func takes(_ own: Worklist.Class, in book: borrowing Book) -> Bool {
    if own.taskUser != 0, Self.isAtWork(own.taskUser, book) {
      return own.taskUser == me && (asked.queue ?? own.queue) == own.queue
    }
    if own.queue == .supervisor, role < .supervisor { return false }
    if own.collector != 0, own.collector == me { return own.queue == asked.queue || isUnasked(own) }
    guard isUnasked(own) || own.queue == asked.queue && works(own.queue) else { return false }
    if own.collector != 0, Self.isAtWork(own.collector, in: own.queue, book) { return false }
    // Most users work whatever there is, and there are many classes.
    return isUnlimited
      || work.isIn(book.text(symbol: own.portfolio))
        && work.speaks(book.text(symbol: own.language))
  }

  /// Whether no queue was asked for, and this is one that they are offered then.
  private func isUnasked(_ own: Worklist.Class) -> Bool {
    asked.queue == nil && (work.queues.isEmpty ? own.queue == .collect : works(own.queue))
  }

  private func works(_ queue: DeskQueue) -> Bool {
    work.queues.isEmpty || work.queues.contains(queue)
  }

  /// Whether somebody with a name may be offered an account of a queue, or of any queue. What is
  /// theirs is everybody's where they may not: it would be nobody's otherwise.
  private static func isAtWork(
    _ name: UInt32, in queue: DeskQueue? = nil, _ book: borrowing Book
  ) -> Bool {
    guard let role = book.user(book.text(symbol: name))?.role else { return false }
    return role.may(queue == .supervisor ? .supervisor : .operator)
  }
}
