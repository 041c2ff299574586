/// What users recorded on some days of the desk, by when it was recorded and not by its date.
public struct Activity: Sendable {
  /// What stands in a row of its own.
  public struct Key: Hashable, Sendable {
    /// The user's symbol; nil for all users.
    public let user: UInt32?
    /// The hour of the desk's day, from 0 to 23; nil for all.
    public let hour: Int?
    /// Nil for entries of no account.
    public let currency: Currency?
  }

  /// What a user recorded in an hour.
  public struct Sum: Sendable {
    /// Calls.
    public internal(set) var calls = 0
    /// Calls in which the right party talked.
    public internal(set) var talks = 0
    /// Promises.
    public internal(set) var promises = 0
    /// What they are about.
    public internal(set) var promised = Turnover.zero
    /// How many of them are kept.
    public internal(set) var kept = 0
    /// What came in for them, in time or late.
    public internal(set) var collected = Turnover.zero
    /// Notes of letters, emails and texts.
    public internal(set) var letters = 0
    /// All other notes.
    public internal(set) var notes = 0
    /// Entries of all other kinds.
    public internal(set) var others = 0

    /// All entries, by their kinds.
    public var entries: Int { calls + promises + letters + notes + others }
  }

  /// The rows, by user, hour and currency.
  public private(set) var rows: [(key: Key, sum: Sum)] = []
  /// The entries of accounts that the report is not about.
  public private(set) var left = 0
  /// All entries that were recorded on these days, by their times alone.
  public let control: Int
  /// The entries of the rows.
  public var shown: Int { rows.reduce(0) { $0 + $1.sum.entries } }

  /// - Parameter selection: the accounts that it is about; nil: all, and what is of no account.
  /// - Parameter byUser: whether each user has rows of their own.
  /// - Parameter byHour: whether each hour has rows of its own.
  public init(
    _ book: borrowing Book, from first: Day, to last: Day, of selection: Selection?,
    byUser: Bool, byHour: Bool
  ) {
    // A view of the past finds later entries too.
    let ends = [first.advanced(days: -1), last].map {
      min(book.sequence, book.lastEntry(recordedBy: book.end(ofDeskDay: $0)))
    }
    let (before, end) = (ends[0], max(ends[0], ends[1]))
    control = Int(end - before)
    var sums: [Key: Sum] = [:]
    var promises = ActivityPromises(asOf: last)
    for place in Int(before)..<Int(end) {
      let entry = book.entries[place]
      if let selection, !(entry.hasAccount && selection[entry.account]) {
        left += 1
        continue
      }
      let key = Key(
        user: byUser ? entry.actor : nil,
        hour: byHour
          ? book.deskZone(at: entry.recorded).clock(at: entry.recorded).secondOfDay / 3600 : nil,
        currency: entry.hasAccount ? book.accounts[entry.account].currency : nil)
      sums[key, default: Sum()].add(entry, EntryNumber(place + 1), book, &promises)
    }
    rows = sums.map { ($0.key, $0.value) }.sorted { left, right in
      Self.order(left.key, book) < Self.order(right.key, book)
    }
  }

  private static func order(
    _ key: Key, _ book: borrowing Book
  ) -> (String, Int, String) {
    (key.user.map { book.text(symbol: $0) } ?? "", key.hour ?? -1, key.currency?.code ?? "")
  }
}

extension Activity.Sum {
  fileprivate mutating func add(
    _ entry: EntryRow, _ number: EntryNumber, _ book: borrowing Book,
    _ promises: inout ActivityPromises
  ) {
    switch entry.kind {
    case .call:
      calls += 1
      if book.calls[entry.subject].result.isConversation { talks += 1 }
    case .promise:
      self.promises += 1
      promised.minor += Int128(book.promises[entry.subject].amount.minor)
      guard let standing = promises.standing(of: entry.subject, on: entry.account, book) else {
        return
      }
      if standing.state == .kept { kept += 1 }
      collected.minor += Int128((standing.counted + standing.late).minor)
    case .note:
      switch entry.noteKind {
      case .letter, .email, .text: letters += 1
      case .general, .review, .cease, .attorney, .deceased, .hardship, .complaint, .followUp,
        .escalation, .mailReturned, .source, nil:
        notes += 1
      }
    case .account, .contact, .invoice, .payment, .credit, .apply, .reverse, .user, .charge,
      .adjust, .writeoff, .recovery, .refund, .unapply, .transfer, .policy, .approval, .reject,
      .close, .service, .verify, .draft, .hold, .releaseHold, .limit, .loan, .rate, .interest,
      .amend, .assign, .end, .link, .prefer, .plan, .dispute, .resolve, .reage, .task,
      .identify, .notice, .template:
      others += 1
    }
  }
}

/// What has become of promises by the end of a day, each account asked once.
private struct ActivityPromises {
  let day: Day
  private var known: [UInt32: [UInt32: PromiseStanding]] = [:]

  init(asOf day: Day) { self.day = day }

  /// Nil where the promise is dated later.
  mutating func standing(
    of promise: UInt32, on account: UInt32, _ book: borrowing Book
  ) -> PromiseStanding? {
    if known[account] == nil {
      let all = book.promises(of: account, asOf: day)
      known[account] = Dictionary(uniqueKeysWithValues: all.map { ($0.promise, $0) })
    }
    return known[account]?[promise]
  }
}
