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
    let now = context.now
    worklist.follow(book, &leases, at: now)
    // Who is refused keeps what they have.
    if let account = asked.account, let holder = leases.holder(of: account),
      holder.user != context.user || holder.session.map({ $0 != session.number }) ?? false
    {
      let id = book.text(book.accounts[account].id)
      let isOther = holder.user != context.user
      throw .refused(isOther ? .leased(id, by: holder.user) : .leasedByOtherSession(id))
    }
    if let old = leases.lease(of: session.number, user: context.user) {
      // Who comes back from a lost connection goes on where they were.
      if old.session == nil, asked.account == nil {
        take(old.account, for: session, context)
        return offer(of: old.account, context)
      }
      if old.account != asked.account { leases.skip(old.account, at: now) }
    }
    if let account = asked.account {
      worklist.take(account)
      take(account, for: session, context)
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
    take(offered.account, for: session, context)
    return offered
  }

  private func take(_ account: UInt32, for session: Session, _ context: Context) {
    leases.take(
      account, user: context.user, session: session.number, after: book.sequence,
      until: leaseEnd(at: context.now))
  }

  private func offer(of account: UInt32, _ context: Context) -> WorkOffer {
    WorkOffer(
      account, asOf: context.today, at: context.now, for: Viewer(context.user, context.role),
      in: book, isAskedFor: true)
  }
}
