import PiperollLedger

/// Whether an account is offered at a time: what there is to do, and what the rules of contact say.
struct WorkOffer {
  let account: UInt32
  let standing: WorkStanding
  /// The number to call, and the verdict on it; nil: nobody is to be called.
  let call: MayCallAnswers.One?

  /// - Parameter viewer: who would be offered it: contacts that are not there for them are not
  ///   offered to them.
  init(
    _ account: UInt32, asOf day: Day, at time: Int64, for viewer: Viewer, in book: borrowing Book
  ) {
    self.account = account
    standing = book.workStanding(of: account, asOf: day, at: time)
    call =
      standing.isOffered
      ? MayCallAnswers.calls(to: account, asOf: day, at: time, for: viewer, in: book).best : nil
  }

  /// What becomes of the account at that time.
  var state: WorkState {
    if standing.queue == .none { return .none }
    if standing.rest != nil { return .asleep }
    // Only who collects calls somebody; the others' work is no contact.
    return standing.queue == .collect && call?.answer.verdict == .block ? .blocked : .queued
  }

  /// Until when it is not offered; nil: with an entry, or on another day.
  var until: Int64? {
    switch state {
    case .queued, .none: nil
    case .asleep: standing.restsUntil
    case .blocked: call?.answer.until
    }
  }
}

extension WorkState: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .queued: "queued"
    case .asleep: "asleep"
    case .blocked: "blocked"
    case .none: "none"
    }
  }
}
