import NIOCore
import PiperollCommands
import PiperollLedger

extension Engine {
  /// Whether the list of what to work next stands, and a new policy has not changed it.
  var hasWorklist: Bool { worklist.map { !$0.isStale } ?? false }

  /// Makes the list beside the loop. Whoever asks meanwhile waits for the same one.
  func makeWorklist(_ done: @escaping () -> Void) {
    worklistWaiters.append(done)
    if worklistWaiters.count > 1 { return }
    let (view, now) = (BookView(book), configuration.clock())
    queues.trials.submit {
      WorkerPriority.lower()
      let made = Worklist(of: view.book, at: now)
      self.loop.execute {
        self.worklist = made
        let waiters = self.worklistWaiters
        self.worklistWaiters.removeAll()
        for waiter in waiters { waiter() }
      }
    }
  }

  /// Leases the next account to a session.
  func offer(
    _ asked: NextRequest, to session: Session, _ context: Context
  ) throws(Failure) -> WorkOffer {
    guard let worklist else { throw .overload(afterSeconds: 1) }
    let now = context.now
    worklist.follow(book, &leases, at: now)
    if let old = leases.lease(of: session.number, user: context.user) {
      // Who comes back from a lost connection goes on where they were.
      if old.session == nil, asked.account == nil {
        take(old.account, for: session, context)
        return offer(of: old.account, context)
      }
      if old.account != asked.account { leases.skip(old.account, at: now) }
    }
    if let account = asked.account {
      if let holder = leases.holder(of: account), holder.user != context.user {
        let id = book.text(book.accounts[account].id)
        throw .refused(.leased(id, by: holder.user))
      }
      worklist.take(account)
      take(account, for: session, context)
      return offer(of: account, context)
    }
    let offered = worklist.takeNext(book, for: Viewer(context.user, context.role), at: now) {
      isOffered($0, asked, context)
    }
    guard let offered else { throw .refused(.queueEmpty(asked.queueWord)) }
    take(offered.account, for: session, context)
    return offered
  }

  private func take(_ account: UInt32, for session: Session, _ context: Context) {
    leases.take(
      account, user: context.user, session: session.number, after: book.sequence, at: context.now)
  }

  private func offer(of account: UInt32, _ context: Context) -> WorkOffer {
    WorkOffer(
      account, asOf: context.today, at: context.now, for: Viewer(context.user, context.role),
      in: book, isAskedFor: true)
  }

  /// Whether a user is offered accounts of a class: those of their queue that are theirs or
  /// nobody's, and tasks of their own in any queue.
  private func isOffered(
    _ own: Worklist.Class, _ asked: NextRequest, _ context: Context
  ) -> Bool {
    let me = book.symbol(of: context.user)
    if own.taskUser != 0 { return own.taskUser == me && (asked.queue ?? own.queue) == own.queue }
    if own.queue == .supervisor, context.role < .supervisor { return false }
    guard own.queue == asked.queue ?? .collect else { return false }
    return own.collector == 0 || own.collector == me || !isUser(own.collector)
  }

  /// Whether the collector with a name is one of the users: who is not works nothing here.
  private func isUser(_ name: UInt32) -> Bool {
    (book.user(book.text(symbol: name))?.role ?? .none) != .none
  }
}
