/// What there is to do on an account: a function of the book, the day and the time alone. What is
/// offered, the list of all work and the answer to why are the same.
public struct WorkStanding: Equatable, Sendable {
  /// Whose work it is; nil: nobody's. Nothing is past due, or a stay or an agency keeps the desk
  /// from it.
  public internal(set) var queue: DeskQueue?
  /// How far its collection has come.
  public internal(set) var stage = WorkStage.current
  /// What makes it the next one.
  public internal(set) var score = WorkScore()
  /// What is past due.
  public internal(set) var pastDue = Money.zero
  /// What of that is disputed.
  public internal(set) var disputed = Money.zero
  /// What of the rest nobody is asked for, because of other holds.
  public internal(set) var held = Money.zero
  /// What of the rest is covered by unapplied credit.
  public internal(set) var unapplied = Money.zero
  /// The bucket of the oldest item that can be collected; 0: none can.
  public internal(set) var bucket = 0
  /// The row of that item.
  public internal(set) var oldest: UInt32?
  /// Its due date.
  public internal(set) var oldestDue: Day?
  /// How many calls of the last seven days are attempts.
  public internal(set) var calls = 0
  /// The promise or plan that was broken, by its entry.
  public internal(set) var brokenBy: EntryNumber?
  /// The reversal of a payment that came back.
  public internal(set) var returnedBy: EntryNumber?
  /// The task that is due first.
  public internal(set) var task: EntryNumber?
  /// The symbol of the user who is to do it; 0 for nobody in particular.
  public internal(set) var taskUser: UInt32 = 0
  /// Why it is not offered now, though there is something to do.
  public internal(set) var rest: WorkRest?
  /// When that is over; nil: with an entry.
  public internal(set) var restsUntil: Int64?
  /// The next day on which any of this may change though nothing is recorded.
  public internal(set) var nextDay: Day?
  /// The next time of this day at which it may.
  public internal(set) var nextTime: Int64?

  /// What can be collected.
  public var collectable: Money { max(pastDue - disputed - held - unapplied, .zero) }

  /// Whether the account would be offered, but for the rules of contact.
  public var isOffered: Bool { queue != nil && rest == nil }

  /// What is offered first has the least key: by score, then by the oldest due date, then by the
  /// account.
  public func key(of account: UInt32) -> UInt64 {
    let days = oldestDue.map { min(max($0 - Self.firstDay, 0), Self.daysMax) } ?? Self.daysMax
    return UInt64(WorkScore.max - score.sum) << 48 | UInt64(days) << 32 | UInt64(account)
  }

  /// Due dates are counted from here: 2000-01-01. What is older counts as that old.
  private static let firstDay = Day(year: 2000, month: 1, day: 1)!
  private static let daysMax = 65_535

  mutating func change(on day: Day) { nextDay = min(nextDay ?? day, day) }
  mutating func change(at time: Int64) { nextTime = min(nextTime ?? time, time) }
}

extension Book {
  /// What there is to do on an account by the end of a day.
  /// - Parameter now: the time of that day. Milliseconds of UTC since 1970.
  public func workStanding(of account: UInt32, asOf day: Day, at now: Int64) -> WorkStanding {
    var work = WorkBeingStood(account, day, at: now, workWeights(on: day))
    work.addMoney(self)
    let mayBeBroken = has(.promises, account) || has(.plans, account)
    if work.standing.pastDue == .zero, !mayBeBroken, !hasTasks(account) { return work.standing }
    work.addTasks(self)
    work.addBroken(self)
    let plain = work.standing
    work.addReturned(self)
    work.addCalls(self)
    work.settle(self)
    // What is nobody's work counts nothing, whatever came before.
    if work.standing.queue == nil {
      work.standing.score = WorkScore()
      work.standing.nextDay = plain.nextDay
    }
    return work.standing
  }
}

/// A standing in the making.
private struct WorkBeingStood {
  let account: UInt32
  let day: Day
  let now: Int64
  let weights: WorkWeights
  var standing = WorkStanding()
  /// Since when a promise or a plan is broken, with its entry: the latest of them.
  var broken: (day: Day, entry: EntryNumber)?
  /// The last call behind which they are let alone, and the last conversation.
  var tried: EntryNumber?
  var talk: EntryNumber?
  /// Kinds of holds on the whole account.
  var holds: [HoldKind] = []
  /// The task that is due.
  var due: TaskRow?
  var hasOpenPromise = false
  /// The first day on which an open promise or a plan may be broken.
  var breaksOn: Day?
  /// The row of a plan or a settlement that holds.
  var plan: UInt32?

