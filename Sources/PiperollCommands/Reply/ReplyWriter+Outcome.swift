public import PiperollLedger
public import PiperollWire

// The answer to a write. The write, its dry run and its repetition are answered by the same code.

extension ReplyWriter {
  /// Answers a write, or the repetition of one.
  /// - Parameter number: its first entry.
  /// - Parameter spec: its command.
  /// - Parameter state: of the repetition of a request that needed an approval: what has become of
  ///   the request. The number is then that of the entry which carried it out, if it was approved.
  /// - Parameter needs: of a dry run, why it would wait for an approval.
  public mutating func write(
    _ code: Code, _ number: EntryNumber, by spec: CommandSpec, in book: borrowing Book,
    dry: Bool = false, asked state: ApprovalState? = nil, needs: ApprovalNeeds = []
  ) {
    if let rows = spec.entryRows, book.entries[Int(number) - 1].kind != .approval {
      return write(code, number, rows, in: book, dry: dry, asked: state)
    }
    let shown = book.entries[Int(number) - 1].kind == .approval ? nil : spec.shown
    status(code, block: shown != nil)
    if dry { field("dry", "yes") }
    if !needs.isEmpty { field("need", needs.words) }
    let outcome = book.outcome(of: number)
    result(code, outcome, in: book, dry: dry, asked: state)
    sentence(of: outcome, code, in: book, dry: dry)
    if !needs.isEmpty { human("\(needs.sentence), and would wait for an approval") }
    endLine()
    guard let shown else { return }
    section(shown.section)
    shown.write(ToldEntry(number, in: book), book, &self)
    endBlock()
    endLine()
  }

  /// Writes what a write came to: its keys, and the text for people. The line of a single write and
  /// the row of one of many say the same.
  /// - Parameter columns: what has columns of its own in a row.
  mutating func result(
    _ code: Code, _ outcome: Outcome, in book: borrowing Book, dry: Bool,
    asked state: ApprovalState?, besides columns: ResultColumns = []
  ) {
    if let state { field("state", state.word) }
    fields(of: outcome, in: book, dry: dry, asAsked: state != nil, besides: columns)
    let entry = ToldEntry(outcome.entry, in: book)
    let recoverable = entry.recoverable(book)
    if recoverable > .zero { human(recoveryAdvice(entry, recoverable, in: book, dry: dry)) }
    // The server notifies nobody, so the user is told here what to ask another user for.
    if code == .pending { human("it waits for another user's POST APPROVE \(outcome.entry)") }
  }

  /// Writes the cell `text` of a row that was not refused: what the single reply would say.
  mutating func cell(
    resultOf number: EntryNumber, _ code: Code, by spec: CommandSpec, in book: borrowing Book,
    dry: Bool, asked state: ApprovalState?, besides columns: ResultColumns
  ) {
    let outcome = book.outcome(of: number)
    cell(keys: { (reply: inout ReplyWriter) in
      if let rows = spec.entryRows, outcome.kind != .approval {
        reply.field(rows.countKey, book.continuation(of: number).count)
      } else {
        reply.result(code, outcome, in: book, dry: dry, asked: state, besides: columns)
      }
    })
  }

  /// Answers with a block that has a row for each entry.
  private mutating func write(
    _ code: Code, _ number: EntryNumber, _ rows: EntryRows, in book: borrowing Book, dry: Bool,
    asked state: ApprovalState?
  ) {
    let entries = book.continuation(of: number)
    status(code, block: true)
    if dry { field("dry", "yes") }
    if let state { field("state", state.word) }
    if !dry { field("entry", number) }
    if let approval = book.approval(behind: number) {
      field("approval", book.approvals[approval].entry)
    }
    field(rows.countKey, entries.count)
    endLine()
    section(rows.section)
    for number in entries { rows.write(ToldEntry(number, in: book), dry, book, &self) }
    endBlock()
    endLine()
  }

  /// Answers a write that had nothing to record.
  public mutating func write(nothing why: NothingReason, by spec: CommandSpec) {
    status(.ok, block: spec.entryRows != nil)
    if let rows = spec.entryRows { field(rows.countKey, 0) } else { field("nothing", "yes") }
    field("why", why.word)
    human(why.sentence)
    endLine()
    guard let rows = spec.entryRows else { return }
    section(rows.section)
    endBlock()
    endLine()
  }

  /// Writes the keys that tell the result of a write.
  /// - Parameter asAsked: whether what needed an approval is told to who asked for it: with the
  ///   keys of its kind. Who approves gets keys that are the same for all requests, and of a plan
  ///   or a settlement those of its kind too.
  /// - Parameter columns: the keys that are left out.
  public mutating func fields(
    of outcome: Outcome, in book: borrowing Book, dry: Bool = false, asAsked: Bool = false,
    besides columns: ResultColumns = []
  ) {
    let entry = ToldEntry(outcome.entry, in: book)
    // A write that waits for an approval is nothing but a request for one so far.
    if outcome.kind == .approval { return Telling.approval.write(entry, book, &self) }
    let approval = book.approval(behind: outcome.entry)
    if approval != nil, !asAsked {
      let all = book.continuation(of: outcome.entry)
      if !book.isOfOneAccount(all) {
        return fields(ofSeveral: all, in: book, besides: columns)
      }
    }
    if !dry, !columns.contains(.entry) { field("entry", outcome.entry) }
    if let account = outcome.account, !columns.contains(.account) {
      field("account", account, book)
    }
    if let second = outcome.second { field("to", second.account, book) }
    if let approval {
      field("approval", book.approvals[approval].entry)
      if !asAsked { fields(of: outcome, carriedOutIn: book) }
    }
    // What was agreed on has no other line that says it.
    if approval == nil || asAsked || outcome.kind == .plan {
      outcome.kind.telling.write(entry, book, &self)
    }
    if let exact = outcome.exact { fields(exact, foundBy: outcome.entry, book) }
    let currency = outcome.currency ?? .usd
    if outcome.held > .zero { field("held", outcome.held, currency) }
    if let interest = outcome.interest {
      if !dry { field("interest", interest.entry) }
      field("interest-amount", interest.amount, currency)
    }
    if outcome.overLimit > .zero { field("over-limit", outcome.overLimit, currency) }
    if let fee = outcome.fee {
      if !dry { field("fee", fee.entry) }
      field("fee-amount", fee.amount, currency)
    }
    if outcome.hasConsequences {
      fields(book.consequences(of: outcome.entry), currency, dry: dry)
    }
    if let balance = outcome.lastBalance, !columns.contains(.balance) {
      field("balance", balance, currency)
    }
    if let second = outcome.second {
      if second.overLimit > .zero { field("to-over-limit", second.overLimit, currency) }
      field("to-balance", second.balance, currency)
    }
  }

