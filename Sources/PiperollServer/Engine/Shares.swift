/// What the sessions of a user, or of a user's scripts, have of the server together.
///
/// On the engine's loop only.
final class Share {
  /// Whose it is.
  struct Owner: Hashable {
    var user: String
    var isScript: Bool
  }

  /// Sessions that are open.
  var sessions = 0
  /// Bytes of blocks and lists that they have in the making.
  var blockBytes = 0
  /// Requests that were answered in this turn.
  fileprivate var spent = 0
  /// Sessions with more requests than this turn has room for, in the order in which they wait.
  fileprivate var waiting: [Session] = []
  fileprivate var reports: TokenBucket

  init(_ rate: Bounds.Rate, now: Int64) { reports = TokenBucket(rate, now: now) }
}

/// The shares of all users, and their turns: a user's sessions answer so many requests together,
/// then those of the others, then the loop looks at its sockets. So no pipeline without end, and no
/// number of them, keeps others waiting for longer than a turn; and who is alone does not wait.
///
/// On the engine's loop only.
final class Shares {
  private let bounds: Bounds
  /// Runs a body a moment later, when the loop has looked at its sockets.
  private let later: (@escaping () -> Void) -> Void
  private let clock: () -> Int64
  private var shares: [Share.Owner: Share] = [:]
  /// Those that have used half of their turn.
  private var spenders: [Share] = []
  /// Those with sessions that wait for the next turn.
  private var queue: [Share] = []
  /// Sessions of all.
  private(set) var sessions = 0
  /// Bytes of blocks and lists in the making, of all.
  private(set) var blockBytes = 0

  /// - Parameter clock: the steady clock, in milliseconds.
  init(
    _ bounds: Bounds, clock: @escaping () -> Int64, later: @escaping (@escaping () -> Void) -> Void
  ) {
    (self.bounds, self.clock, self.later) = (bounds, clock, later)
  }

  // MARK: Sessions

  /// Gives a session its share of what is its owner's.
  func join(_ owner: Share.Owner) -> Share {
    let rate = owner.isScript ? bounds.scriptReports : bounds.reports
    let share = shares[owner] ?? Share(rate, now: clock())
    shares[owner] = share
    share.sessions += 1
    sessions += 1
    return share
  }

  func leave(_ share: Share) {
    share.sessions -= 1
    sessions -= 1
  }

  /// The sessions of a user, those of scripts among them.
  func sessions(of user: String) -> Int {
    [false, true].reduce(0) { $0 + (shares[Share.Owner(user: user, isScript: $1)]?.sessions ?? 0) }
  }

  /// Forgets who has no session and was not busy of late.
  func tidy() {
    let now = clock()
    shares = shares.filter { $0.value.sessions > 0 || !$0.value.reports.isFull(now: now) }
  }

  // MARK: Blocks and lists in the making

  /// Counts bytes in, or out if they are negative.
  func hold(_ bytes: Int, _ share: Share) {
    share.blockBytes += bytes
    blockBytes += bytes
  }

  /// Whether a user, or all together, have more in the making than there is room for.
  func isOverfull(_ share: Share, with bytes: Int = 0) -> Bool {
    share.blockBytes + bytes > bounds.blockBytesPerUser || blockBytes + bytes > bounds.blockBytes
  }

  // MARK: Turns

  /// Whether a session may answer one more request in this turn. If not, its turn comes.
  func admit(_ session: Session, _ share: Share) -> Bool {
    if share.spent >= bounds.requestsPerTurn {
      if share.waiting.isEmpty { queue.append(share) }
      share.waiting.append(session)
      return false
    }
    share.spent += 1
    if share.spent == max(bounds.requestsPerTurn / 2, 1) {
      spenders.append(share)
      if spenders.count == 1 { later { self.nextTurn() } }
    }
    return true
  }

  private func nextTurn() {
    for share in spenders { share.spent = 0 }
    spenders.removeAll(keepingCapacity: true)
    let due = queue
    queue.removeAll(keepingCapacity: true)
    for share in due {
      let sessions = share.waiting
      share.waiting = []
      for place in sessions.indices {
        guard share.spent < bounds.requestsPerTurn else {
          // One that has had its turn stands behind those that have not.
          if share.waiting.isEmpty { queue.append(share) }
          share.waiting = sessions[place...] + share.waiting
          break
        }
        sessions[place].takeNextTurn()
      }
    }
  }

  /// Takes a report out of what a user may have.
  /// - Returns: the seconds after which there is one, if there is none now.
  func takeReport(_ share: Share) -> Int? { share.reports.take(now: clock()) }
}
