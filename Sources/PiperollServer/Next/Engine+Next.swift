import NIOCore
import PiperollCommands
import PiperollLedger

extension Engine {
  /// Whether the list of what to work next stands, and is of now.
  /// - Parameter most: how many entries are looked at for that.
  func hasWorklist(at now: Int64, most: Int = Worklist.entriesMax) -> Bool {
    leases.follow(book)
    guard let worklist else { return false }
    let freed = leases.takeFreed(at: now)
    worklist.follow(book, leases, freed: freed, at: now, most: most)
    return !worklist.isStale && !worklist.isBehind(book)
  }

  /// Until when an account is somebody's of whom a request comes now.
  func leaseEnd(at now: Int64) -> Int64 {
    now + Int64(book.leaseMinutes(on: today(at: now))) * 60_000
  }

  /// Makes the list beside the loop, or brings it up to now. Whoever asks meanwhile waits for the
  /// same one.
  func makeWorklist(_ done: @escaping () -> Void) {
    worklistWaiters.append(done)
    if worklistWaiters.count == 1 { renewWorklist() }
  }

  /// So often it goes beside the loop before the rest is looked at on it, however much that is:
  /// on a busy machine more might be recorded each time.
  private static let worklistRounds = 6

  /// Meanwhile more is recorded, by and by less of it: to look at an entry takes less time than to
  /// record it.
  private func renewWorklist(round: Int = 1) {
    let (view, leases, now) = (BookView(book), leases, configuration.clock())
    let old = worklist.flatMap { $0.isStale || $0.isOutrun(by: book) ? nil : $0 }
    worklist = nil
    queues.trials.submit {
      WorkerPriority.lower()
      old?.follow(view.book, leases, at: now)
      let made = old ?? Worklist(of: view.book, at: now)
      self.loop.execute { self.take(made, round) }
    }
  }

  private func take(_ made: Worklist, _ round: Int) {
    worklist = made
    let isLast = round == Self.worklistRounds
    guard hasWorklist(at: configuration.clock(), most: isLast ? .max : Worklist.entriesMax) else {
      return renewWorklist(round: isLast ? 1 : round + 1)
    }
    // What somebody works still, or has passed over, is not on the list.
    for account in leases.keptBack { made.take(account) }
    let waiters = worklistWaiters
    worklistWaiters.removeAll()
    for waiter in waiters { waiter() }
  }

  /// Leases the next account to a session.
  func offer(
    _ asked: NextRequest, to session: Session, _ context: Context
  ) throws(Failure) -> WorkOffer {
    guard let worklist else { throw .overload(afterSeconds: 1) }
    let now = context.now
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
    let offered = worklist.takeNext(
      book, for: taker, Viewer(context.user, context.role), users: usersVersion, at: now)
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