  @inline(never)
  private mutating func fields(
    _ consequences: Outcome.Consequences, _ currency: Currency, dry: Bool
  ) {
    if let back = consequences.lateFee { fields(back, currency, dry: dry) }
    if let settled = consequences.settled { fields(settled, currency) }
    if let credit = consequences.credit, !dry { field("credit-entry", credit.entry) }
    if let turns = consequences.promises { fields(turns) }
  }

  private mutating func fields(
    _ back: Outcome.LateFee, _ currency: Currency, dry: Bool
  ) {
    if !dry { field("late-fee", back.entries.map { "\($0)" }.joined(separator: ",")) }
    field("late-fee-amount", back.amount, currency)
  }

  private mutating func fields(_ turns: PromiseTurns) {
    for (key, promises) in [("kept" as StaticString, turns.kept), ("broken", turns.broken)]
    where !promises.isEmpty {
      field(key, promises.map { "\($0)" }.joined(separator: ","))
    }
  }

  private mutating func fields(_ settled: Outcome.Settlements, _ currency: Currency) {
    let settlements = settled.settlements.map { "\($0)" }.joined(separator: ",")
    if settled.amount > .zero {
      field("settled", settlements)
      field("adjusted", settled.amount, currency)
    } else {
      field("unsettled", settlements)
      field("restored", -settled.amount, currency)
    }
  }

  /// Writes the keys of a write that recorded entries of several accounts: no one account's amounts
  /// are its result.
  mutating func fields(
    ofSeveral entries: ClosedRange<EntryNumber>, in book: borrowing Book,
    besides columns: ResultColumns = []
  ) {
    if !columns.contains(.entry) { field("entry", entries.lowerBound) }
    if let approval = book.approval(behind: entries.lowerBound) {
      field("approval", book.approvals[approval].entry)
    }
    field("entries", entries.count)
  }

  /// Writes the keys of a write that was approved: the same whatever was asked for.
  private mutating func fields(
    of outcome: Outcome, carriedOutIn book: borrowing Book
  ) {
    let entries = book.continuation(of: outcome.entry).count
    if entries > 1 { field("entries", entries) }
    if outcome.balance != nil { field("effect", outcome.effect, outcome.currency ?? .usd) }
  }
}

/// The keys of a result for which a row has columns of their own: they are not said twice.
public struct ResultColumns: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  static let entry = ResultColumns(rawValue: 1)
  static let account = ResultColumns(rawValue: 2)
  static let balance = ResultColumns(rawValue: 4)
}

extension FieldSpec {
  /// The keys that the result of any write may have before those of its kind.
  static let beforeKind: [FieldSpec] = [
    .entry, .accountField, FieldSpec("to", "of a transfer: the account that the credit went to"),
    FieldSpec("approval", "the number under which it was asked for, if it needed an approval"),
    FieldSpec("entries", "of what was approved: how many entries it recorded, if more than one"),
  ]
  /// What a reversal says of the late fees of what it undoes.
  static let lateFee = [
    FieldSpec("late-fee", "the entries that give back the late fee of what is undone"),
    FieldSpec("late-fee-amount", "what they give back"),
  ]
  /// What is said of the settlements that an entry completed.
  static let settled = [
    FieldSpec("settled", "the settlement that it completed, by its entry"),
    FieldSpec("adjusted", "what that took off"),
  ]
  /// What is said of the settlements that are not complete any more.
  static let unsettled = [
    FieldSpec("unsettled", "the settlement that is not paid any more"),
    FieldSpec("restored", "what that had taken off, and is owed again"),
  ]
  static let creditEntry = FieldSpec(
    "credit-entry", "the credit memo by which it ended a dispute")
  static let kept = FieldSpec("kept", "the promises that it kept, by their entries")
  static let broken = FieldSpec("broken", "the promises that were kept, and are not any more")
  /// The keys that the result of any write may have behind those of its kind.
  static let afterKind: [FieldSpec] =
    exact + [
      FieldSpec("held", "how much is unapplied because items are on hold"), .interest,
      .interestAmount, .overLimit,
      FieldSpec("fee", "of a reversal: the entry of its fee"), FieldSpec("fee-amount", "the fee"),
    ] + lateFee + settled + unsettled + [
      creditEntry, kept, broken, .balance,
      FieldSpec("to-over-limit", "of a reversed transfer: what that account owes above its limit"),
      FieldSpec("to-balance", "of a transfer: that account's balance after it"),
    ]
}
