/// The closing of all days up to one. What is dated into a closed day needs an approval.
public struct PeriodClosed: Equatable, Sendable {
  /// The last day that is closed.
  public var through: Day

  public init(through: Day) { self.through = through }
}

extension PeriodClosed: ListedFact {
  static var code: FactCode { 17 }
  var entryKind: EntryKind { .close }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, &row)
  }

  func unnumbered(_: EntryNumber) -> PeriodClosed { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) { writer.put(through) }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    through = try reader.takeDay()
    guard (Day.first...Day.last).contains(through) else { throw .unknownValue }
  }
}

extension Book {
  /// Decides to close all days up to one that is over. Today cannot be closed, because everything
  /// that is still to be posted today would then wait for an approval. An earlier day than that of
  /// the last closing opens the days after it.
  public func decideClosing(through day: Day, today: Day) throws(Refusal) -> Fact {
    if day >= today { throw .dayNotOver(latest: today.advanced(days: -1)) }
    return Fact(PeriodClosed(through: day))
  }

  mutating func apply(_ fact: PeriodClosed, _ row: inout EntryRow) {
    closedThrough = fact.through
    row.subject = UInt32(bitPattern: fact.through.number)
  }
}

extension EntryRow {
  /// The last day that a closing closed; only for an entry of that kind.
  public var closedThrough: Day { Day(number: Int32(bitPattern: subject)) }
}
