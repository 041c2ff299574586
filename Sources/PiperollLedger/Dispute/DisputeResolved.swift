/// What came of a dispute. From the entry's effective date on nothing is disputed by it. What is
/// credited is a credit memo of its own, behind this in its group.
public struct DisputeResolved: Equatable, Sendable {
  /// The entry that recorded the dispute.
  public var dispute: EntryNumber
  public var outcome: DisputeOutcome
  /// How much is credited; zero unless the outcome is a credit.
  public var credited: Money
  /// The letter or email that told the debtor; nil if none is named.
  public var answer: EntryNumber?

  public init(
    dispute: EntryNumber, outcome: DisputeOutcome, credited: Money = .zero,
    answer: EntryNumber? = nil
  ) {
    self.dispute = dispute
    self.outcome = outcome
    self.credited = credited
    self.answer = answer
  }
}

/// What came of a dispute.
public enum DisputeOutcome: UInt8, CaseIterable, Sendable {
  /// They were right, at least in part.
  case credit
  /// The debt stands.
  case upheld
  /// They do not dispute it any more.
  case withdrawn
  /// It was disputed before, for the same reason, and answered then. The debt stands.
  case duplicate
}

extension DisputeOutcome {
  /// Whether the desk says that all of it is owed.
  var leavesDebt: Bool { self == .upheld || self == .duplicate }
}

extension DisputeResolved: ListedFact {
  static var code: FactCode { 51 }
  var entryKind: EntryKind { .resolve }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> DisputeResolved { self }
  /// The credit memo behind it is what is given up.
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No answer is written as entry 0.
  func put(to writer: inout EntryWriter) {
    writer.put(dispute)
    writer.put(outcome.rawValue)
    writer.put(credited)
    writer.put(answer ?? 0)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    dispute = try reader.take()
    outcome = try reader.takeChoice()
    credited = try reader.takeMoney()
    if (credited == .zero) == (outcome == .credit) { throw .unknownValue }
    let answer = try reader.take(EntryNumber.self)
    self.answer = answer == 0 ? nil : answer
  }
}
