public import PiperollLedger
public import PiperollWire

enum Commit {
  static let spec = CommandSpec(
    "COMMIT", "Runs the list that BEGIN has opened: all of its writes are recorded, or none.",
    role: .operator, example: "COMMIT",
    fields: [
      FieldSpec("n", "the line that was refused, counted from 1 after BEGIN"),
      FieldSpec("code", "the code of its refusal"), FieldSpec("created", "entries recorded"),
      FieldSpec("dup", "lines that were recorded before"), .rows,
    ],
    sections: [results], codes: [.data, .ok, .aborted, .readOnly], effect: .session(.commit))

  static let results = SectionSpec(
    "results", .rows,
    [
      ColumnSpec("n", .count), ColumnSpec("code", .count), ColumnSpec("entry", .count),
      ColumnSpec("account"), ColumnSpec("balance", .money), ColumnSpec("rule"), ColumnSpec("text"),
    ])
}

extension ReplyWriter {
  /// Begins the answer to COMMIT.
  public mutating func beginList() {
    status(.data, block: true)
    endLine()
    section(Commit.results)
  }

  /// Writes the result of a line of the list, as the reply to a single write says it.
  /// - Parameter n: the line, counted from 1 after BEGIN.
  /// - Parameter number: its first entry.
  /// - Parameter state: what has become of a request that needed an approval.
  public mutating func listRow(
    _ n: Int, _ code: Code, _ number: EntryNumber, by spec: CommandSpec, in book: borrowing Book,
    asked state: ApprovalState? = nil
  ) {
    let outcome = book.outcome(of: number)
    // Entries of several accounts have no one account and no one balance.
    let isOfOne = book.isOfOneAccount(book.continuation(of: number))
    beginRow()
    cell(n)
    cell(code.rawValue)
    cell(number)
    if let account = outcome.account, isOfOne { cell(account, book) } else { emptyCell() }
    if let balance = outcome.lastBalance, let currency = outcome.currency, isOfOne {
      cell(balance, currency)
    } else {
      emptyCell()
    }
    emptyCell()
    cell(
      resultOf: number, code, by: spec, in: book, dry: false, asked: state,
      besides: [.entry, .account, .balance])
    endRow()
  }

  /// Writes the result of a line of the list that had nothing to record, and why.
  public mutating func listRow(_ n: Int, nothing why: NothingReason) {
    beginRow()
    cell(n)
    cell(Code.ok.rawValue)
    for _ in 0..<3 { emptyCell() }
    cell(why.word)
    cell(why.sentence)
    endRow()
  }

  /// Ends the answer to COMMIT: everything was recorded.
  public mutating func endList(_ counts: BulkCounts) {
    endBlock()
    field("created", counts.created)
    field("dup", counts.duplicates)
    if counts.nothing > 0 { field("nothing", counts.nothing) }
    endLine()
  }

  /// Answers COMMIT where the line `n` was refused, so that nothing was written.
  public mutating func abortList(_ n: Int, _ failure: Failure) {
    status(.aborted)
    field("n", n)
    field("code", failure.code.rawValue)
    details(of: failure)
    human("\(failure.sentence); no line of the list was run")
    endLine()
  }
}
