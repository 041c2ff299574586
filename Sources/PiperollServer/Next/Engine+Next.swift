import NIOCore
import PiperollCommands
import PiperollLedger

extension Engine {
  /// Whether the list of what to work next stands, and no policy has changed it.
  func hasWorklist(at now: Int64) -> Bool {
    guard let worklist else { return false }
    worklist.follow(book, &leases, at: now)
    return !worklist.isStale
  }

  /// Until when an account is somebody's of whom a request comes now.
  func leaseEnd(at now: Int64) -> Int64 {
    now + Int64(book.leaseMinutes(on: today(at: now))) * 60_000
  }

  /// Makes the list beside the loop. Whoever asks meanwhile waits for the same one.
  func makeWorklist(_ done: @escaping () -> Void) {
    worklistWaiters.append(done)
    if worklistWaiters.count > 1 { return }
    let (view, now) = (BookView(book), configuration.clock())
    queues.trials.submit {
      WorkerPriority.lower()
      let made = Worklist(of: view.book, at: now)
      self.loop.execute {
        self.replaceWorklist(by: made)
        let waiters = self.worklistWaiters
        self.worklistWaiters.removeAll()
        for waiter in waiters { waiter() }
      }
    }
  }

  /// Who has worked something until now has done so, and what somebody works still, or has passed
  /// over, is no more on the new list than on the old one.
  private func replaceWorklist(by made: Worklist) {
    worklist?.follow(book, &leases, at: configuration.clock())
    for account in leases.keptBack { made.take(account) }
    worklist = made
  }

  /// Leases the next account to a session.
  func offer(
    _ asked: NextRequest, to session: Session, _ context: Context
  ) throws(Failure) -> WorkOffer {
    guard let worklist else { throw .overload(afterSeconds: 1) }
    let (now, end) = (context.now, leaseEnd(at: context.now))
    worklist.follow(book, &leases, at: now)
    // Who is refused keeps what they have.
    if let account = asked.account, let holder = leases.holder(of: account),
      holder.user != context.user
    {
      let id = book.text(book.accounts[account].id)
      throw .refused(.leased(id, by: holder.user))
    }
    if let old = leases.lease(of: session.number, user: context.user) {
      // Who comes back from a lost connection goes on where they were.
      if old.session == nil, asked.account == nil {
        leases.take(old.account, user: context.user, session: session.number, until: end)
        return offer(of: old.account, context)
      }
      if old.account != asked.account { leases.skip(old.account, at: now) }
    }
    if let account = asked.account {
      worklist.take(account)
      leases.take(account, user: context.user, session: session.number, until: end)
      return offer(of: account, context)
    }
    let taker = WorkTaker(asked, context, in: book)
    let offered = worklist.takeNext(book, for: Viewer(context.user, context.role), at: now) {
      taker.takes($0, in: book)
    }
    guard let offered else {
      throw .refused(
        .queueEmpty(asked.queuesWord(taker.work), isLimited: taker.work != .all))
    }
    leases.take(offered.account, user: context.user, session: session.number, until: end)
    return offered
  }

  private func offer(of account: UInt32, _ context: Context) -> WorkOffer {
    WorkOffer(
      account, asOf: context.today, at: context.now, for: Viewer(context.user, context.role),
      in: book, isAskedFor: true)
  }
}
