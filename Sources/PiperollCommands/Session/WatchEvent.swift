public import PiperollLedger
public import PiperollWire

/// Something that was recorded and that sessions may be told of. It has no sums: who wants to know
/// more looks it up.
public struct WatchEvent: Sendable {
  /// What happened.
  enum What {
    case escalated, paid, called, task
    /// A request waits for an approval, by its row.
    case pending(UInt32)
    case decided(UInt32, ApprovalState)
    /// These promises were kept, and are not any more; and these plans and settlements.
    case broken([EntryNumber], plans: [EntryNumber])
    /// A promise or a plan broke because a day passed; the entry is the one that made it.
    case brokenByDay(isPlan: Bool)
  }

  let what: What
  let entry: EntryNumber
  /// The row of the account; nil for none.
  let account: UInt32?

  /// What a session that is told of it has asked for.
  var topic: WatchTopic {
    switch what {
    case .escalated: .escalations
    case .paid: .payments
    case .called: .calls
    case .task: .tasks
    case .pending, .decided: .approvals
    case .broken, .brokenByDay: .broken
    }
  }

  /// Its word on the wire.
  fileprivate var word: String {
    switch what {
    case .escalated: "ESCALATED"
    case .paid: "PAID"
    case .called: "CALL"
    case .task: "TASK"
    case .pending: "PENDING"
    case .decided: "DECIDED"
    case .broken, .brokenByDay: "BROKEN"
    }
  }

  /// Whether a user may be told of it: it tells of no contact that is there for others alone.
  public func isShown(to context: Context, in book: borrowing Book) -> Bool {
    switch what {
    case .pending(let approval), .decided(let approval, _):
      !book.isHidden(requestOf: approval, from: context)
    case .escalated, .paid, .called, .task, .broken, .brokenByDay:
      !book.isHidden(entry: entry, from: context.viewer)
    }
  }
}

extension WatchEvent {
  /// That something broke because a day passed.
  public init(_ broken: BrokenByDay) {
    self.init(
      what: .brokenByDay(isPlan: broken.isPlan), entry: broken.entry, account: broken.account)
  }
}

extension Book {
  /// What sessions may be told of an entry.
  /// - Parameter topics: what any of them asks for.
  public func watchEvents(of number: EntryNumber, _ topics: Set<WatchTopic>) -> [WatchEvent] {
    let entry = entries[Int(number) - 1]
    var found: [WatchEvent.What] = []
    if topics.contains(.approvals) {
      if entry.kind == .approval {
        found.append(.pending(entry.subject))
      } else if entry.kind == .reject {
        found.append(.decided(entry.subject, .rejected))
      } else if !entry.isContinuation, let approval = approval(behind: number) {
        found.append(.decided(approval, .approved))
      }
    }
    switch entry.kind {
    case .note where entry.noteKind == .escalation: found.append(.escalated)
    case .payment, .recovery: found.append(.paid)
    case .call: found.append(.called)
    case .task: found.append(.task)
    case .reverse, .refund, .transfer, .unapply:
      if topics.contains(.broken) {
        let broken = broken(by: number)
        if !broken.promises.isEmpty || !broken.plans.isEmpty {
          found.append(.broken(broken.promises, plans: broken.plans))
        }
      }
    case .account, .contact, .invoice, .credit, .apply, .note, .user, .charge, .adjust, .writeoff,
      .policy, .approval, .reject, .close, .service, .verify, .draft, .hold, .releaseHold, .limit,
      .loan, .rate, .interest, .amend, .assign, .promise, .end, .link, .prefer, .plan,
      .dispute, .resolve, .reage, .identify, .notice, .template:
      break
    }
    return found.map {
      WatchEvent(what: $0, entry: number, account: entry.hasAccount ? entry.account : nil)
    }
  }
}

extension ReplyWriter {
  /// Writes the line that tells of an event: `* PAID seq=4 entry=71 account=C-20417 by=maria`.
  /// - Parameter seq: how many events there were for the session, with this one.
  public mutating func push(_ event: WatchEvent, seq: Int, in book: borrowing Book) {
    bytes.append(text: "* \(event.word)")
    field("seq", seq)
    field("entry", event.entry)
    if let account = event.account { field("account", book.accounts[account].id, book) }
    if case .brokenByDay(let isPlan) = event.what {
      // Nobody did it.
      field(isPlan ? "plan" : "promise", event.entry)
      return endLine()
    }
    field("by", book.symbols[book.entries[Int(event.entry) - 1].actor], book)
    switch event.what {
    case .decided(let approval, let state):
      field("approval", book.approvals[approval].entry)
      field("state", state.word)
    case .broken(let promises, let plans):
      for (key, broken) in [("promise" as StaticString, promises), ("plan", plans)]
      where !broken.isEmpty {
        field(key, broken.map(String.init).joined(separator: ","))
      }
    case .task:
      let row = book.tasks[book.entries[Int(event.entry) - 1].subject]
      field("due", row.dueText)
      if row.user != 0 { field("for", book.symbols[row.user], book) }
    case .escalated, .paid, .called, .pending, .brokenByDay: break
    }
    endLine()
  }

  /// Writes the line which says that so many events were not told.
  public mutating func pushLost(_ count: Int) {
    bytes.append("* LOST")
    field("n", count)
    endLine()
  }
}
