public import PiperollLedger

/// Whether an account is offered at a time: what there is to do, and what the rules of contact say.
public struct WorkOffer {
  /// The account's row.
  public let account: UInt32
  public let standing: WorkStanding
  /// Who would be offered it.
  let viewer: Viewer
  /// What the rules say of each number.
  let calls: MayCallAnswers
  /// The number to call, and the verdict on it; nil: nobody can be called.
  var call: MayCallAnswers.One? { calls.best }

  /// - Parameter viewer: who would be offered it: contacts that are not there for them are not
  ///   offered to them.
  /// - Parameter isAskedFor: it is offered whatever there is to do.
  public init(
    _ account: UInt32, asOf day: Day, at time: Int64, for viewer: Viewer, in book: borrowing Book,
    isAskedFor: Bool = false
  ) {
    (self.account, self.viewer) = (account, viewer)
    standing = book.workStanding(of: account, asOf: day, at: time)
    calls =
      standing.isOffered || isAskedFor
      ? MayCallAnswers.calls(to: account, asOf: day, at: time, for: viewer, in: book)
      : MayCallAnswers(all: [])
  }

  /// What becomes of the account at that time.
  public var state: WorkState {
    if standing.queue == nil { return .none }
    if standing.rest != nil { return .asleep }
    // Only who collects calls somebody; the others' work is no contact.
    return standing.queue == .collect && call?.answer.verdict == .block ? .blocked : .queued
  }

  /// Until when it is not offered; nil: with an entry, or on another day.
  public var until: Int64? {
    switch state {
    case .queued, .none: nil
    case .asleep: standing.restsUntil
    case .blocked: call?.answer.until
    }
  }
}

extension WorkOffer {
  /// The number to call; empty if nobody can be called.
  public var callNumber: String { call?.point.point.shown ?? "" }

  /// Whose number that is, by the contact's entry.
  public func callContact(_ book: borrowing Book) -> String {
    call.map { "\(book.contacts[$0.known.contact].entry)" } ?? ""
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
