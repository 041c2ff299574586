/// The end of what another entry began and is not to go on: it counts from the entry's effective
/// date on. The memo says why.
public struct Ended: Equatable, Sendable {
  /// The entry that began it; what kind it is of says what ends.
  public var entry: EntryNumber

  public init(entry: EntryNumber) { self.entry = entry }
}

extension Ended: ListedFact {
  static var code: FactCode { 45 }
  var entryKind: EntryKind { .end }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Ended { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) { writer.put(entry) }

  init(from reader: inout EntryReader) throws(EntryDecodingError) { entry = try reader.take() }
}
