import PiperollLedger
import PiperollWire

// Arguments of reports about a period: from `from=` to `as-of=`.

/// The days and the accounts that a report is about, and what each of its rows stands for.
struct Period<Rows> {
  let from: Day
  /// The last day; closing amounts are those at its end.
  let asOf: Day
  let grouping: Rows
  /// The accounts; nil: all.
  let selection: Selection?
}

extension Arguments {
  /// The first day of a period: `from=`.
  /// - Parameter last: the last day of the period; a later `from=` is refused.
  /// - Parameter first: the first day if `from=` was not given.
  func firstDay(upTo last: Day, or first: Day) throws(Failure) -> Day {
    let from = try date("from") ?? first
    if from > last { throw bad("from", "a day up to as-of, which is \(last.text)") }
    return from
  }

  /// Reads the arguments of a report about a period: `from=`, `as-of=`, `by=` and `where=`.
  /// - Parameter groupings: what `by=` may be.
  /// - Parameter grouping: what `by=` is if it was not given.
  /// - Parameter first: makes the first day from the last one, if `from=` was not given.
  func period<Rows: WireWord>(
    in book: borrowing Book, _ context: Context, by groupings: [Rows], or grouping: Rows,
    from first: (Day) -> Day = \.startOfMonth
  ) throws(Failure) -> Period<Rows> where Rows: RawRepresentable<UInt8> {
    let asOf = try reportDay(context)
    return Period(
      from: try firstDay(upTo: asOf, or: first(asOf)), asOf: asOf,
      grouping: try choice("by", among: groupings) ?? grouping,
      selection: try selection(in: book, asOf: asOf))
  }
}

extension ReplyWriter {
  /// Begins the reply of a report about a period: its status line without `endLine`.
  mutating func begin<Rows: WireWord>(
    _ period: Period<Rows>, of book: borrowing Book
  ) where Rows: RawRepresentable<UInt8> {
    status(.data, block: true)
    field("from", period.from)
    fields(asOf: period.asOf, of: book)
    field("by", period.grouping.word)
  }
}

extension Parameter {
  /// The first day of the period; if it is not given, the first of the last day's month.
  static let fromFirstOfMonth = from("the first of as-of's month")
}