  init(_ account: UInt32, _ day: Day, at now: Int64, _ weights: WorkWeights) {
    (self.account, self.day, self.now, self.weights) = (account, day, now, weights)
  }

  // MARK: Money

  mutating func addMoney(_ book: borrowing Book) {
    let open = book.openItems(of: account, asOf: day)
    let held = book.workHolds(of: account, on: day)
    holds = held.kinds
    if let change = held.change { standing.change(on: change) }
    for one in open {
      let due = book.agedDue(of: one.item, on: day)
      guard due < day else {
        standing.change(on: due.advanced(days: 1))
        continue
      }
      standing.pastDue += one.left
      let disputed = held.disputed(one.item, one.left)
      standing.disputed += disputed
      if held.isHeld(one.item) {
        standing.held += one.left - disputed
      } else if disputed < one.left, standing.oldest == nil {
        (standing.oldest, standing.oldestDue) = (one.item, due)
      }
    }
    standing.unapplied = min(
      book.unapplied(of: account, asOf: day),
      standing.pastDue - standing.disputed - standing.held)
    if let due = standing.oldestDue {
      let buckets = book.agingBuckets(on: day)
      standing.bucket = buckets.bucket(daysPastDue: day - due)
      if let next = buckets.lastDays.first(where: { $0 >= day - due }) {
        standing.change(on: due.advanced(days: next + 1))
      }
    }
  }

  // MARK: Tasks

  mutating func addTasks(_ book: borrowing Book) {
    if !book.hasTasks(account) { return }
    for task in book.tasks(of: account, asOf: day) {
      guard task.due <= now else {
        if task.hasMinute { standing.change(at: task.due) }
        let dueOn = book.deskDay(at: task.due)
        if dueOn > day { standing.change(on: dueOn) }
        continue
      }
      // The appointment took place; what is left of it is a task as any other.
      if let outcome = book.lastOutcome(of: task, asOf: day) {
        let until = book.rest(after: outcome)
        if now < until {
          standing.change(at: until)
          let next = book.deskDay(at: until)
          if next > day { standing.change(on: next) }
          continue
        }
      } else if task.hasMinute {
        standing.score.appointment = WorkScore.ofAppointment
      }
      // One that names a user counts before one for all.
      if due == nil || due?.user == 0 && task.user != 0 { due = task }
    }
    guard let due else { return }
    standing.score.task = weights[.task]
    standing.task = due.entry
    standing.taskUser = due.user
  }

  // MARK: Promises and plans

  mutating func addBroken(_ book: borrowing Book) {
    if book.hasPromises(account) {
      for promise in book.promises(of: account, asOf: day) {
        switch promise.state {
        case .open, .grace:
          hasOpenPromise = true
          expect(breakOn: promise.until.advanced(days: 1))
        case .partial, .broken:
          if promise.curedOn == nil {
            note(broken: book.promises[promise.promise].entry, on: promise.until.advanced(days: 1))
          }
        case .kept, .ended, .replaced: break
        }
      }
    }
    for plan in book.plans(of: account, asOf: day) {
      let entry = book.plans[plan.plan].entry
      switch plan.state {
      case .current, .accepted, .grace, .offered:
        self.plan = plan.plan
        for part in plan.parts where part.left > .zero && part.until >= day {
          expect(breakOn: part.until.advanced(days: 1))
        }
      case .behind, .defaulted, .broken:
        let late = plan.parts.first { $0.left > .zero && $0.until < day }
        if let since = plan.failedOn ?? late?.until.advanced(days: 1) {
          note(broken: entry, on: since)
        }
      case .paid, .ended, .replaced, .lapsed: break
      }
    }
  }

  private mutating func expect(breakOn day: Day) {
    breaksOn = min(breaksOn ?? day, day)
    standing.change(on: day)
  }

  private mutating func note(broken entry: EntryNumber, on day: Day) {
    if day >= broken?.day ?? day { broken = (day, entry) }
  }

  // MARK: Money that came back

  /// For so many days a payment that came back is news.
  private static let returnedDays = 10

