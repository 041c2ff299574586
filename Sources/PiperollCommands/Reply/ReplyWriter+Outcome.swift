public import PiperollLedger
public import PiperollWire

// The answer to a write: the same for the write, its dry run and its repetition.

extension ReplyWriter {
  /// Answers a write by its command, or its repetition.
  /// - Parameter number: the first of its entries; nil: there was nothing to do.
  public mutating func write(
    _ code: Code, _ number: EntryNumber?, by spec: CommandSpec, in book: borrowing Book,
    dry: Bool = false
  ) {
    let isPending = number.map { book.entries[Int($0) - 1].kind == .approval } ?? false
    if let rows = spec.entryRows, !isPending {
      return write(code, number, rows, in: book, dry: dry)
    }
    guard let number else { return writeNothing() }
    status(code)
    if dry { field("dry", "yes") }
    fields(of: book.outcome(of: number), in: book, dry: dry)
    // Who may decide it is told of it by nobody else.
    if code == .pending { human("it waits for another user's POST APPROVE \(number)") }
    endLine()
  }

  /// Answers with a row an entry.
  private mutating func write(
    _ code: Code, _ number: EntryNumber?, _ rows: EntryRows, in book: borrowing Book, dry: Bool
  ) {
    let entries = number.map { book.continuation(of: $0) }
    status(code, block: true)
    if dry { field("dry", "yes") }
    if !dry, let number { field("entry", number) }
    field(rows.countKey, entries.map(\.count) ?? 0)
    endLine()
    section(rows.section)
    if let entries {
      for number in entries { rows.write(ToldEntry(number, in: book), dry, book, &self) }
    }
    endBlock()
    endLine()
  }

  /// Answers a write that has nothing to record: done, and nothing was changed.
  private mutating func writeNothing() {
    status(.ok)
    field("nothing", "yes")
    human("there is nothing to record")
    endLine()
  }

  /// The keys of a write's result.
  public mutating func fields(
    of outcome: Outcome, in book: borrowing Book, dry: Bool = false
  ) {
    let entry = ToldEntry(outcome.entry, in: book)
    // What only waits is known as an approval, and is nothing else yet.
    if outcome.kind == .approval { return Telling.approval.write(entry, book, &self) }
    if !dry { field("entry", outcome.entry) }
    if let account = outcome.account { field("account", account, book) }
    if let second = outcome.second { field("to", second.account, book) }
    if let approval = book.approval(behind: outcome.entry) {
      fields(of: outcome, carryingOut: approval, in: book)
    } else {
      outcome.kind.telling.write(entry, book, &self)
    }
    let currency = outcome.currency ?? .usd
    if outcome.held > .zero { field("held", outcome.held, currency) }
    if outcome.overLimit > .zero { field("over-limit", outcome.overLimit, currency) }
    if let fee = outcome.fee {
      if !dry { field("fee", fee.entry) }
      field("fee-amount", fee.amount, currency)
    }
    if let balance = outcome.fee?.balance ?? outcome.balance { field("balance", balance, currency) }
    if let second = outcome.second {
      if second.overLimit > .zero { field("to-over-limit", second.overLimit, currency) }
      field("to-balance", second.balance, currency)
    }
  }

  /// What was approved is told alike, whatever was asked for.
  private mutating func fields(
    of outcome: Outcome, carryingOut approval: UInt32, in book: borrowing Book
  ) {
    field("approval", book.approvals[approval].entry)
    let entries = book.continuation(of: outcome.entry).count
    if entries > 1 { field("entries", entries) }
    if outcome.balance != nil { field("effect", outcome.effect, outcome.currency ?? .usd) }
  }
}

extension FieldSpec {
  /// The keys that the result of a write may have before those of its kind.
  static let beforeKind: [FieldSpec] = [
    .entry, .accountField, FieldSpec("to", "of a transfer: the account that got it"),
    FieldSpec("approval", "the number under which it was asked for, where it took an approval"),
    FieldSpec("entries", "of what was approved: how many it recorded, where they are several"),
  ]
  /// And behind them.
  static let afterKind: [FieldSpec] = [
    FieldSpec("held", "how much is unapplied because items are on hold"), .overLimit,
    FieldSpec("fee", "of a reversal: the entry of its fee"), FieldSpec("fee-amount", "the fee"),
    .balance,
    FieldSpec("to-over-limit", "of a reversed transfer: what that account owes above its limit"),
    FieldSpec("to-balance", "of a transfer: that account's balance after it"),
  ]
}
