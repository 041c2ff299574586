/// A fact of any one of the types in `FactList`. It answers what every fact answers (`FactBody`).
///
/// This is a class and not an existential. A `Fact` that held an existential would have to be used
/// in memory all the time, which would slow down the frequent facts. A large fact in an existential
/// would also take a second allocation; here it takes one.
public class OtherFact: Equatable, @unchecked Sendable {
  fileprivate init() {}

  var code: FactCode { abstract() }
  var entryKind: EntryKind { abstract() }
  func put(to _: inout EntryWriter) { abstract() }
  func aim(_: inout ReplayAim) { abstract() }
  func apply(to _: inout Book, _: EntryNumber, _: inout EntryRow) { abstract() }
  func unnumbered(_: EntryNumber) -> OtherFact { abstract() }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { abstract() }
  func firstDay(effective _: Day) -> Day { abstract() }
  fileprivate func isEqual(to _: OtherFact) -> Bool { abstract() }

  public static func == (left: OtherFact, right: OtherFact) -> Bool { left.isEqual(to: right) }

  private func abstract() -> Never { preconditionFailure("every fact is a ListedBody") }
}

/// A fact of one type. `Sendable` is unchecked because the parent is a class; this class holds only
/// one constant.
final class ListedBody<Body: ListedFact>: OtherFact, @unchecked Sendable {
  let body: Body

  init(_ body: Body) { self.body = body }

  override var code: FactCode { Body.code }
  override var entryKind: EntryKind { body.entryKind }
  override func put(to writer: inout EntryWriter) { body.put(to: &writer) }
  override func aim(_ aim: inout ReplayAim) { body.aim(&aim) }
  override func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    body.apply(to: &book, number, &row)
  }
  override func unnumbered(_ entry: EntryNumber) -> OtherFact {
    ListedBody(body.unnumbered(entry))
  }
  override func limited(in book: borrowing Book, on day: Day) -> Limited? {
    body.limited(in: book, on: day)
  }
  override func firstDay(effective: Day) -> Day { body.firstDay(effective: effective) }
  override fileprivate func isEqual(to other: OtherFact) -> Bool {
    (other as? ListedBody)?.body == body
  }
}

extension ListedFact {
  /// Reads one from the journal.
  static func other(from reader: inout EntryReader) throws(EntryDecodingError) -> OtherFact {
    ListedBody(try Self(from: &reader))
  }
}