  mutating func addReturned(_ book: borrowing Book) {
    book.forEachCredit(of: account) { credit in
      let row = book.credits[credit]
      let end = book.end(of: row)
      guard row.kind.isMoney, end <= day, day - end <= Self.returnedDays,
        let reversal = book.reversal(of: row.entry),
        book.entries[Int(reversal) - 1].reversalReason.isOfBank
      else { return }
      standing.returnedBy = max(standing.returnedBy ?? 0, reversal)
      standing.change(on: end.advanced(days: Self.returnedDays + 1))
    }
  }

  // MARK: Calls

  mutating func addCalls(_ book: borrowing Book) {
    var wasCalled = false
    let first = day.advanced(days: 1 - ContactInquiry.windowDays)
    let earliest = min(first, broken?.day ?? first)
    book.walkNotes(of: account, asOf: day) { number in
      let entry = book.entries[Int(number) - 1]
      guard entry.kind == .call, book.isStanding(note: number, asOf: day) else { return true }
      let call = book.calls[entry.subject]
      wasCalled = true
      if call.direction == .out, call.result.reachesNumber { tried = max(tried ?? 0, number) }
      if call.result.isConversation { talk = max(talk ?? 0, number) }
      if entry.effective >= first, call.direction == .out, call.result.isAttempt {
        standing.calls += 1
        standing.change(on: entry.effective.advanced(days: ContactInquiry.windowDays))
      }
      return entry.effective >= earliest
    }
    if !wasCalled { standing.score.neverWorked = weights[.neverWorked] }
  }

  // MARK: What comes of it

  mutating func settle(_ book: borrowing Book) {
    if let broken, !isTalked(since: broken.day, book) {
      standing.brokenBy = broken.entry
      standing.score.broken = weights[.broken]
    }
    if standing.returnedBy != nil { standing.score.returned = weights[.returned] }
    standing.score.bucket = weights[.bucket] * standing.bucket
    let units = standing.collectable.wholeUnits(book.accounts[account].currency)
    standing.score.amount = weights[.amount] * (Int64.bitWidth - units.leadingZeroBitCount)
    standing.score.calls = -weights[.calls] * standing.calls
    standing.queue = queue(book)
    standing.stage = stage(book)
    settleRest(book)
  }

  private func isTalked(since day: Day, _ book: borrowing Book) -> Bool {
    talk.map { book.entries[Int($0) - 1].effective >= day } ?? false
  }

  private func queue(_ book: borrowing Book) -> DeskQueue? {
    if holds.contains(.bankruptcy) || holds.contains(.agency) { return nil }
    if let queue = due?.queue { return queue }
    let isPastDue = standing.pastDue > standing.unapplied
    if !isPastDue, standing.brokenBy == nil, due == nil { return nil }
    if let queue = book.assignedQueue(of: account, on: day) { return queue }
    if holds.contains(.legal) { return .legal }
    if standing.disputed > .zero || book.hasReturnedMail(account, on: day) { return .clerical }
    return book.canBeReached(account, on: day) ? .collect : .skip
  }

  private func stage(_ book: borrowing Book) -> WorkStage {
    if holds.contains(.bankruptcy) { return .stayed }
    if holds.contains(.legal) { return .legal }
    if holds.contains(.agency) { return .agency }
    if let plan { return book.plans[plan].isSettlement ? .settlement : .plan }
    if standing.disputed > .zero { return .disputed }
    if hasOpenPromise { return .promised }
    if standing.brokenBy != nil { return .broken }
    return standing.pastDue > standing.unapplied ? .pastDue : .current
  }

  private mutating func settleRest(_ book: borrowing Book) {
    guard standing.queue != nil, due == nil else { return }
    if standing.brokenBy == nil, standing.returnedBy == nil, hasOpenPromise || plan != nil {
      return rest(
        .promised, until: breaksOn.map { book.end(ofDeskDay: $0.advanced(days: -1)) + 1 })
    }
    if standing.queue == .collect || standing.queue == .skip, standing.collectable == .zero {
      return rest(.held, until: nil)
    }
    guard let tried, standing.queue == .collect else { return }
    let entry = book.entries[Int(tried) - 1]
    guard entry.effective == day else { return }
    let until = book.rest(after: tried)
    if now < until { rest(.worked, until: until) }
  }

  private mutating func rest(_ why: WorkRest, until: Int64?) {
    standing.rest = why
    standing.restsUntil = until
    if let until { standing.change(at: until) }
  }
}

extension Money {
  /// The whole units of a currency in it; none below zero.
  fileprivate func wholeUnits(_ currency: Currency) -> Int64 {
    var units = max(minor, 0)
    for _ in 0..<currency.decimals { units /= 10 }
    return units
  }
}
