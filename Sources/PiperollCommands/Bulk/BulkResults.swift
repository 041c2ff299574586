public import PiperollLedger
public import PiperollWire

/// How many rows of a bulk write, or lines of a list, have come to which result so far.
public struct BulkCounts: Equatable, Sendable {
  public var created = 0
  public var duplicates = 0
  /// Rows that wait for an approval.
  public var pending = 0
  public var refused = 0
  /// Rows that had nothing to record.
  public var nothing = 0

  /// The counts before the first row.
  public init() {}
}

/// The section that answers a bulk write, with a row for each row of the block. Every write can
/// have it, so no command declares it.
public let bulkResults = SectionSpec(
  "results", .rows,
  [
    ColumnSpec("row", .count), ColumnSpec("code", .count), ColumnSpec("entry", .count),
    ColumnSpec("rule"), ColumnSpec("text"),
  ])

extension ReplyWriter {
  /// Begins the answer to a bulk write.
  public mutating func beginBulk(_ mode: BulkMode, dry: Bool) {
    status(.data, block: true)
    if dry { field("dry", "yes") }
    field("mode", mode.word)
    endLine()
    section(bulkResults)
  }

  /// Writes the result of a row that was not refused, as the reply to a single write says it.
  /// - Parameter number: its first entry, which a dry run does not show.
  /// - Parameter state: what has become of a request that needed an approval.
  public mutating func bulkRow(
    _ row: Int, _ code: Code, _ number: EntryNumber, by spec: CommandSpec, in book: borrowing Book,
    dry: Bool = false, asked state: ApprovalState? = nil
  ) {
    beginRow()
    cell(row)
    cell(code.rawValue)
    if dry { emptyCell() } else { cell(number) }
    emptyCell()
    cell(
      resultOf: number, code, by: spec, in: book, dry: dry, asked: state, besides: .entry)
    endRow()
  }

  /// Writes the result of a row that had nothing to record, and why.
  public mutating func bulkRow(_ row: Int, nothing why: NothingReason) {
    beginRow()
    cell(row)
    cell(Code.ok.rawValue)
    emptyCell()
    cell(why.word)
    cell(why.sentence)
    endRow()
  }

  /// Writes the result of a row that was refused: the rule or the key at fault, and the text.
  public mutating func bulkRow(_ row: Int, _ failure: Failure) {
    beginRow()
    cell(row)
    cell(failure.code.rawValue)
    emptyCell()
    switch failure {
    case .refused(let refusal): cell(refusal.rule.name)
    case .requestEnded(let request): cell(request.refusal.rule.name)
    case .fault(_, _, let key?, _): cell(key)
    case .conflict: cell("rev")
    case .fault(_, _, nil, _), .notLoggedIn, .control, .needsApproval, .overload, .readOnly,
      .incident, .forbidden:
      emptyCell()
    }
    cell(failure.sentence)
    endRow()
  }

  /// Ends the answer to a bulk write with the counts, and with 551 if a row was refused.
  public mutating func endBulk(_ counts: BulkCounts) {
    endBlock(counts.refused == 0 ? .ok : .partial)
    field("created", counts.created)
    field("dup", counts.duplicates)
    if counts.pending > 0 { field("pending", counts.pending) }
    field("refused", counts.refused)
    if counts.nothing > 0 { field("nothing", counts.nothing) }
    endLine()
  }
}
