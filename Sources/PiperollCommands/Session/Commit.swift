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
      ColumnSpec("account"), ColumnSpec("balance", .money),
    ])
}

extension ReplyWriter {
  /// Begins the answer to COMMIT.
  public mutating func beginList() {
    status(.data, block: true)
    endLine()
    section(Commit.results)
  }

  /// Writes the result of a line of the list.
  /// - Parameter n: the line, counted from 1 after BEGIN.
  public mutating func listRow(
    _ n: Int, _ code: Code, _ outcome: Outcome, in book: borrowing Book
  ) {
    beginRow()
    cell(n)
    cell(code.rawValue)
    cell(outcome.entry)
    if let account = outcome.account { cell(account, book) } else { emptyCell() }
    if let balance = outcome.balance, let currency = outcome.currency {
      cell(balance, currency)
    } else {
      emptyCell()
    }
    endRow()
  }

  /// Writes the result of a line of the list that had nothing to record.
  public mutating func listRowOfNothing(_ n: Int) {
    beginRow()
    cell(n)
    cell(Code.ok.rawValue)
    for _ in 0..<3 { emptyCell() }
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
