import PiperollLedger
import PiperollWire

// What reports of a period are asked for: from= to the report's own day.

/// The days and the accounts that a report of a period is about, and what its rows are.
struct Period<Rows> {
  let from: Day
  /// The last day, whose end the report is of.
  let asOf: Day
  let grouping: Rows
  /// nil: all accounts.
  let selection: Selection?
}

extension Arguments {
  /// The first day of a period that ends on a day.
  /// - Parameter first: what it is if nothing is said.
  func firstDay(upTo last: Day, or first: Day) throws(Failure) -> Day {
    let from = try date("from") ?? first
    if from > last { throw bad("from", "a day up to as-of, which is \(last.text)") }
    return from
  }

  /// A period whose rows are of one of some groupings.
  /// - Parameter grouping: the one if nothing is said.
  /// - Parameter first: the first day if nothing is said: that of the last day's month, or another.
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
  /// Begins the reply of a report of a period: its status line, but for its end.
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
  /// The first day of a period that is the month of its last day, if nothing is said.
  static let fromFirstOfMonth = from("the first of as-of's month")
}
